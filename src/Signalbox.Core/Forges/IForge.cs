using Signalbox.Core.Changes;
using Signalbox.Core.Plans;

namespace Signalbox.Core.Forges;

/// <summary>
/// Where repositories live: reading, and making the commits that are built. The local forge works on bare repositories on disk; the
/// GitHub forge through its API. A repository or commit that is not there is a result, not an exception.
/// </summary>
public interface IForge
{
    /// <summary>Whether this forge is the one for the repository.</summary>
    bool Serves(Repository repository);

    /// <summary>The commit that a ref, abbreviation or revision names; null when it names none.</summary>
    Task<CommitSha?> ResolveAsync(Repository repository, string revision, CancellationToken cancellationToken);

    /// <summary>The object name of the commit's tree (what B9 compares); null when the commit is missing.</summary>
    Task<string?> TreeAsync(Repository repository, CommitSha commit, CancellationToken cancellationToken);

    /// <summary>
    /// `.signalbox.yml` and `.signalbox/blueprints/**/*.yml` as they are at the commit; empty when there are none.
    /// </summary>
    Task<IReadOnlyList<ConfigurationFile>> ReadConfigurationAsync(Repository repository, CommitSha commit, CancellationToken cancellationToken);

    /// <summary>Paths that differ between the merge base of the two commits and <paramref name="head"/>; both names of a rename.</summary>
    Task<IReadOnlyList<string>> ChangedPathsAsync(
        Repository repository, CommitSha onto, CommitSha head, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the commit that the base would be with the head merged into it (B7). Deterministic: the same
    /// request gives the same object name. Nothing of the user's moves; the commit is kept alive by a ref of ours named by
    /// <see cref="MergeRequest.Id"/>.
    /// </summary>
    Task<MergeOutcome> MergeAsync(Repository repository, MergeRequest request, CancellationToken cancellationToken);

    /// <summary>Drops the ref of ours that kept a merge alive; no-op when there is none.</summary>
    Task ReleaseAsync(Repository repository, string id, CancellationToken cancellationToken);
}

/// <summary>What to merge.</summary>
/// <param name="Id">Names our ref: `refs/signalbox/builds/{id}` locally.</param>
/// <param name="Onto">The exact base.</param>
/// <param name="Head">The exact commit to merge into it.</param>
/// <param name="Message">The commit's message.</param>
public sealed record MergeRequest(string Id, CommitSha Onto, CommitSha Head, string Message);

/// <summary>What came of a merge.</summary>
public abstract record MergeOutcome
{
    private MergeOutcome()
    {
    }

    /// <summary>The commit to build. It is <see cref="MergeRequest.Head"/> itself where that already contains the base.</summary>
    /// <param name="Commit">Its object name.</param>
    /// <param name="Ref">The ref that keeps it, or the empty string for a commit that was there.</param>
    public sealed record Made(CommitSha Commit, string Ref) : MergeOutcome;

    /// <summary>The two do not merge.</summary>
    /// <param name="Paths">The files in conflict.</param>
    public sealed record Conflicted(IReadOnlyList<string> Paths) : MergeOutcome;

    /// <summary>One of the commits, or the repository, is not there or has no common history.</summary>
    /// <param name="Message">Which, for people.</param>
    public sealed record Impossible(string Message) : MergeOutcome;
}
