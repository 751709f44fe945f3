using Signalbox.Cli.Output;
using Signalbox.Core.Builds;

namespace Signalbox.Cli.Live;

/// <summary>The lines of the live tree. Pure: a build, a size and a time in, lines out.</summary>
internal static class LiveTree
{
    private const int MaxName = 40;

    /// <summary>The tree.</summary>
    /// <param name="choice">What fits.</param>
    /// <param name="lastLine">The last log line of a task, where there is one.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<Line> Lines(TreeChoice choice, Func<BuildTask, string?> lastLine, DateTimeOffset now)
    {
        List<Line> lines = [Heading(choice, now)];
        var width = Math.Min(MaxName, choice.Tasks.Select(task => task.Name.Length).DefaultIfEmpty().Max());
        var byStage = choice.Tasks.ToLookup(task => task.Stage, StringComparer.Ordinal);
        foreach (var stage in choice.Stages)
        {
            lines.Add(Stage(choice.Head, stage, now));
            lines.AddRange(byStage[stage.Name].Select(task => Task(choice.Head.Id, stage, task, width, lastLine, now)));
        }

        if (Rest(choice) is { Length: > 0 } rest) lines.Add(Line.Of($"  … {rest}", Tone.Quiet));
        return lines;
    }

    private static Line Heading(TreeChoice choice, DateTimeOffset now)
    {
        var head = choice.Head;
        var tasks = head.Stages.Sum(stage => stage.Total);
        return new Line()
            .Add("build ").Add($"{head.Id}", Tone.Strong)
            .Add($"  {head.Request.Changes[0].Uris[0].Display()} {head.Request.Sha.Abbreviated}")
            .Add($"  {head.Stages.Sum(stage => stage.Ended)} of {Spans.Count(tasks, "task")}")
            .Add($"  {Spans.Text((head.EndedAt ?? now) - head.CreatedAt)}", Tone.Quiet)
            .Add(head.Cancel is not null && head.EndedAt is null ? "  cancelling" : "", Tone.Remark);
    }

    private static Line Stage(BuildHead head, StageHead stage, DateTimeOffset now)
    {
        var (glyph, tone) = TaskWords.Sign(stage.State);
        var line = new Line().Add(glyph, tone).Add(" ").Add(stage.Name, Tone.Strong);
        if (head.State < BuildState.Executing) return line.Add($"  {Spans.Count(stage.Total, "task")}", Tone.Quiet);
        line.Add(stage.State is StageState.Waiting or StageState.Skipped
            ? $"  {Spans.Count(stage.Total, "task")}" : $"  {stage.Ended} of {stage.Total}");
        if (stage.Failed > 0) line.Add($"  {stage.Failed} failed", Tone.Bad);
        return stage.StartedAt is { } start ? line.Add($"  {Spans.Text((stage.EndedAt ?? now) - start)}", Tone.Quiet) : line;
    }

    private static Line Task(
        BuildId build, StageHead stage, BuildTask task, int width, Func<BuildTask, string?> lastLine, DateTimeOffset now)
    {
        var (glyph, tone) = TaskWords.Sign(task.ShownIn(stage.State));
        var line = new Line().Add("  ").Add(glyph, tone).Add(" ").Add(task.Name.PadRight(width));
        if (TaskWords.Elapsed(task, now) is { } elapsed) line.Add($"  {Spans.Text(elapsed)}", Tone.Quiet);
        foreach (var (text, remarkTone) in TaskWords.Remarks(build, task)) line.Add($"  {text}", remarkTone);
        return task.State == TaskState.Building && lastLine(task) is { Length: > 0 } last ? line.Add($"  │ {last}", Tone.Quiet) : line;
    }

    private static string Rest(TreeChoice choice)
    {
        var stages = choice.HiddenStages > 0 ? Spans.Count(choice.HiddenStages, "more stage") + ", " : "";
        var tasks = choice.HiddenTasks.Values.Sum();
        if (tasks == 0) return stages.TrimEnd(',', ' ');
        var states = choice.HiddenTasks.OrderBy(count => count.Key).Select(count => $"{count.Value} {TreeChoice.Word(count.Key)}");
        return $"{stages}{Spans.Count(tasks, "more task")}: {string.Join(", ", states)}";
    }
}
