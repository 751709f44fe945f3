using System.Text.Json.Serialization;
using Signalbox.Core.Changes;
using Signalbox.GitHub.Api.Requests;
using Signalbox.GitHub.App;

namespace Signalbox.GitHub.Api;

/// <summary>Who has installed the App.</summary>
public sealed class InstallationsApi
{
    private readonly ApiCaller caller;

    internal InstallationsApi(ApiCaller caller) => this.caller = caller;

    /// <summary>All of them.</summary>
    public Task<Answer<IReadOnlyList<Installation>>> ListAsync(CancellationToken cancellationToken) =>
        caller.ListAsync(
            $"app/installations?per_page={ApiCaller.PageSize}",
            ApiJson.Default.IReadOnlyListInstallation,
            page => page,
            more: null,
            cancellationToken);

    /// <summary>The one that a repository belongs to. Missing: none does.</summary>
    public Task<Answer<Installation>> OfRepositoryAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        caller.GetAsync($"repos/{repository}/installation", ApiJson.Default.Installation, cancellationToken);
}

/// <summary>One installation of the App.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Account">Who installed it.</param>
/// <param name="RepositorySelection">`all` or `selected`.</param>
/// <param name="Permissions">What was granted: `checks` → `write`.</param>
/// <param name="SuspendedAt">Since when it is suspended.</param>
public sealed record Installation(
    long Id,
    Account? Account = null,
    string? RepositorySelection = null,
    IReadOnlyDictionary<string, string>? Permissions = null,
    DateTimeOffset? SuspendedAt = null)
{
    /// <summary>Its number as an id.</summary>
    [JsonIgnore]
    public InstallationId Key => new(Id);
}

/// <summary>The call that <see cref="InstallationTokens"/> makes.</summary>
internal static class InstallationTokenCall
{
    public static async Task<Answer<InstallationToken>> CreateTokenAsync(
        this ApiCaller caller, InstallationId installation, CancellationToken cancellationToken)
    {
        // A token too many does no harm: each ends by itself.
        var call = ApiCall.Write(HttpMethod.Post, $"app/installations/{installation}/access_tokens", CallKind.Repeatable);
        var answer = await caller.SendAsync(call, ApiJson.Default.TokenBody, cancellationToken);
        // Nothing depends on whether GitHub made one, so an uncertain end is as good as none.
        return answer is Answer<TokenBody>.Uncertain lost
            ? new Answer<InstallationToken>.Unavailable(lost.Message)
            : answer.Map(body => new InstallationToken(body.Token, body.ExpiresAt));
    }
}

/// <summary>A class, so that printing it shows no token.</summary>
internal sealed class TokenBody
{
    public required string Token { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
