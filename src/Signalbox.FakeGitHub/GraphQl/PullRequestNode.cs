using Signalbox.FakeGitHub.PullRequests;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Shapes;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.GraphQl;

/// <summary>`PullRequest`.</summary>
internal sealed class PullRequestNode(World world, HostedRepository repository, PullRequest pull, CancellationToken cancellationToken)
{
    private Task<PullRequest>? known;

    public GraphObject Object() => new GraphObject("PullRequest", "Node")
        .With("number", pull.Number)
        .With("id", pull.NodeId)
        .With("databaseId", pull.Id)
        .With("title", pull.Title)
        .With("body", pull.Body ?? "")
        .With("url", PullShapes.Page(world, repository, pull.Number))
        .With("state", StateOf(pull))
        .With("isDraft", pull.IsDraft)
        .With("merged", pull.IsMerged)
        .With("closed", !pull.IsOpen)
        .With("isCrossRepository", pull.Head.Id != repository.Id)
        .With("headRefOid", pull.HeadSha)
        .With("headRefName", pull.HeadRef)
        .With("baseRefOid", pull.BaseSha)
        .With("baseRefName", pull.BaseRef)
        .With("maintainerCanModify", pull.MaintainerCanModify)
        .With("authorAssociation", repository.AssociationOf(pull.Author))
        .With("author", Graph.AccountNode(pull.Author))
        .With("createdAt", Stamp.Of(pull.CreatedAt))
        .With("updatedAt", Stamp.Of(pull.UpdatedAt))
        .With("closedAt", Stamp.Of(pull.ClosedAt))
        .With("mergedAt", Stamp.Of(pull.MergedAt))
        .With("headRepository", _ => pull.Head.IsDeleted ? null : Brief(pull.Head))
        .With("baseRepository", _ => Brief(repository))
        .With("reviewDecision", _ => MergeState.Decision(repository, pull))
        .With("isInMergeQueue", value: false)
        .With("isMergeQueueEnabled", value: false)
        .With("autoMergeRequest", _ => null)
        .With("mergeQueueEntry", _ => null)
        .WithAsync("mergeable", async _ => (await KnowAsync()).Mergeability.Mergeable switch { true => "MERGEABLE", false => "CONFLICTING", null => "UNKNOWN" })
        .WithAsync("mergeStateStatus", async _ => MergeState.Of(
            repository, await KnowAsync(), (await world.PullRequests.SizeAsync(repository, pull, cancellationToken)).IsBehind).ToUpperInvariant())
        .WithAsync("canBeRebased", async _ => (await KnowAsync()).Mergeability.Mergeable == true)
        .WithAsync("potentialMergeCommit", async _ => await CommitAsync((await KnowAsync()).Mergeability.TestMerge))
        .WithAsync("mergeCommit", async _ => await CommitAsync(pull.MergeSha))
        .With("labels", arguments => Connection.Of("LabelConnection", arguments, pull.Labels, name => new GraphObject("Label", "Node").With("name", name)))
        .With("reviews", arguments => Connection.Of(
            "PullRequestReviewConnection", arguments, [.. repository.Reviews.Values.Where(one => one.Pull == pull.Number).OrderBy(one => one.Id)], Review))
        .With("latestOpinionatedReviews", arguments => Connection.Of(
            "PullRequestReviewConnection", arguments, MergeState.Opinions(repository, pull, arguments.Flag("writersOnly")), Review))
        .WithAsync("commits", CommitsAsync);

    public static string StateOf(PullRequest pull) => pull.IsMerged ? "MERGED" : pull.IsOpen ? "OPEN" : "CLOSED";

    private static GraphObject Brief(HostedRepository one) => new GraphObject("Repository", "Node")
        .With("id", one.NodeId).With("databaseId", one.Id).With("name", one.Name).With("nameWithOwner", one.FullName).With("owner", Graph.AccountNode(one.Owner));

    private static GraphObject Review(Review review) => new GraphObject("PullRequestReview", "Node")
        .With("id", review.NodeId)
        .With("databaseId", review.Id)
        .With("state", PullShapes.Word(review.State, upper: true))
        .With("body", review.Body)
        .With("submittedAt", Stamp.Of(review.SubmittedAt))
        .With("author", Graph.AccountNode(review.Author))
        .With("commit", new GraphObject("Commit", "Node").With("oid", review.CommitSha));

    // Once for all fields that ask: one request is one read.
    private Task<PullRequest> KnowAsync() => known ??= world.Mergeabilities.ReadAsync(repository, pull, cancellationToken);

    private async Task<object?> CommitAsync(string? sha) =>
        sha is not null && await repository.Git.CommitAsync(sha, cancellationToken) is { } commit ? new CommitNode(repository).Object(commit) : null;

    private async Task<object?> CommitsAsync(GraphArguments arguments)
    {
        // The head alone is what almost everybody wants; it needs no list.
        IReadOnlyList<string> names = arguments.Number("last") == 1
            ? [pull.HeadSha]
            : [.. (await repository.Git.ListAsync(pull.HeadSha, pull.BaseSha, 250, cancellationToken)).Reverse()];
        var commits = await repository.Git.CommitsAsync([.. names], cancellationToken);
        return Connection.Of(
            "PullRequestCommitConnection", arguments, commits, commit => new GraphObject("PullRequestCommit", "Node").With("commit", new CommitNode(repository).Object(commit)));
    }
}
