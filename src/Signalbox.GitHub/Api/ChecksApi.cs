using Signalbox.Core.Changes;
using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.Api;

/// <summary>Check runs.</summary>
public sealed class ChecksApi
{
    private readonly ApiCaller caller;

    internal ChecksApi(ApiCaller caller) => this.caller = caller;

    /// <summary>
    /// Makes a check run. Two calls make two, the later of one name counts; after <see cref="Answer{T}.Uncertain"/> look for the
    /// external id.
    /// </summary>
    public Task<Answer<CheckRun>> CreateAsync(RepositoryName repository, CheckRunDraft draft, CancellationToken cancellationToken) =>
        caller.SendAsync(
            ApiCall.Write(HttpMethod.Post, $"repos/{repository}/check-runs", CallKind.Once, draft, ApiJson.Default.CheckRunDraft)
                with
            { Creates = ContentCreation.Silent },
            ApiJson.Default.CheckRun,
            cancellationToken);

    /// <summary>Changes a check run. With annotations it is not repeated by itself, since GitHub would add them twice.</summary>
    public Task<Answer<CheckRun>> UpdateAsync(RepositoryName repository, long id, CheckRunDraft draft, CancellationToken cancellationToken) =>
        caller.SendAsync(
            ApiCall.Write(
                HttpMethod.Patch,
                $"repos/{repository}/check-runs/{id}",
                draft.Output?.Annotations is { Count: > 0 } ? CallKind.Once : CallKind.Repeatable,
                draft with { HeadSha = null },
                ApiJson.Default.CheckRunDraft),
            ApiJson.Default.CheckRun,
            cancellationToken);

    /// <summary>One check run.</summary>
    public Task<Answer<CheckRun>> GetAsync(RepositoryName repository, long id, CancellationToken cancellationToken) =>
        caller.GetAsync($"repos/{repository}/check-runs/{id}", ApiJson.Default.CheckRun, cancellationToken);

    /// <summary>The latest of each name at a commit; of one App, or of all.</summary>
    public Task<Answer<IReadOnlyList<CheckRun>>> ListAsync(RepositoryName repository, CommitSha commit, long? appId, CancellationToken cancellationToken) =>
        caller.ListAsync(
            appId is null
                ? (FormattableString)$"repos/{repository}/commits/{commit}/check-runs?filter=latest&per_page={ApiCaller.PageSize}"
                : $"repos/{repository}/commits/{commit}/check-runs?filter=latest&app_id={appId}&per_page={ApiCaller.PageSize}",
            ApiJson.Default.CheckRunPage,
            page => page.CheckRuns,
            more: null,
            cancellationToken);
}

internal sealed record CheckRunPage(IReadOnlyList<CheckRun> CheckRuns);
