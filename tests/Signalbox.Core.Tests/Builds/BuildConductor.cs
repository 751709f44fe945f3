using Signalbox.Core.Builds;
using Signalbox.Core.Events;

namespace Signalbox.Core.Tests.Builds;

/// <summary>The build's own next event, as its orchestration would write it; null when it waits for a task, or has ended, or has yet to plan.</summary>
internal static class BuildConductor
{
    public static PendingEvent? Next(BuildStory story) => BuildDecider.Next(story.Head) switch
    {
        BuildStep.CancelTasks => story.Next(EventType.TaskCancelled, First(story, task => BuildDecider.MustCancel(story.Head, task))),
        BuildStep.StartStage step => story.Next(EventType.StageStart, stage: step.Stage),
        BuildStep.SkipStage step when First(story, task => task.Stage == step.Stage && !task.State.HasEnded()) is { } open =>
            story.Next(EventType.TaskSkipped, open),
        BuildStep.SkipStage step => story.Next(EventType.StageSkipped, stage: step.Stage),
        BuildStep.Wait step when !Proceeds(story, step.Stage)
            && First(story, task => task.Stage == step.Stage && !task.State.HasEnded() && !task.Always) is { } idle =>
            story.Next(EventType.TaskSkipped, idle),
        BuildStep.CompleteStage step => story.Next(EventType.StageComplete, stage: step.Stage, data: new() { State = step.State }),
        BuildStep.Complete step when story.Head.Completing => story.Next(Outcome(step.Result.Kind)),
        BuildStep.Complete step => story.Next(EventType.BuildComplete, data: new() { Result = step.Result }),
        _ => null,
    };

    public static EventType Outcome(ResultKind kind) => kind switch
    {
        ResultKind.Success => EventType.BuildSuccess,
        ResultKind.Cancelled => EventType.BuildCancelled,
        _ => EventType.BuildFail,
    };

    private static bool Proceeds(BuildStory story, string stage) => BuildDecider.Proceeds(story.Head, story.Head.FindStage(stage)!.Value.Index);

    private static string? First(BuildStory story, Func<BuildTask, bool> which) =>
        story.Tasks.Values.OrderBy(task => task.Order).FirstOrDefault(which)?.Name;
}
