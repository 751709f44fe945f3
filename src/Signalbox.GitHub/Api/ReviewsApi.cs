using System.Text.Json.Serialization;
using Signalbox.Core.Changes;
using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.Api;

/// <summary>Reviews of pull requests.</summary>
public sealed class ReviewsApi
{
    private readonly ApiCaller caller;

    internal ReviewsApi(ApiCaller caller) => this.caller = caller;

    /// <summary>All of them, oldest first.</summary>
    public Task<Answer<IReadOnlyList<Review>>> ListAsync(RepositoryName repository, int number, CancellationToken cancellationToken) =>
        caller.ListAsync(
            $"repos/{repository}/pulls/{number}/reviews?per_page={ApiCaller.PageSize}",
            ApiJson.Default.IReadOnlyListReview,
            page => page,
            more: null,
            cancellationToken);
}

/// <summary>A review.</summary>
/// <param name="Id">Its number.</param>
/// <param name="State">What the reviewer says.</param>
/// <param name="User">The reviewer; absent for a deleted account.</param>
/// <param name="CommitId">The head that was reviewed.</param>
/// <param name="SubmittedAt">Absent for one that is being written.</param>
/// <param name="Body">The text.</param>
public sealed record Review(
    long Id, ReviewState State, Account? User = null, CommitSha? CommitId = null, DateTimeOffset? SubmittedAt = null, string? Body = null);

/// <summary>What a reviewer says.</summary>
[JsonConverter(typeof(WordConverter<ReviewState>))]
public enum ReviewState
{
    /// <summary>A word that we do not know.</summary>
    Unknown,

    /// <summary>Yes.</summary>
    Approved,

    /// <summary>No.</summary>
    ChangesRequested,

    /// <summary>Neither; it leaves the reviewer's vote as it was.</summary>
    Commented,

    /// <summary>Somebody took the vote away.</summary>
    Dismissed,

    /// <summary>Not yet sent.</summary>
    Pending,
}
