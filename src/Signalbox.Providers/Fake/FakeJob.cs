using System.Collections.Immutable;
using Signalbox.Core.Failures;
using Signalbox.Core.Plans;
using Signalbox.Core.Providers;
using Signalbox.Providers.Requests;

namespace Signalbox.Providers.Fake;

/// <summary>A request that was found right (P2).</summary>
/// <param name="Build">What its build does, scheduled now.</param>
/// <param name="Log">The lines of its log.</param>
/// <param name="Files">What it leaves and the blueprint keeps, text by path.</param>
/// <param name="ScheduleErrors">How often the attempt is not taken.</param>
internal sealed record FakeJob(FakeBuild Build, ImmutableArray<string> Log, ImmutableSortedDictionary<string, string> Files, int ScheduleErrors)
{
    private static readonly FakeSettings Known = new();

    /// <exception cref="InvalidRequestException">The request can never work; the message says why.</exception>
    public static FakeJob From(ScheduleRequest request, DateTimeOffset now)
    {
        RequestCheck.Run(request, Known);
        var task = request.Task;
        if (request.Commit.Sha.Value.Length == 0) throw RequestCheck.Refused(task, "there is no commit to build");
        var (kept, counted) = (GlobsOf(task, task.Artifacts.AddRange(task.JUnitReports)), GlobsOf(task, task.JUnitReports));
        var values = new FakeValues(task.Settings);
        var script = FakeScript.For(values, request.Key.Attempt);
        var left = new FakeFiles(values, script.Outcome);
        var build = new FakeBuild(
            request.Key,
            request.Commit.Sha,
            DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()),
            script with { Reports = left.Count(counted) });
        return new(build, FakeLog.Lines(values), left.Keep(kept), values.Number(FakeSettings.ScheduleErrors) ?? 0);
    }

    private static ImmutableArray<Glob> GlobsOf(PlannedTask task, ImmutableArray<string> patterns) =>
        [.. patterns.Select(pattern => Glob.TryParse(pattern, out var glob, out var error) ? glob : throw RequestCheck.Refused(task, error))];
}
