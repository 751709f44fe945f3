using Signalbox.Core.Changes;

namespace Signalbox.Core.Forges;

/// <summary>
/// Where repositories live: reading, and making the commits that are built. The local forge works on bare repositories on disk; the
/// GitHub forge through its API. A repository or commit that is not there is a result, not an exception. Safe to call concurrently.
/// </summary>
/// <exception cref="ForgeException">Of every method: the forge itself fails.</exception>
public interface IForge
{
    /// <summary>Whether this forge is the one for the repository.</summary>
    bool Serves(Repository repository);

    /// <summary>
    /// The commit that a branch, tag, abbreviation or other revision (`HEAD~1`) names; null when it names none, or more than one.
    /// An annotated tag stands for its commit.
    /// </summary>
    Task<Revision?> ResolveAsync(Repository repository, string revision, CancellationToken cancellationToken);

    /// <summary>The object name of the commit's tree (what B9 compares); null when the commit is missing.</summary>
    Task<string?> TreeAsync(Repository repository, CommitSha commit, CancellationToken cancellationToken);

    /// <summary>
    /// `.signalbox.yml` and `.signalbox/blueprints/**/*.yml` as they are at the commit; null when the commit is missing.
    /// </summary>
    Task<CommittedConfiguration?> ReadConfigurationAsync(Repository repository, CommitSha commit, CancellationToken cancellationToken);

    /// <summary>
    /// Paths that differ between the merge base of the two commits and <paramref name="head"/>; both names of a rename; every file of
    /// the head where the two have no common history. Null when a commit is missing: what changed is then unknown.
    /// A name that is not UTF-8 has U+FFFD in place of the wrong bytes.
    /// </summary>
    Task<IReadOnlyList<string>?> ChangedPathsAsync(
        Repository repository, CommitSha onto, CommitSha head, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the commit that <see cref="MergeRequest.Onto"/> would be with the head merged into it (B7). Deterministic: the same
    /// request gives the same object name. Nothing of the user's moves; the commit is kept alive by a ref of ours named by
    /// <see cref="MergeRequest.Id"/>.
    /// </summary>
    Task<MergeOutcome> MergeAsync(Repository repository, MergeRequest request, CancellationToken cancellationToken);

    /// <summary>Drops the ref of ours that kept a merge alive; no-op when there is none.</summary>
    /// <param name="repository">Where the merge was made.</param>
    /// <param name="id">The merge's <see cref="MergeRequest.Id"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task ReleaseAsync(Repository repository, string id, CancellationToken cancellationToken);
}

/// <summary>What a revision names.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Reference">
/// The full name of the ref (`refs/heads/main`), as a change's URI has it; `HEAD` for all that is no ref: a detached HEAD, an object
/// name, `main~1`.
/// </param>
public sealed record Revision(CommitSha Commit, string Reference);

/// <summary>The forge cannot do its work: git is missing or too old, the repository is damaged, the network is down. For people.</summary>
public sealed class ForgeException(string message, Exception? inner = null) : Exception(message, inner);
