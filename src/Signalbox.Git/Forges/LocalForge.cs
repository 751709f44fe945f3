using Signalbox.Core.Changes;
using Signalbox.Core.Forges;
using Signalbox.Git.Programs;

namespace Signalbox.Git.Forges;

/// <summary>
/// The forge of repositories on this machine's disk, bare or with a work tree, which it never touches. A build of one commit costs
/// four short git processes besides its checkouts: resolve, tree, list and read the configuration.
/// </summary>
public sealed class LocalForge(GitProgram git) : IForge
{
    private readonly Revisions revisions = new(git);
    private readonly ConfigurationReader configuration = new(git);
    private readonly ChangedPaths changedPaths = new(git);
    private readonly Merges merges = new(git);

    /// <inheritdoc/>
    public bool Serves(Repository repository) => repository is { IsLocal: true, Path: not null };

    /// <inheritdoc/>
    public async Task<Revision?> ResolveAsync(Repository repository, string revision, CancellationToken cancellationToken) =>
        Find(repository) is { } path ? await revisions.ResolveAsync(path, revision, cancellationToken) : null;

    /// <inheritdoc/>
    public async Task<string?> TreeAsync(Repository repository, CommitSha commit, CancellationToken cancellationToken) =>
        Find(repository) is { } path ? await revisions.TreeAsync(path, commit, cancellationToken) : null;

    /// <inheritdoc/>
    public async Task<CommittedConfiguration?> ReadConfigurationAsync(
        Repository repository, CommitSha commit, CancellationToken cancellationToken) =>
        Find(repository) is { } path ? await configuration.ReadAsync(path, commit, cancellationToken) : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>?> ChangedPathsAsync(
        Repository repository, CommitSha onto, CommitSha head, CancellationToken cancellationToken) =>
        Find(repository) is { } path ? await changedPaths.BetweenAsync(path, onto, head, cancellationToken) : null;

    /// <inheritdoc/>
    public async Task<MergeOutcome> MergeAsync(Repository repository, MergeRequest request, CancellationToken cancellationToken) =>
        Find(repository) is { } path
            ? await merges.MakeAsync(path, request, cancellationToken)
            : new MergeOutcome.Impossible($"There is no git repository at '{repository.Path}'.");

    /// <inheritdoc/>
    public async Task ReleaseAsync(Repository repository, string id, CancellationToken cancellationToken)
    {
        if (Find(repository) is { } path) await merges.ReleaseAsync(path, id, cancellationToken);
    }

    // Git's own first test of a git directory. Without it git would say the same in words that differ between versions.
    private static string? Find(Repository repository) =>
        repository.Path is { } path && File.Exists(Path.Combine(path, "HEAD")) ? path : null;
}
