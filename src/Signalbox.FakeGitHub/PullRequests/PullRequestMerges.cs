using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.PullRequests;

/// <summary>The merges that GitHub makes itself. The world's gate is held.</summary>
internal sealed class PullRequestMerges(World world)
{
    private const string Modified = "Base branch was modified. Review and try the merge again.";

    /// <summary>`PUT …/pulls/{n}/merge`.</summary>
    /// <returns>The pull request, merged.</returns>
    public async Task<Result<PullRequest>> MergeAsync(
        HostedRepository repository, PullRequest pull, string method, string? title, string? message, string? expected, Pusher pusher,
        CancellationToken cancellationToken)
    {
        if (!pull.IsOpen || pull.IsDraft) return new Refusal(405, pull.IsDraft ? "Pull Request is still a draft" : "Pull Request is not mergeable");
        if (expected is not null && expected != pull.HeadSha) return new Refusal(409, "Head branch was modified. Review and try the merge again.");
        if (await repository.Git.BranchAsync(pull.BaseRef, cancellationToken) is not { } tip) return new Refusal(405, Modified);
        var size = await world.PullRequests.SizeAsync(repository, pull, cancellationToken);
        var state = MergeState.Of(repository, pull with { Mergeability = new(true, null, 0) }, size.IsBehind);
        if (state is "blocked" or "behind") return new Refusal(405, "At least 1 approving review or required status check is missing.");
        if (await repository.Git.MergeTreeAsync(tip, pull.HeadSha, cancellationToken) is not { } tree) return new Refusal(405, "Pull Request is not mergeable");
        var text = Message(pull, method, title, message);
        var author = world.Creation.SignatureOf(pusher.Account);
        var sha = method == "rebase"
            ? await RebaseAsync(repository, pull, tip, cancellationToken)
            : await repository.Git.WriteCommitAsync(
                tree, method == "merge" ? [tip, pull.HeadSha] : [tip], text, author, new("GitHub", "noreply@github.com", world.Now), cancellationToken);
        if (sha is null) return new Refusal(405, "This branch can't be rebased");
        var change = new RefChange($"refs/heads/{pull.BaseRef}", tip, sha);
        if (!await repository.Git.UpdateRefsAsync([change], cancellationToken)) return new Refusal(405, Modified);
        // Merged before the rest follows from the moved base, which must not find it open.
        var merged = await world.PullRequests.MarkMergedAsync(repository, pull, sha, pusher.Account, cancellationToken);
        await world.Refs.FollowAsync(repository, change, forced: false, pusher.Account, cancellationToken);
        return merged;
    }

    /// <summary>`POST …/merges`: any commit into a branch.</summary>
    /// <returns>The merge commit; an empty text when there was nothing to merge.</returns>
    public async Task<Result<string>> IntoBranchAsync(
        HostedRepository repository, string branch, string head, string? message, Pusher pusher, CancellationToken cancellationToken)
    {
        if (await repository.Git.BranchAsync(branch, cancellationToken) is not { } tip) return new Refusal(404, "Base does not exist");
        var source = await repository.Git.BranchAsync(head, cancellationToken) ?? await repository.Git.CommitShaAsync(head, cancellationToken);
        if (source is null) return new Refusal(404, "Head does not exist");
        if (await repository.Git.IsAncestorAsync(source, tip, cancellationToken)) return "";
        if (await repository.Git.MergeTreeAsync(tip, source, cancellationToken) is not { } tree) return new Refusal(409, "Merge conflict");
        var author = world.Creation.SignatureOf(pusher.Account);
        var sha = await repository.Git.WriteCommitAsync(
            tree, [tip, source], message ?? $"Merge {head} into {branch}", author, new("GitHub", "noreply@github.com", world.Now), cancellationToken);
        var request = new RefRequest($"refs/heads/{branch}", sha, Force: false) { IsGuarded = true, Before = tip };
        return await world.Refs.ApplyAsync(repository, [request], pusher, cancellationToken) is { } refusal
            ? refusal
            : sha;
    }

    private static string Message(PullRequest pull, string method, string? title, string? message) => method == "squash"
        ? $"{title ?? $"{pull.Title} (#{pull.Number})"}\n\n{message ?? pull.Body}".TrimEnd()
        : $"{title ?? $"Merge pull request #{pull.Number} from {pull.HeadLabel.Replace(':', '/')}"}\n\n{message ?? pull.Title}".TrimEnd();

    // Every commit again on the new base. What earlier ones changed is on both sides of the merge that gives its tree.
    private async Task<string?> RebaseAsync(HostedRepository repository, PullRequest pull, string tip, CancellationToken cancellationToken)
    {
        var names = await repository.Git.ListAsync(pull.HeadSha, tip, int.MaxValue, cancellationToken);
        var onto = tip;
        foreach (var commit in (await repository.Git.CommitsAsync(names, cancellationToken)).Reverse())
        {
            if (commit.Parents is not [_]) return null;
            if (await repository.Git.MergeTreeAsync(onto, commit.Sha, cancellationToken) is not { } tree) return null;
            onto = await repository.Git.WriteCommitAsync(
                tree, [onto], commit.Message, commit.Author, new("GitHub", "noreply@github.com", world.Now), cancellationToken);
        }

        return onto;
    }
}
