using System.Collections.Immutable;
using Signalbox.Core.Builds;

namespace Signalbox.Cli.Live;

/// <summary>What of a build is shown on a terminal of some height, in the order of the plan.</summary>
/// <param name="Head">The build.</param>
/// <param name="Stages">The stages with a line of their own.</param>
/// <param name="Tasks">The tasks with a line of their own; each one's stage has one, too.</param>
/// <param name="HiddenStages">How many stages have none.</param>
/// <param name="HiddenTasks">How many tasks have none, by state.</param>
internal sealed record TreeChoice(
    BuildHead Head,
    ImmutableArray<StageHead> Stages,
    ImmutableArray<BuildTask> Tasks,
    int HiddenStages,
    ImmutableDictionary<TaskState, int> HiddenTasks)
{
    /// <summary>Everything, however high.</summary>
    public static TreeChoice All(BuildHead head, IEnumerable<BuildTask> tasks) =>
        new(head, head.Stages, [.. tasks], 0, ImmutableDictionary<TaskState, int>.Empty);

    /// <summary>Failed and running tasks come first, so that they are seen whatever the height.</summary>
    /// <param name="progress">The build; the caller holds its gate.</param>
    /// <param name="height">Lines that may be used; at least three are.</param>
    public static TreeChoice Of(BuildProgress progress, int height)
    {
        var head = progress.Head;
        var lines = Math.Max(3, height) - 1;
        var all = head.Stages.Length + progress.Tasks.Count <= lines;
        // One line is kept for the count of the rest.
        if (!all) lines--;
        var stages = head.Stages.Length <= Math.Max(1, lines / 2)
            ? head.Stages
            : [.. head.Stages.OrderBy(Rank).Take(Math.Max(1, lines / 2)).OrderBy(stage => head.FindStage(stage.Name)!.Value.Index)];
        var shown = stages.ToDictionary(stage => stage.Name, stage => stage.State, StringComparer.Ordinal);
        var tasks = progress.Tasks.Where(task => shown.ContainsKey(task.Stage))
            .OrderBy(task => Rank(task, shown[task.Stage])).ThenBy(task => task.Order)
            .Take(Math.Max(0, lines - stages.Length)).OrderBy(task => task.Order).ToImmutableArray();
        return new(head, stages, tasks, head.Stages.Length - stages.Length, Hidden(progress, tasks));
    }

    /// <summary>The state in lower case, as everywhere else.</summary>
    public static string Word(TaskState state) => state.ToString().ToLowerInvariant();

    private static ImmutableDictionary<TaskState, int> Hidden(BuildProgress progress, ImmutableArray<BuildTask> shown)
    {
        var names = shown.Select(task => task.Name).ToHashSet(StringComparer.Ordinal);
        var states = progress.Head.Stages.ToDictionary(stage => stage.Name, stage => stage.State, StringComparer.Ordinal);
        return progress.Tasks.Where(task => !names.Contains(task.Name))
            .GroupBy(task => task.ShownIn(states.GetValueOrDefault(task.Stage)))
            .ToImmutableDictionary(group => group.Key, group => group.Count());
    }

    private static int Rank(StageHead stage) => stage.State switch
    {
        StageState.Building => 0,
        StageState.Failed => 1,
        StageState.Waiting => 2,
        _ => 3,
    };

    private static int Rank(BuildTask task, StageState stage) => task.ShownIn(stage) switch
    {
        TaskState.Failed => 0,
        TaskState.Building => 1,
        _ when TaskWords.AwaitsApproval(task) => 2,
        TaskState.Scheduled => 3,
        TaskState.Delegated => 4,
        TaskState.Ready => 5,
        TaskState.Cancelled => 6,
        TaskState.Succeeded => 7,
        TaskState.Waiting => 8,
        _ => 9,
    };
}
