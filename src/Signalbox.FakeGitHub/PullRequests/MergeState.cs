using Signalbox.FakeGitHub.Checks;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Statuses;

namespace Signalbox.FakeGitHub.PullRequests;

/// <summary>`mergeable_state`, and what it is made of.</summary>
internal static class MergeState
{
    public static string Of(HostedRepository repository, PullRequest pull, bool isBehind)
    {
        if (!pull.IsOpen || pull.Mergeability.Mergeable is null) return "unknown";
        if (pull.Mergeability.Mergeable == false) return "dirty";
        if (pull.IsDraft) return "draft";
        var protection = repository.Protections.GetValueOrDefault(pull.BaseRef);
        if (protection is not null && IsBlocked(repository, pull, protection)) return "blocked";
        if (protection is { Strict: true } && isBehind) return "behind";
        return IsUnstable(repository, pull.HeadSha) ? "unstable" : "clean";
    }

    /// <summary>`reviewDecision`; null when the base asks for no reviews.</summary>
    public static string? Decision(HostedRepository repository, PullRequest pull)
    {
        var votes = Opinions(repository, pull, writersOnly: true);
        if (votes.Any(vote => vote.State == ReviewState.ChangesRequested)) return "CHANGES_REQUESTED";
        var needed = repository.Protections.GetValueOrDefault(pull.BaseRef)?.RequiredApprovals;
        if (needed is null) return null;
        return votes.Count(vote => vote.State == ReviewState.Approved) >= needed ? "APPROVED" : "REVIEW_REQUIRED";
    }

    /// <summary>The last of each reviewer's approvals, requests for changes and dismissals.</summary>
    public static IReadOnlyList<Review> Opinions(HostedRepository repository, PullRequest pull, bool writersOnly) =>
    [
        .. repository.Reviews.Values
            .Where(review => review.Pull == pull.Number && review.State != ReviewState.Commented && review.Author.Id != pull.Author.Id)
            .GroupBy(review => review.Author.Id).Select(reviews => reviews.MaxBy(review => review.Id)!)
            .Where(review => !writersOnly || repository.RoleOf(review.Author) >= RepositoryRole.Write)
            .OrderBy(review => review.Id),
    ];

    private static bool IsBlocked(HostedRepository repository, PullRequest pull, BranchProtection protection) =>
        Decision(repository, pull) is "REVIEW_REQUIRED" or "CHANGES_REQUESTED"
        || RefPolicy.Missing(repository, pull.HeadSha, protection.RequiredChecks).Any();

    private static bool IsUnstable(HostedRepository repository, string sha) =>
        CheckSummary.Latest(repository.CheckRuns.Values.Where(run => run.HeadSha == sha)).Any(run => !run.Passed)
        || StatusSummary.Latest(repository, sha).Any(status => status.State != "success");
}
