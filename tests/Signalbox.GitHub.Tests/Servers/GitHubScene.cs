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
    public static readonly RepositoryName Repository = RepositoryName.Parse("acme/app");
    public static readonly InstallationId Installation = new(99);
    public static readonly CommitSha Sha = CommitSha.Parse(new string('a', 40));

    private static readonly Lazy<string> Pem = new(() =>
    {
        using var key = RSA.Create(2048);
        return key.ExportRSAPrivateKeyPem();
    });

    private readonly ServiceProvider services;

    private GitHubScene(StubGitHub server, ApiPacing pacing, TimeProvider? time)
    {
        Server = server;
        Server.Clock = Clock;
        services = new ServiceCollection()
            .AddSingleton(time ?? Clock)
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
    /// <param name="running">On the machine's clock, for what the clock is no matter of.</param>
    public static async Task<GitHubScene> StartAsync(ApiPacing? pacing = null, bool running = false) =>
        new(await StubGitHub.StartAsync(), pacing ?? new(), running ? TimeProvider.System : null);

    /// <summary>Awaits a call, moving the clock to each timer that it waits for.</summary>
    /// <returns>What came of it and how long it took by the clock.</returns>
    public async Task<(T Value, TimeSpan Took)> ClockedAsync<T>(Task<T> call, TimeSpan longest)
    {
        var start = Clock.GetUtcNow();
        while (!call.IsCompleted)
        {
            var timerSet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Clock.TimerSet = _ => timerSet.TrySetResult();
            // The time limit of a request in flight is a timer too: wait for the request, and move only what is shorter.
            if (Clock.NextTimer is { } due && due - Clock.GetUtcNow() < longest && due - start < TimeSpan.FromHours(2) && !Server.IsBusy)
                Clock.Advance(due - Clock.GetUtcNow());
            await Task.WhenAny(call, timerSet.Task, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System));
        }

        return (await call, Clock.GetUtcNow() - start);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Server.DisposeAsync();
    }
}
