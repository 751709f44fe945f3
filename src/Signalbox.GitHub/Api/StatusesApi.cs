using System.Text.Json.Serialization;
using Signalbox.Core.Changes;
using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.Api;

/// <summary>Commit statuses.</summary>
public sealed class StatusesApi
{
    private readonly ApiCaller caller;

    internal StatusesApi(ApiCaller caller) => this.caller = caller;

    /// <summary>
    /// Posts a status; the latest of a context counts, so a repeated post changes nothing. 422 when a commit has 1000 of a context.
    /// </summary>
    public Task<Answer<CommitStatus>> CreateAsync(RepositoryName repository, CommitSha commit, CommitStatus status, CancellationToken cancellationToken) =>
        caller.SendAsync(
            ApiCall.Write(HttpMethod.Post, $"repos/{repository}/statuses/{commit}", CallKind.Repeatable, status, ApiJson.Default.CommitStatus)
                with
            { Creates = ContentCreation.Silent },
            ApiJson.Default.CommitStatus,
            cancellationToken);

    /// <summary>The latest status of each context.</summary>
    public Task<Answer<IReadOnlyList<CommitStatus>>> ListAsync(RepositoryName repository, CommitSha commit, CancellationToken cancellationToken) =>
        caller.ListAsync(
            $"repos/{repository}/commits/{commit}/status?per_page={ApiCaller.PageSize}",
            ApiJson.Default.CombinedStatus,
            page => page.Statuses,
            more: null,
            cancellationToken);
}

/// <summary>A commit status.</summary>
/// <param name="State">What it says.</param>
/// <param name="Context">Its name; the case does not matter.</param>
/// <param name="Description">At most 140 characters.</param>
/// <param name="TargetUrl">Where it links to.</param>
public sealed record CommitStatus(StatusState State, string Context, string? Description = null, string? TargetUrl = null);

internal sealed record CombinedStatus(IReadOnlyList<CommitStatus> Statuses);

/// <summary>What a status says.</summary>
[JsonConverter(typeof(WordConverter<StatusState>))]
public enum StatusState
{
    /// <summary>A word that we do not know.</summary>
    Unknown,

    /// <summary>Not yet known.</summary>
    Pending,

    /// <summary>Good.</summary>
    Success,

    /// <summary>Bad.</summary>
    Failure,

    /// <summary>It could not be found out.</summary>
    Error,
}
