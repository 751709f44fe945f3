using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.PullRequests;

/// <summary>
/// GitHub's background job: whoever reads a pull request first learns that nothing is known, and starts it. Here it runs within a later
/// read, so that a test decides by reading when it is done.
/// </summary>
internal sealed class Mergeabilities(World world)
{
    /// <summary>The pull request as a reader gets it.</summary>
    public async Task<PullRequest> ReadAsync(HostedRepository repository, PullRequest pull, CancellationToken cancellationToken) =>
        pull is { IsOpen: true, Mergeability.Mergeable: null }
            ? await world.ChangeAsync(() => ReadUnderGateAsync(repository, pull.Number, cancellationToken), cancellationToken)
            : pull;

    /// <summary>The same, while the gate is held.</summary>
    public async Task<PullRequest> ReadUnderGateAsync(HostedRepository repository, int number, CancellationToken cancellationToken)
    {
        var pull = repository.Pulls[number];
        if (pull is not { IsOpen: true, Mergeability: { Mergeable: null } known }) return pull;
        var next = known.Reads < world.Options.UnknownMergeabilityReads
            ? known with { Reads = known.Reads + 1 }
            : await ComputeAsync(repository, pull, cancellationToken);
        return repository.Pulls[number] = pull with { Mergeability = next };
    }

    private async Task<Mergeability> ComputeAsync(HostedRepository repository, PullRequest pull, CancellationToken cancellationToken)
    {
        var tip = await repository.Git.BranchAsync(pull.BaseRef, cancellationToken);
        if (tip is null || await repository.Git.MergeTreeAsync(tip, pull.HeadSha, cancellationToken) is not { } tree)
            return pull.Mergeability with { Mergeable = false };
        var author = world.Creation.SignatureOf(pull.Author);
        var merge = await repository.Git.WriteCommitAsync(
            tree, [tip, pull.HeadSha], $"Merge {pull.HeadSha} into {tip}", author, new("GitHub", "noreply@github.com", world.Now), cancellationToken);
        var name = $"refs/pull/{pull.Number}/merge";
        await repository.Git.UpdateRefsAsync([new(name, await repository.Git.RefAsync(name, cancellationToken), merge)], cancellationToken);
        return new(true, merge, 0);
    }
}
