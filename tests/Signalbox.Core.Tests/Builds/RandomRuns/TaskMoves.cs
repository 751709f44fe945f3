using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Core.Plans;

namespace Signalbox.Core.Tests.Builds.RandomRuns;

/// <summary>What can happen to the tasks of a build now: by their provider, by another build, by a person. Where all goes well comes first.</summary>
internal sealed class TaskMoves(BuildStory story, ConstructionPlan plan)
{
    public IEnumerable<PendingEvent> All() =>
        from stage in story.Head.State == BuildState.Executing && !story.Head.Completing ? plan.Stages : []
        let place = story.Head.FindStage(stage.Name)!.Value
        where place.Stage.State == StageState.Building
        from planned in stage.Tasks
        where planned.Always || BuildDecider.Proceeds(story.Head, place.Index)
        let task = story[planned.Name]
        where !task.State.HasEnded()
        from move in Of(task, planned)
        select move with { Attempt = task.Attempt };

    private IEnumerable<PendingEvent> Of(BuildTask task, PlannedTask planned) => task switch
    {
        { Completing: true, State: TaskState.Waiting or TaskState.Ready } => [Fail(task, task.Current is null ? "provider_unavailable" : "lost_too_often")],
        { Completing: true } => [Next(EventType.TaskSuccess, task), Fail(task, "exit 1"), Fail(task, "timeout"), Fail(task, "provider_cancelled")],
        { State: TaskState.Delegated } => [Next(EventType.TaskComplete, task), Next(EventType.TaskInterrupted, task)],
        { State: TaskState.Scheduled or TaskState.Building } => AtProvider(task, planned),
        { Current: not null } => [Next(EventType.TaskComplete, task)],
        _ => Ready(task, planned),
    };

    private IEnumerable<PendingEvent> Ready(BuildTask task, PlannedTask planned)
    {
        if (task is { ApprovalRequested: true, ApprovedBy: null }) yield return Next(EventType.TaskApproved, task, new() { By = "ada" });
        else if (!planned.ApprovalRoles.IsEmpty && task.ApprovedBy is null) yield return Next(EventType.TaskApprovalRequested, task);
        else yield return Next(EventType.TaskScheduled, task, new() { Provider = "fake", ProviderBuild = $"fake://{task.Name}/{task.Attempt}" });
        yield return Next(EventType.TaskDelegated, task, new() { DelegatedTo = new(BuildId.Parse("b-0"), task.Name, 1) });
        yield return Next(EventType.TaskComplete, task);
        // No changed path matches; a clean-up task runs here, so that a run shows that it does.
        if (!task.Always && task.Attempt == 1) yield return Next(EventType.TaskSkipped, task);
    }

    private IEnumerable<PendingEvent> AtProvider(BuildTask task, PlannedTask planned)
    {
        yield return Next(EventType.TaskComplete, task);
        if (task.State == TaskState.Scheduled) yield return Next(EventType.TaskStart, task);
        yield return Next(EventType.TaskInterrupted, task, new() { Reason = "agent lost", AttemptsLeft = planned.Attempts - task.Lost - 1 });
        yield return Next(EventType.TaskInterrupted, task, new() { OurCrash = true, AttemptsLeft = planned.Attempts - task.Lost });
        if (task.Retried < planned.Retries) yield return Next(EventType.TaskRetried, task, new() { AttemptsLeft = planned.Retries - task.Retried - 1 });
    }

    private PendingEvent Fail(BuildTask task, string reason) => Next(EventType.TaskFail, task, new() { Reason = reason });

    private PendingEvent Next(EventType type, BuildTask task, EventData? data = null) => story.Next(type, task.Name, data: data);
}
