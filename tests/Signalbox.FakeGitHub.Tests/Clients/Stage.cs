using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Scripts;
using Signalbox.FakeGitHub.Tests.Hooks;
using Signalbox.Testing.Clocks;

namespace Signalbox.FakeGitHub.Tests.Clients;

/// <summary>A GitHub with one repository, its people and the App installed, and somebody who takes the webhooks.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private Stage(FakeGitHubServer github, WebhookListener listener, FakeRepository app, ManualClock clock)
    {
        (GitHub, Listener, App, Clock) = (github, listener, app, clock);
        Api = new(github, github.InstallationTokenOf("acme"));
        AsApp = ApiClient.AsApp(github, clock.GetUtcNow());
    }

    public FakeGitHubServer GitHub { get; }

    public WebhookListener Listener { get; }

    public FakeRepository App { get; }

    public ManualClock Clock { get; }

    /// <summary>With the installation's token.</summary>
    public ApiClient Api { get; }

    /// <summary>With the App's JWT.</summary>
    public ApiClient AsApp { get; }

    public static async Task<Stage> SetAsync(FakeGitHubOptions? options = null)
    {
        var listener = await WebhookListener.StartAsync();
        var clock = new ManualClock();
        var github = await FakeGitHubServer.StartAsync((options ?? new()) with { Clock = clock, WebhookUrl = listener.Url });
        var app = await github.CreateRepositoryAsync("acme/app", ("README.md", "# App\n"), ("src/a.txt", "a\n"), ("src/b.txt", "b\n"));
        app.Permit("ada", RepositoryRole.Admin);
        app.Permit("grace", RepositoryRole.Write);
        app.Permit("tim", RepositoryRole.Triage);
        github.Install("acme");
        return new(github, listener, app, clock);
    }

    public Task<FakePullRequest> OpenAsync(string branch, string path = "src/new.txt", string text = "new\n") =>
        App.OpenPullRequestAsync(new(branch, "grace") { Files = [(path, text)] });

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        AsApp.Dispose();
        await GitHub.DisposeAsync();
        await Listener.DisposeAsync();
    }
}
