using Signalbox.FakeGitHub.Accounts;

namespace Signalbox.FakeGitHub.PullRequests;

/// <summary>A review of a pull request at a commit.</summary>
internal sealed record Review(long Id, int Pull, Account Author, ReviewState State, string Body, string CommitSha, DateTimeOffset SubmittedAt)
{
    public string NodeId => $"PRR_{Id}";
}

/// <summary>What a review says.</summary>
public enum ReviewState
{
    /// <summary>Neither.</summary>
    Commented,

    /// <summary>It may land.</summary>
    Approved,

    /// <summary>It may not.</summary>
    ChangesRequested,

    /// <summary>It said one of the others and no longer counts.</summary>
    Dismissed,
}
