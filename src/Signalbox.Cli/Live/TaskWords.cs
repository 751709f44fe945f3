using Signalbox.Cli.Output;
using Signalbox.Core.Builds;
using Signalbox.Core.Results;

namespace Signalbox.Cli.Live;

/// <summary>How a task's state looks and reads, in the tree, in lists and in the summary alike.</summary>
internal static class TaskWords
{
    /// <summary>The state's sign and tone.</summary>
    public static (string Glyph, Tone Tone) Sign(TaskState state) => state switch
    {
        TaskState.Succeeded => ("✓", Tone.Good),
        TaskState.Failed => ("✗", Tone.Bad),
        TaskState.Building => ("●", Tone.Active),
        TaskState.Scheduled => ("◌", Tone.Active),
        TaskState.Delegated => ("↪", Tone.Active),
        TaskState.Ready => ("○", Tone.Plain),
        TaskState.Cancelled => ("⊘", Tone.Remark),
        TaskState.Skipped => ("–", Tone.Quiet),
        _ => ("·", Tone.Quiet),
    };

    /// <summary>A stage's sign and tone.</summary>
    public static (string Glyph, Tone Tone) Sign(StageState state) => Sign(state switch
    {
        StageState.Building => TaskState.Building,
        StageState.Succeeded => TaskState.Succeeded,
        StageState.Failed => TaskState.Failed,
        StageState.Cancelled => TaskState.Cancelled,
        StageState.Skipped => TaskState.Skipped,
        _ => TaskState.Waiting,
    });

    /// <summary>A build's sign and tone.</summary>
    public static (string Glyph, Tone Tone) Sign(BuildState state) => Sign(state switch
    {
        BuildState.Succeeded => TaskState.Succeeded,
        BuildState.Failed => TaskState.Failed,
        BuildState.Cancelled => TaskState.Cancelled,
        BuildState.Executing => TaskState.Building,
        _ => TaskState.Waiting,
    });

    /// <summary>How long its last attempt has run, or ran; null before it started.</summary>
    public static TimeSpan? Elapsed(BuildTask task, DateTimeOffset now) =>
        task is { Attempts: [.., { StartedAt: { } start } last] } && (last.EndedAt is not null || task.State == TaskState.Building)
            ? (last.EndedAt ?? now) - start
            : null;

    /// <summary>Whether a person has to allow it.</summary>
    public static bool AwaitsApproval(BuildTask task) =>
        task is { State: TaskState.Waiting or TaskState.Ready, ApprovalRequested: true, ApprovedBy: null };

    /// <summary>What is worth saying beside name and time: the reason, the attempt, where it was taken from.</summary>
    public static IEnumerable<(string Text, Tone Tone)> Remarks(BuildId build, BuildTask task)
    {
        if (task.State == TaskState.Failed) yield return (task.Reason ?? "failed", Tone.Bad);
        else if (task.Reason is { } reason && reason != TreeChoice.Word(task.State)) yield return (reason, Tone.Quiet);
        if (task is { State: TaskState.Failed, AllowFailure: true }) yield return ("allowed to fail", Tone.Remark);
        if (AwaitsApproval(task)) yield return ($"waits for approval: signalbox approve {build} {Quoted(task.Name)}", Tone.Remark);
        if (task.DelegatedTo is { } other)
            yield return ((task.State == TaskState.Delegated ? "waits for build " : "taken from build ") + other.Build, Tone.Quiet);
        if (task.Flaky) yield return ($"flaky: passed on attempt {task.Attempt}", Tone.Remark);
        else if (task.Attempt > 1) yield return ($"attempt {task.Attempt}", Tone.Remark);
        if (task.Reports is { } reports) yield return (Text(reports), reports.Failed > 0 ? Tone.Bad : Tone.Quiet);
    }

    /// <summary>`120 tests, 2 failed, 1 skipped`.</summary>
    public static string Text(ReportCounts reports) =>
        Spans.Count(reports.Tests, "test")
        + (reports.Failed > 0 ? $", {reports.Failed} failed" : "")
        + (reports.Skipped > 0 ? $", {reports.Skipped} skipped" : "");

    /// <summary>A task's name as a shell takes it.</summary>
    public static string Quoted(string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '/' or ':')
            ? name
            : $"'{name.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
