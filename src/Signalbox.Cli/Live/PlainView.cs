using Signalbox.Cli.Output;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;

namespace Signalbox.Cli.Live;

/// <summary>One line per event that matters to a reader of a file or of another CI's log, with the time since the build began.</summary>
internal sealed class PlainView(Terminal terminal) : IBuildView
{
    public void Show(BuildEvent next, BuildProgress build)
    {
        if (Sentence(next, build) is not { } sentence) return;
        terminal.Write(new Line().Add($"[{Spans.Text(next.At - build.Head.CreatedAt),7}] ", Tone.Quiet).Add(sentence.Text, sentence.Tone));
    }

    public void Settle() => terminal.Out.Flush();

    public ValueTask DisposeAsync()
    {
        terminal.Out.Flush();
        return ValueTask.CompletedTask;
    }

    /// <summary>What an event says to a reader; null where it says nothing new.</summary>
    internal static (string Text, Tone Tone)? Sentence(BuildEvent next, BuildProgress build)
    {
        var data = next.Data;
        var task = build.Find(next.Task);
        return next.Type switch
        {
            EventType.BuildReceived => (Heading(build.Head), Tone.Strong),
            EventType.StageStart =>
                ($"stage {next.Stage}: {Spans.Count(build.Head.FindStage(next.Stage)?.Stage.Total ?? 0, "task")}", Tone.Strong),
            EventType.StageSkipped => ($"stage {next.Stage} skipped", Tone.Quiet),
            EventType.StageComplete => ($"stage {next.Stage} {(data?.State is { } state ? Lower(state) : "ended")}", Tone.Strong),
            EventType.TaskStart => ($"{next.Task} started{(next.Attempt > 1 ? $", attempt {next.Attempt}" : "")}", Tone.Plain),
            EventType.TaskDelegated => ($"{next.Task} waits for build {data?.DelegatedTo?.Build}", Tone.Quiet),
            EventType.TaskSuccess => ($"{next.Task} succeeded{Remarks(build.Head, task)}", Tone.Good),
            EventType.TaskFail => ($"{next.Task} failed{Remarks(build.Head, task)}", Tone.Bad),
            EventType.TaskSkipped => ($"{next.Task} skipped{Because(data?.Reason)}", Tone.Quiet),
            EventType.TaskCancelled => ($"{next.Task} cancelled", Tone.Remark),
            EventType.TaskInterrupted => ($"{next.Task} interrupted{Because(data?.Reason)}", Tone.Remark),
            EventType.TaskRetried => ($"{next.Task} failed and is tried again{Because(data?.Reason)}", Tone.Remark),
            EventType.TaskApprovalRequested =>
                ($"{next.Task} waits for approval: signalbox approve {next.Build} {TaskWords.Quoted(next.Task ?? "")}", Tone.Remark),
            EventType.TaskApproved => ($"{next.Task} approved by {data?.By}", Tone.Plain),
            EventType.ProviderCancelError =>
                ($"{next.Task}: its provider refused the cancel{Because(data?.Message ?? data?.Reason)}", Tone.Remark),
            EventType.PluginError => ($"plugin error{Because(data?.Message ?? data?.Reason)}", Tone.Remark),
            _ => null,
        };
    }

    private static string Heading(BuildHead head) =>
        $"build {head.Id} of {head.Request.Repository.Name} {head.Request.Branch} {head.Request.Sha.Abbreviated}";

    private static string Remarks(BuildHead head, BuildTask? task)
    {
        if (task is null) return "";
        var remarks = TaskWords.Remarks(head.Id, task).Select(remark => remark.Text).ToList();
        if (TaskWords.Elapsed(task, head.CreatedAt) is { } elapsed) remarks.Add(Spans.Text(elapsed));
        return remarks.Count == 0 ? "" : $": {string.Join(", ", remarks)}";
    }

    private static string Because(string? reason) => string.IsNullOrEmpty(reason) ? "" : $": {reason}";

    private static string Lower(StageState state) => state.ToString().ToLowerInvariant();
}
