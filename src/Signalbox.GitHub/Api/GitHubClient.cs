using Signalbox.GitHub.Api.Requests;
using Signalbox.GitHub.App;

namespace Signalbox.GitHub.Api;

/// <summary>The door to GitHub's API. One per process: limits, tokens and known answers are shared behind it. Safe to call concurrently.</summary>
public sealed class GitHubClient
{
    private readonly ApiSender sender;
    private readonly InstallationTokens tokens;

    internal GitHubClient(ApiSender sender, ICredential app, InstallationTokens tokens)
    {
        (this.sender, this.tokens) = (sender, tokens);
        App = new(new ApiCaller(sender, app, Priority.Foreground));
    }

    /// <summary>Calls in the App's own name.</summary>
    public AppApi App { get; }

    /// <summary>Calls in the name of an installation.</summary>
    public InstallationApi For(InstallationId installation, Priority priority = Priority.Foreground) =>
        new(new ApiCaller(sender, new InstallationCredential(tokens, installation), priority));
}
