using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Signalbox.Core.Changes;
using Signalbox.FakeGitHub;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Scripts;
using Signalbox.GitHub.Api;
using Signalbox.GitHub.Api.Limits;
using Signalbox.GitHub.App;
using Signalbox.GitHub.Webhooks;

namespace Signalbox.GitHub.Tests.Stories;

/// <summary>The client before a GitHub with state, and a door that its webhooks come to.</summary>
internal sealed class FakeGitHubScene : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly WebApplication door;

    private FakeGitHubScene(FakeGitHubServer github, FakeRepository repository, InstallationId installation, ServiceProvider services, WebApplication door) =>
        (GitHub, Repository, Installation, this.services, this.door) = (github, repository, installation, services, door);

    public static RepositoryName Acme { get; } = RepositoryName.Parse("acme/app");

    public FakeGitHubServer GitHub { get; }

    public FakeRepository Repository { get; }

    public InstallationId Installation { get; }

    public GitHubClient Client => services.GetRequiredService<GitHubClient>();

    public InstallationApi Api => Client.For(Installation);

    /// <summary>What came through the door with a right signature.</summary>
    public ConcurrentQueue<GitHubEvent> Events { get; } = [];

    /// <summary>What did not.</summary>
    public ConcurrentQueue<string> Refusals { get; } = [];

    public static async Task<FakeGitHubScene> StartAsync(bool overServerPath = false)
    {
        var github = await FakeGitHubServer.StartAsync(new FakeGitHubOptions { WebhookSecret = "planted-new" });
        var repository = await github.CreateRepositoryAsync("acme/app", ("a.txt", "one\n"), (".signalbox.yml", "version: 1\n"));
        foreach (var (login, role) in (ReadOnlySpan<(string, RepositoryRole)>)[("ann", RepositoryRole.Write), ("bob", RepositoryRole.Maintain), ("eve", RepositoryRole.Read)])
            repository.Permit(login, role);
        var installation = new InstallationId(github.Install("acme"));
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["GitHub:AppId"] = $"{github.App.Id}",
            ["GitHub:PrivateKey"] = github.App.PrivateKeyPem,
            ["GitHub:WebhookSecret"] = "planted-new",
            ["GitHub:WebhookSecretPrevious"] = "planted-old",
            ["GitHub:ApiUrl"] = github.Url.AbsoluteUri + (overServerPath ? "api/v3" : ""),
        }).Build();
        var provider = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new ApiPacing { RetryDelay = TimeSpan.FromMilliseconds(5) })
            .AddLogging()
            .AddGitHub(settings)
            .BuildServiceProvider();

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var host = builder.Build();
        host.Urls.Add("http://127.0.0.1:0");
        var scene = new FakeGitHubScene(github, repository, installation, provider, host);
        host.Run(scene.ReceiveAsync);
        await host.StartAsync();
        github.Deliveries.Url = new(host.Urls.First());
        return scene;
    }

    public async ValueTask DisposeAsync()
    {
        await door.DisposeAsync();
        await services.DisposeAsync();
        await GitHub.DisposeAsync();
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        context.Response.StatusCode = Receive(name => context.Request.Headers[name].FirstOrDefault(), body.ToArray()) is { } refusal ? Refuse(refusal) : 202;
    }

    private string? Receive(Func<string, string?> header, byte[] body)
    {
        if (!DeliveryHeaders.TryRead(header, out var headers, out var problem)) return problem;
        if (services.GetRequiredService<GitHubSignature>().Check(body, headers.Sha256, headers.Sha1) is SignatureResult.Invalid invalid) return invalid.Reason;
        if (EventReader.Read(headers.Event, body) is not EventResult.Understood understood) return "malformed";
        Events.Enqueue(understood.Event);
        return null;
    }

    private int Refuse(string refusal)
    {
        Refusals.Enqueue(refusal);
        return 401;
    }
}
