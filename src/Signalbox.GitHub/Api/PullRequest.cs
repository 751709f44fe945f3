using System.Text.Json.Serialization;
using Signalbox.Core.Changes;

namespace Signalbox.GitHub.Api;

/// <summary>
/// A pull request, from REST or from an event. Items of lists and events about reviews leave out what is nullable here.
/// </summary>
/// <param name="Number">Its number within the repository.</param>
/// <param name="NodeId">The id in GraphQL.</param>
/// <param name="State">Open or closed.</param>
/// <param name="Title">One line.</param>
/// <param name="Head">What is to land.</param>
/// <param name="Base">Where it is to land.</param>
/// <param name="Labels">By name.</param>
/// <param name="Body">The description.</param>
/// <param name="User">The author; absent for a deleted account.</param>
/// <param name="AuthorAssociation">`MEMBER`, `FIRST_TIME_CONTRIBUTOR`, …; a hint only (provider-facts 1.7).</param>
/// <param name="Draft">Not yet for review.</param>
/// <param name="Merged">Landed.</param>
/// <param name="MergedAt">When it landed; lists have this and not <paramref name="Merged"/>.</param>
/// <param name="Mergeable">False is a conflict; absent is unknown, and asking makes GitHub find out (Q1).</param>
/// <param name="MergeableState">`clean`, `dirty`, `blocked`, …</param>
/// <param name="MergeCommitSha">The test merge of an open pull request, what landed of a merged one.</param>
/// <param name="MaintainerCanModify">Whether we may push to the head of a fork.</param>
public sealed record PullRequest(
    int Number,
    string NodeId,
    PullRequestState State,
    string Title,
    PullRequestEnd Head,
    PullRequestEnd Base,
    IReadOnlyList<Label> Labels,
    string? Body = null,
    Account? User = null,
    string? AuthorAssociation = null,
    bool? Draft = null,
    bool? Merged = null,
    DateTimeOffset? MergedAt = null,
    bool? Mergeable = null,
    string? MergeableState = null,
    CommitSha? MergeCommitSha = null,
    bool? MaintainerCanModify = null)
{
    /// <summary>Whether it has landed.</summary>
    [JsonIgnore]
    public bool IsMerged => Merged ?? MergedAt is not null;

    /// <summary>Whether the head lies in another repository, or in one that is gone. (`fork` is also true within a fork.)</summary>
    [JsonIgnore]
    public bool IsFromFork => Head.Repo is null || Head.Repo.Id != Base.Repo?.Id;
}

/// <summary>One end of a pull request.</summary>
/// <param name="Ref">The branch, without `refs/heads/`.</param>
/// <param name="Sha">Its commit.</param>
/// <param name="Repo">Absent when the fork was deleted.</param>
public sealed record PullRequestEnd(string Ref, CommitSha Sha, RepositoryInfo? Repo = null);

/// <summary>A label.</summary>
/// <param name="Name">Its text.</param>
public sealed record Label(string Name);

/// <summary>Whether a pull request still waits to land.</summary>
[JsonConverter(typeof(WordConverter<PullRequestState>))]
public enum PullRequestState
{
    /// <summary>A word that we do not know.</summary>
    Unknown,

    /// <summary>It waits.</summary>
    Open,

    /// <summary>It landed, or was given up.</summary>
    Closed,
}
