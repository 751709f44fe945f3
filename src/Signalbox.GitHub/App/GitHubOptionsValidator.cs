using Microsoft.Extensions.Options;

namespace Signalbox.GitHub.App;

/// <summary>Checks the settings at start-up. Each message names the setting and what a right value looks like; none shows a secret.</summary>
internal sealed class GitHubOptionsValidator : IValidateOptions<GitHubOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, GitHubOptions options)
    {
        string[] problems = [.. Problems(options)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(GitHubOptions options)
    {
        if (options.AppId is not { Length: > 0 and < 19 } id || !id.All(char.IsAsciiDigit))
            yield return "GitHub__AppId has to be the App's number, such as 123456; its settings page shows it under About.";
        if (AppKey.Problem(options) is { } key) yield return key;
        if (string.IsNullOrWhiteSpace(options.WebhookSecret))
            yield return "GitHub__WebhookSecret is missing: the text that stands as Webhook secret on the App's settings page. Deliveries are never accepted without it.";
        if (options.WebhookSecretPrevious is { } previous && string.IsNullOrWhiteSpace(previous))
            yield return "GitHub__WebhookSecretPrevious is empty: give the secret that was in use before, or leave the setting out.";
        if (string.IsNullOrWhiteSpace(options.ClientId) != string.IsNullOrWhiteSpace(options.ClientSecret))
            yield return "GitHub__ClientId and GitHub__ClientSecret belong together: give both (such as Iv23abc… and its generated secret) or neither.";
        if (AddressProblem("GitHub__ApiUrl", options.ApiUrl, "https://api.github.com or https://github.example.com/api/v3") is { } api)
            yield return api;
        if (options.WebUrl is not null && AddressProblem("GitHub__WebUrl", options.WebUrl, "https://github.com") is { } web)
            yield return web;
    }

    private static string? AddressProblem(string setting, string text, string example)
    {
        // The text is not repeated: an address may carry a password.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
            return $"{setting} has to be an address such as {example}.";
        if (address.UserInfo.Length + address.Query.Length + address.Fragment.Length > 0)
            return $"{setting} may have no user, query or fragment; such as {example}.";
        return address.Scheme == Uri.UriSchemeHttps || address.IsLoopback
            ? null
            : $"{setting} has to begin with https:// (http:// is for addresses of this machine alone); such as {example}.";
    }
}
