using Signalbox.FakeGitHub.Repositories;

namespace Signalbox.FakeGitHub.Statuses;

/// <summary>What the statuses of a commit come to.</summary>
internal static class StatusSummary
{
    /// <summary>The newest of each context.</summary>
    public static IReadOnlyList<CommitStatus> Latest(HostedRepository repository, string sha) =>
    [
        .. repository.Statuses.Values.Where(status => status.Sha == sha)
            .GroupBy(status => status.Context, StringComparer.OrdinalIgnoreCase).Select(group => group.MaxBy(status => status.Id)!).OrderBy(status => status.Id),
    ];

    /// <summary>The combined `state`.</summary>
    public static string Of(IReadOnlyCollection<CommitStatus> latest) => latest switch
    {
        _ when latest.Any(status => status.State is "failure" or "error") => "failure",
        { Count: 0 } => "pending",
        _ => latest.Any(status => status.State == "pending") ? "pending" : "success",
    };
}
