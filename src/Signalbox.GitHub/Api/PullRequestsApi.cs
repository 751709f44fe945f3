using Signalbox.Core.Changes;
using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.Api;

/// <summary>Pull requests, one at a time; <see cref="OverviewsApi"/> reads a hundred.</summary>
public sealed class PullRequestsApi
{
    private readonly ApiCaller caller;

    internal PullRequestsApi(ApiCaller caller) => this.caller = caller;

    /// <summary>One pull request. Asking makes GitHub find out whether it merges.</summary>
    public Task<Answer<PullRequest>> GetAsync(RepositoryName repository, int number, CancellationToken cancellationToken) =>
        caller.GetAsync($"repos/{repository}/pulls/{number}", ApiJson.Default.PullRequest, cancellationToken);

    /// <summary>The open ones onto a branch, or all open ones.</summary>
    public Task<Answer<IReadOnlyList<PullRequest>>> ListOpenAsync(RepositoryName repository, string? baseBranch, CancellationToken cancellationToken) =>
        caller.ListAsync(
            baseBranch is null
                ? (FormattableString)$"repos/{repository}/pulls?state=open&sort=created&direction=asc&per_page={ApiCaller.PageSize}"
                : $"repos/{repository}/pulls?state=open&base={baseBranch}&sort=created&direction=asc&per_page={ApiCaller.PageSize}",
            ApiJson.Default.IReadOnlyListPullRequest,
            page => page,
            more: null,
            cancellationToken);

    /// <summary>Those that contain a commit.</summary>
    public Task<Answer<IReadOnlyList<PullRequest>>> ListOfCommitAsync(RepositoryName repository, CommitSha commit, CancellationToken cancellationToken) =>
        caller.ListAsync(
            $"repos/{repository}/commits/{commit}/pulls?per_page={ApiCaller.PageSize}",
            ApiJson.Default.IReadOnlyListPullRequest,
            page => page,
            more: null,
            cancellationToken);

    /// <summary>The files that it changes, both names of a rename; GitHub gives the first 3000.</summary>
    public Task<Answer<IReadOnlyList<ChangedFile>>> ListFilesAsync(RepositoryName repository, int number, CancellationToken cancellationToken) =>
        caller.ListAsync(
            $"repos/{repository}/pulls/{number}/files?per_page={ApiCaller.PageSize}",
            ApiJson.Default.IReadOnlyListChangedFile,
            page => page,
            more: null,
            cancellationToken);
}

/// <summary>A file that differs.</summary>
/// <param name="Filename">Its path.</param>
/// <param name="Status">`added`, `removed`, `modified`, `renamed`, …</param>
/// <param name="PreviousFilename">Where it was, if it was renamed.</param>
public sealed record ChangedFile(string Filename, string Status, string? PreviousFilename = null);
