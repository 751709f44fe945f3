namespace Signalbox.FakeGitHub.Checks;

/// <summary>What the runs of a suite come to.</summary>
internal static class CheckSummary
{
    // The worst first.
    private static readonly string[] Order =
        ["startup_failure", "failure", "timed_out", "action_required", "cancelled", "stale", "success", "neutral", "skipped"];

    /// <summary>The newest run of each name.</summary>
    public static IReadOnlyList<CheckRun> Latest(IEnumerable<CheckRun> runs) =>
        [.. runs.GroupBy(run => (run.Suite.App.Id, run.Name)).Select(group => group.MaxBy(run => run.Id)!).OrderBy(run => run.Id)];

    /// <summary>`status` and `conclusion` of the suite.</summary>
    public static (string Status, string? Conclusion) Of(IEnumerable<CheckRun> runs)
    {
        var latest = Latest(runs);
        if (latest.Count == 0) return ("queued", null);
        if (latest.All(run => run.Status == "completed")) return ("completed", Order.First(word => latest.Any(run => run.Conclusion == word)));
        return latest.All(run => run.Status == "queued") ? ("queued", null) : ("in_progress", null);
    }
}
