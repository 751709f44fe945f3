namespace Signalbox.GitHub.App;

/// <summary>
/// The settings `GitHub__…`. All are text, so that <see cref="GitHubOptionsValidator"/> can say in words what a right value looks like.
/// A class without a text form of its own: printing it shows no secret.
/// </summary>
public sealed class GitHubOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "GitHub";

    /// <summary>The App's number.</summary>
    public string? AppId { get; init; }

    /// <summary>The App's client id, for people's sign-in.</summary>
    public string? ClientId { get; init; }

    /// <summary>The client's secret, for people's sign-in.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The App's private key, PEM; `\n` may stand for line ends.</summary>
    public string? PrivateKey { get; init; }

    /// <summary>A file that holds the private key, in place of <see cref="PrivateKey"/>.</summary>
    public string? PrivateKeyPath { get; init; }

    /// <summary>What GitHub signs deliveries with.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>The secret before the last change of it; accepted beside the current one.</summary>
    public string? WebhookSecretPrevious { get; init; }

    /// <summary>Where the REST API is: `https://api.github.com`, or `https://HOST/api/v3` for GitHub Enterprise Server.</summary>
    public string ApiUrl { get; init; } = "https://api.github.com";

    /// <summary>Where people see GitHub. Default: what belongs to <see cref="ApiUrl"/>.</summary>
    public string? WebUrl { get; init; }
}
