using System.Text.Json.Serialization;
using Signalbox.Core.Changes;

namespace Signalbox.GitHub.Api;

/// <summary>What decides about a pull request (Q2, Q3), and what GitHub shows at its head; all read at one moment.</summary>
public sealed record PullRequestOverview
{
    /// <summary>Its number within the repository.</summary>
    public required int Number { get; init; }

    /// <summary>The id in GraphQL.</summary>
    public required string NodeId { get; init; }

    /// <summary>Open, closed or merged.</summary>
    public required OverviewState State { get; init; }

    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>Not yet for review.</summary>
    public required bool IsDraft { get; init; }

    /// <summary>Whether it merges; unknown makes GitHub find out.</summary>
    public required Mergeability Mergeability { get; init; }

    /// <summary>`CLEAN`, `DIRTY`, `BLOCKED`, … (provider-facts 1.7).</summary>
    public string? MergeState { get; init; }

    /// <summary>GitHub's own verdict; null when no rule asks for reviews.</summary>
    public ReviewDecision? ReviewDecision { get; init; }

    /// <summary>The head's branch, without `refs/heads/`.</summary>
    public required string HeadBranch { get; init; }

    /// <summary>The head.</summary>
    public required CommitSha Head { get; init; }

    /// <summary>Where the head lies; null for a deleted fork.</summary>
    public RepositoryName? HeadRepository { get; init; }

    /// <summary>The target, without `refs/heads/`.</summary>
    public required string BaseBranch { get; init; }

    /// <summary>The target's commit as the pull request last saw it.</summary>
    public required CommitSha Base { get; init; }

    /// <summary>Whether the head lies in another repository, or in one that is gone.</summary>
    public required bool IsFromFork { get; init; }

    /// <summary>The author; null for a deleted account.</summary>
    public string? Author { get; init; }

    /// <summary>`MEMBER`, `FIRST_TIME_CONTRIBUTOR`, …; a hint only.</summary>
    public string? AuthorAssociation { get; init; }

    /// <summary>When anything about it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Names; the first 50.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The latest vote of each reviewer with write access: approved, changes requested, dismissed.</summary>
    public required IReadOnlyList<ReviewVote> Votes { get; init; }

    /// <summary>The message of the head; null when a push came between.</summary>
    public string? HeadMessage { get; init; }

    /// <summary>Check runs and statuses at the head; null when a push came between.</summary>
    public IReadOnlyList<ShownCheck>? Checks { get; init; }

    /// <summary>There are more than 100 of them.</summary>
    public bool HasMoreChecks { get; init; }
}

/// <summary>A reviewer's latest vote.</summary>
/// <param name="Reviewer">Who; null for a deleted account.</param>
/// <param name="State">What.</param>
/// <param name="Commit">The head that was reviewed.</param>
/// <param name="At">When.</param>
public sealed record ReviewVote(string? Reviewer, ReviewState State, CommitSha? Commit, DateTimeOffset? At);

/// <summary>Something that GitHub shows at a commit.</summary>
public abstract record ShownCheck
{
    private ShownCheck()
    {
    }

    /// <summary>A check run.</summary>
    public sealed record Run(
        string Name, long Id, long? AppId, CheckStatus Progress, CheckConclusion Conclusion, string? ExternalId, string? DetailsUrl) : ShownCheck;

    /// <summary>A commit status.</summary>
    public sealed record Status(string Context, StatusState State, string? Description, string? TargetUrl) : ShownCheck;
}

/// <summary>Where a pull request is in its life.</summary>
[JsonConverter(typeof(WordConverter<OverviewState>))]
public enum OverviewState
{
    /// <summary>A word that we do not know.</summary>
    Unknown,

    /// <summary>It waits.</summary>
    Open,

    /// <summary>It was given up.</summary>
    Closed,

    /// <summary>It landed.</summary>
    Merged,
}

/// <summary>Whether a pull request merges into its target.</summary>
[JsonConverter(typeof(WordConverter<Mergeability>))]
public enum Mergeability
{
    /// <summary>GitHub has not found out yet (Q1: this is no conflict).</summary>
    Unknown,

    /// <summary>It does.</summary>
    Mergeable,

    /// <summary>It does not.</summary>
    Conflicting,
}

/// <summary>GitHub's verdict over the reviews.</summary>
[JsonConverter(typeof(WordConverter<ReviewDecision>))]
public enum ReviewDecision
{
    /// <summary>A word that we do not know.</summary>
    Unknown,

    /// <summary>Enough approve.</summary>
    Approved,

    /// <summary>Somebody objects.</summary>
    ChangesRequested,

    /// <summary>Too few approve.</summary>
    ReviewRequired,
}
