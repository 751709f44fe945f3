using Signalbox.Cli.Output;
using Signalbox.Core.Builds;
using Signalbox.Core.Logs;
using Signalbox.Core.Results;

namespace Signalbox.Cli.Live;

/// <summary>What is said when a build has ended: what failed and why, what was taken over, how long it took.</summary>
internal static class BuildSummary
{
    private const int TailLength = 20;
    private const int MaxFailuresWithLog = 10;

    /// <summary>The lines.</summary>
    /// <param name="build">The build, ended.</param>
    /// <param name="results">Where its logs are.</param>
    /// <param name="cancellationToken">Ends the reading of logs.</param>
    public static async Task<IReadOnlyList<Line>> LinesAsync(BuildProgress build, IResultStore results, CancellationToken cancellationToken)
    {
        List<Line> lines = [];
        var failed = build.Tasks.Where(task => task.State == TaskState.Failed).ToList();
        foreach (var task in failed.Take(MaxFailuresWithLog))
            lines.AddRange(await FailureAsync(build.Head.Id, task, results, cancellationToken));
        foreach (var task in failed.Skip(MaxFailuresWithLog)) lines.Add(Heading(build.Head.Id, task));
        if (lines.Count > 0) lines.Add(new());
        lines.AddRange(Delegations(build));
        if (build.Tasks.Where(task => task.Flaky).Select(task => task.Name).ToList() is { Count: > 0 } flaky)
            lines.Add(Line.Of($"Flaky, passed only when tried again: {string.Join(", ", flaky)}", Tone.Remark));
        lines.Add(Outcome(build.Head, build.Tasks));
        return lines;
    }

    private static async Task<IReadOnlyList<Line>> FailureAsync(
        BuildId build, BuildTask task, IResultStore results, CancellationToken cancellationToken)
    {
        List<Line> lines = [new(), Heading(build, task)];
        if (LogOf(build, task) is not { } attempt) return lines;
        var tail = await LogTail.ReadAsync(results, attempt, TailLength, cancellationToken);
        lines.AddRange(tail.Lines.Select(line => new Line().Add("  │ ", Tone.Quiet).Add(line)));
        lines.Add(Line.Of($"  {(tail.IsWhole ? "log" : "full log")}: signalbox logs {build} {TaskWords.Quoted(task.Name)}", Tone.Quiet));
        return lines;
    }

    /// <summary>The attempt whose log a task has: its last, or the one that stood in.</summary>
    internal static TaskAttempt? LogOf(BuildId build, BuildTask task) =>
        task.DelegatedTo ?? (task.Attempts is [.., var last] ? new(build, task.Name, last.Attempt) : null);

    private static Line Heading(BuildId build, BuildTask task)
    {
        var line = new Line().Add("✗ ", Tone.Bad).Add(task.Name, Tone.Strong);
        foreach (var (text, tone) in TaskWords.Remarks(build, task)) line.Add($"  {text}", tone);
        return line;
    }

    private static IEnumerable<Line> Delegations(BuildProgress build) =>
        build.Tasks.Where(task => task is { State: TaskState.Succeeded or TaskState.Failed, DelegatedTo: not null })
            .GroupBy(task => task.DelegatedTo!.Build)
            .Select(from => (from.Key, Count: from.Count()))
            .Select(from => Line.Of(
                $"{Spans.Count(from.Count, "task")} taken from build {from.Key}; --fresh builds {(from.Count == 1 ? "it" : "them")} again."));

    /// <summary>One line: how it ended, in what time.</summary>
    public static Line Outcome(BuildHead head, IReadOnlyList<BuildTask> tasks)
    {
        var time = head.EndedAt is { } end ? $" in {Spans.Text(end - head.CreatedAt)}" : "";
        var result = head.Result ?? new(ResultKind.Failed);
        var counts = $"{result.Completed} succeeded, {result.Failed} failed";
        var line = new Line().Add($"build {head.Id} ");
        return result.Kind switch
        {
            ResultKind.Success => line.Add("succeeded", Tone.Good).Add($"{time}: {Spans.Count(result.Completed, "task")}{Reports(tasks)}"),
            ResultKind.Cancelled => line.Add("cancelled", Tone.Remark)
                .Add($"{(head.Cancel?.By is { Length: > 0 } by ? $" by {by}" : "")}{time}: {counts}"),
            ResultKind.FailFast => line.Add("failed", Tone.Bad)
                .Add($"{time}: {result.Trigger} failed and ended its stage; {counts}{Reports(tasks)}"),
            _ => line.Add("failed", Tone.Bad)
                .Add($"{time}: {result.Reason ?? BuildFailure.CheckFailed}; {counts}{Reports(tasks)}"),
        };
    }

    private static string Reports(IReadOnlyList<BuildTask> tasks)
    {
        var all = tasks.Where(task => task.Reports is not null).Select(task => task.Reports!).ToList();
        if (all.Count == 0) return "";
        return "; " + TaskWords.Text(new(all.Sum(one => one.Tests), all.Sum(one => one.Failed), all.Sum(one => one.Skipped)));
    }
}
