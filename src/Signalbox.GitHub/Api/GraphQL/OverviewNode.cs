using Signalbox.Core.Changes;

namespace Signalbox.GitHub.Api.GraphQL;

/// <summary>A pull request as <see cref="OverviewQueries"/> asks for it.</summary>
internal sealed record OverviewNode(
    int Number,
    string Id,
    OverviewState State,
    string Title,
    bool IsDraft,
    bool Merged,
    Mergeability Mergeable,
    string HeadRefName,
    CommitSha HeadRefOid,
    string BaseRefName,
    CommitSha BaseRefOid,
    bool IsCrossRepository,
    DateTimeOffset UpdatedAt,
    Items<HeadNode> Commits,
    string? MergeStateStatus = null,
    ReviewDecision? ReviewDecision = null,
    string? AuthorAssociation = null,
    ActorNode? Author = null,
    HeadRepositoryNode? HeadRepository = null,
    Items<Label>? Labels = null,
    Items<ReviewNode>? LatestOpinionatedReviews = null)
{
    public PullRequestOverview Overview()
    {
        var head = Commits.Nodes.Count == 0 ? null : Commits.Nodes[^1].Commit;
        var contexts = head?.StatusCheckRollup?.Contexts;
        return new()
        {
            Number = Number,
            NodeId = Id,
            State = State,
            Title = Title,
            IsDraft = IsDraft,
            Mergeability = Mergeable,
            MergeState = MergeStateStatus,
            ReviewDecision = ReviewDecision,
            HeadBranch = HeadRefName,
            Head = HeadRefOid,
            HeadRepository = HeadRepository?.NameWithOwner,
            BaseBranch = BaseRefName,
            Base = BaseRefOid,
            IsFromFork = IsCrossRepository || HeadRepository is null,
            Author = Author?.Login,
            AuthorAssociation = AuthorAssociation,
            UpdatedAt = UpdatedAt,
            Labels = [.. (Labels?.Nodes ?? []).Select(label => label.Name)],
            Votes = [.. (LatestOpinionatedReviews?.Nodes ?? []).Select(review => new ReviewVote(
                review.Author?.Login, review.State, review.Commit?.Oid, review.SubmittedAt))],
            // Asked for in one go, the two may lie on either side of a push; then the shown ones are another commit's.
            HeadMessage = head?.Oid == HeadRefOid ? head.Message : null,
            Checks = head?.Oid == HeadRefOid ? [.. (contexts?.Nodes ?? []).Select(node => node.Shown()).OfType<ShownCheck>()] : null,
            HasMoreChecks = contexts?.PageInfo.HasNextPage ?? false,
        };
    }
}

internal sealed record Items<T>(IReadOnlyList<T> Nodes);

internal sealed record ActorNode(string Login);

internal sealed record HeadRepositoryNode(RepositoryName NameWithOwner);

internal sealed record ReviewNode(ReviewState State, DateTimeOffset? SubmittedAt = null, ActorNode? Author = null, OidNode? Commit = null);

internal sealed record OidNode(CommitSha Oid);

internal sealed record HeadNode(HeadCommitNode Commit);

internal sealed record HeadCommitNode(CommitSha Oid, string? Message = null, RollupNode? StatusCheckRollup = null);

internal sealed record RollupNode(ContextConnection Contexts);

internal sealed record ContextConnection(PageInfo PageInfo, IReadOnlyList<ContextNode> Nodes);
