using System.Collections.Immutable;
using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Conversations;
using Signalbox.FakeGitHub.Repositories;

namespace Signalbox.FakeGitHub.PullRequests;

/// <summary>A pull request at a moment.</summary>
internal sealed record PullRequest : IConversation
{
    public required long Id { get; init; }

    public required int Number { get; init; }

    public required string Title { get; init; }

    public string? Body { get; init; }

    public required Account Author { get; init; }

    /// <summary>The repository of the head: the base's own, or a fork that may be deleted meanwhile.</summary>
    public required HostedRepository Head { get; init; }

    public required string HeadRef { get; init; }

    public required string HeadSha { get; init; }

    public required string BaseRef { get; init; }

    public required string BaseSha { get; init; }

    public bool IsOpen { get; init; } = true;

    public bool IsDraft { get; init; }

    public bool IsPull => true;

    public bool IsMerged => MergedAt is not null;

    public bool MaintainerCanModify { get; init; }

    public ImmutableArray<string> Labels { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public DateTimeOffset? MergedAt { get; init; }

    public Account? MergedBy { get; init; }

    public string? MergeSha { get; init; }

    public Mergeability Mergeability { get; init; } = Mergeability.Unknown;

    public string NodeId => $"PR_{Id}";

    /// <summary>`owner:branch`.</summary>
    public string HeadLabel => $"{Head.Owner.Login}:{HeadRef}";
}

/// <summary>What is known of the merge of a pull request.</summary>
/// <param name="Mergeable">Null while a background job computes it.</param>
/// <param name="TestMerge">The test merge commit, at `refs/pull/N/merge`; of an earlier state while unknown.</param>
/// <param name="Reads">How often somebody has asked since it became unknown.</param>
internal sealed record Mergeability(bool? Mergeable, string? TestMerge, int Reads)
{
    public static Mergeability Unknown { get; } = new(null, null, 0);
}
