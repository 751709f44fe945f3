using Signalbox.GitHub.Api;
using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.App;

/// <summary>The App itself.</summary>
internal sealed class AppCredential(AppTokens tokens) : ICredential
{
    /// <inheritdoc/>
    public string Owner => "app";

    /// <inheritdoc/>
    public Task<Answer<string>> TokenAsync(CancellationToken cancellationToken) =>
        Task.FromResult<Answer<string>>(new Answer<string>.Ok(tokens.Create()));

    /// <inheritdoc/>
    public bool Renew(string token) => false;
}

/// <summary>One installation of the App.</summary>
internal sealed class InstallationCredential(InstallationTokens tokens, InstallationId installation) : ICredential
{
    /// <inheritdoc/>
    public string Owner { get; } = $"installation {installation}";

    /// <inheritdoc/>
    public async Task<Answer<string>> TokenAsync(CancellationToken cancellationToken) =>
        (await tokens.GetAsync(installation, cancellationToken)).Map(token => token.Value);

    /// <inheritdoc/>
    public bool Renew(string token)
    {
        tokens.Drop(installation, token);
        return true;
    }
}
