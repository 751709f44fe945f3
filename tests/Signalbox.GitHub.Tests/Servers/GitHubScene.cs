using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Signalbox.Core.Changes;
using Signalbox.GitHub.Api;
using Signalbox.GitHub.Api.Limits;
using Signalbox.GitHub.App;
using Signalbox.Testing.Clocks;

namespace Signalbox.GitHub.Tests.Servers;

/// <summary>The client as a host has it, on a clock that a test moves, before a server that a test steers.</summary>
public sealed class GitHubScene : IAsyncDisposable
{
    public static readonly RepositoryName Acme = RepositoryName.Parse("acme/app");
    public static readonly InstallationId Installation = new(99);
    public static readonly CommitSha Sha = CommitSha.Parse(new string('a', 40));

    private static readonly Lazy<string> Pem = new(() =>
    {
        using var key = RSA.Create(2048);
        return key.ExportRSAPrivateKeyPem();
    });

    private static readonly TimeSpan RequestLimit = TimeSpan.FromDays(1);

    private readonly ServiceProvider services;

    private GitHubScene(StubGitHub server, ApiPacing pacing)
    {
        Server = server;
        Server.Clock = Clock;
        services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(pacing)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log))
            .AddGitHub(Settings())
            .BuildServiceProvider();

        IConfiguration Settings() => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["GitHub:AppId"] = "123",
            ["GitHub:PrivateKey"] = PrivateKey,
            ["GitHub:WebhookSecret"] = WebhookSecret,
            ["GitHub:ClientId"] = "Iv1.abc",
            ["GitHub:ClientSecret"] = ClientSecret,
            ["GitHub:ApiUrl"] = server.Address.AbsoluteUri,
        }).Build();
    }

    public const string WebhookSecret = "planted-webhook-secret";
    public const string ClientSecret = "planted-client-secret";

    public static string PrivateKey => Pem.Value;

    public ManualClock Clock { get; } = new();

    public StubGitHub Server { get; }

    public WrittenLog Log { get; } = new();

    public IServiceProvider Services => services;

    public GitHubClient Client => services.GetRequiredService<GitHubClient>();

    public InstallationApi Api => Client.For(Installation);

    public InstallationApi BackgroundApi => Client.For(Installation, Priority.Background);

    /// <param name="pacing">Other than GitHub's.</param>
    public static async Task<GitHubScene> StartAsync(ApiPacing? pacing = null) =>
        new(await StubGitHub.StartAsync(), pacing ?? new() { Timeout = RequestLimit });

    /// <summary>Awaits a call, moving the clock to each timer that it waits for.</summary>
    /// <returns>What came of it and how long it took by the clock.</returns>
    public async Task<(T Value, TimeSpan Took)> ClockedAsync<T>(Task<T> call)
    {
        var start = Clock.GetUtcNow();
        while (!call.IsCompleted)
        {
            var timerSet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Clock.TimerSet = _ => timerSet.TrySetResult();
            // The time limit of a request in flight is a timer too, and of another size: the server answers before it is over.
            if (Clock.NextTimer is { } due && due - Clock.GetUtcNow() < RequestLimit / 2) Clock.Advance(due - Clock.GetUtcNow());
            else await Task.WhenAny(call, timerSet.Task).WaitAsync(TimeSpan.FromSeconds(30));
        }

        return (await call, Clock.GetUtcNow() - start);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Server.DisposeAsync();
    }
}
