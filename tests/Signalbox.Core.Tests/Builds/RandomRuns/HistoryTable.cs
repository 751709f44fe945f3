using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Core.Plans;
using static Signalbox.Core.Events.EventType;

namespace Signalbox.Core.Tests.Builds.RandomRuns;

/// <summary>
/// product.md's table and rules read off the list of events, the slow and obvious way: the second opinion that the machine is compared
/// with. It shares neither state nor code with it.
/// </summary>
internal sealed class HistoryTable(ConstructionPlan plan, IReadOnlyList<PendingEvent> past, bool cancelled)
{
    private static readonly string[] ReasonsByWeight =
        [BuildFailure.CheckFailed, BuildFailure.Timeout, BuildFailure.PlanError, BuildFailure.ProviderCancelled, BuildFailure.LostTooOften, BuildFailure.ProviderUnavailable];

    private bool Executing => Has(BuildStart);

    public bool Allows(PendingEvent next) => next.Type switch
    {
        _ when past.Count == 0 => next.Type == BuildReceived,
        _ when NotedEvents.Are(next.Type) => true,
        _ when Has(BuildSuccess) || Has(BuildFail) || Has(BuildCancelled) => false,
        _ when Completion() is { } result => next.Type == BuildConductor.Outcome(result.Kind) && next.Task is null,
        TaskPlanned => next.Task is not null && Has(BuildPlanning) && !Executing && !cancelled && past.All(e => e.Type != TaskPlanned || e.Task != next.Task),
        _ when next.Task is not null => FindTask(next.Task) is var (stage, task) && AllowsTask(next, stage, task),
        BuildPlanning => !cancelled && !Has(BuildPlanning),
        BuildStart => !cancelled && Has(BuildPlanning) && !Executing,
        BuildComplete => next.Data?.Result is { } result && AllowsCompletion(result),
        StageStart or StageSkipped or StageComplete => FindStage(next.Stage) is { } stage && Executing && AllowsStage(next, stage),
        _ => false,
    };

    public string TaskState(PlannedStage stage, PlannedTask task) => past.Aggregate("new", (state, e) => e.Type switch
    {
        StageStart when e.Stage == stage.Name && state == "waiting" => "ready",
        _ when e.Task != task.Name => state,
        TaskPlanned => "waiting",
        TaskSkipped => "skipped",
        TaskDelegated => "delegated",
        TaskScheduled => "scheduled",
        TaskStart => "building",
        TaskInterrupted when e.Data?.AttemptsLeft == 0 => "lost",
        TaskInterrupted or TaskRetried => "ready",
        TaskSuccess => "succeeded",
        TaskFail => "failed",
        TaskCancelled => "cancelled",
        _ => state,
    });

    private static bool IsEnd(string state) => state is "succeeded" or "failed" or "skipped" or "cancelled";

    private bool AllowsTask(PendingEvent next, PlannedStage stage, PlannedTask task)
    {
        var state = TaskState(stage, task);
        if (state == "new" || IsEnd(state)) return false;
        if (!Executing) return cancelled && next.Type == TaskCancelled;
        if (cancelled && !task.Always) return next.Type == TaskCancelled;
        var own = past.Where(e => e.Task == task.Name && !NotedEvents.Are(e.Type)).ToList();
        var outcomeDue = own[^1].Type == TaskComplete;
        var (asked, approved) = (own.Exists(e => e.Type == TaskApprovalRequested), own.Exists(e => e.Type == TaskApproved));
        var idle = !task.Always && !Proceeds(stage);
        var atProvider = state is "scheduled" or "building";
        var attempt = 1 + own.Count(e => e.Type == TaskRetried || (e.Type == TaskInterrupted && e.Data?.AttemptsLeft != 0));
        var current = next.Attempt is null || next.Attempt == attempt;
        return next.Type switch
        {
            TaskCancelled => !task.Always && plan.FailFast && StageState(stage) == "building" && stage.Tasks.Any(Counted),
            TaskSkipped => !outcomeDue && (state == "ready" || (state == "waiting" && NeverStarts(stage))),
            _ when !current => false,
            TaskComplete => !outcomeDue && (atProvider || state is "delegated" or "lost" || (state == "ready" && !idle)),
            TaskSuccess => outcomeDue && (atProvider || state == "delegated"),
            TaskFail => outcomeDue,
            _ when outcomeDue => false,
            TaskStart => state == "scheduled",
            TaskInterrupted => atProvider || state == "delegated",
            TaskRetried => atProvider,
            _ when state != "ready" || idle => false,
            TaskDelegated => true,
            TaskScheduled => approved || (!asked && task.ApprovalRoles.IsEmpty),
            TaskApprovalRequested => !asked,
            TaskApproved => asked && !approved,
            _ => false,
        };
    }

    private bool AllowsStage(PendingEvent next, PlannedStage stage)
    {
        var starts = Proceeds(stage) || stage.Tasks.Any(task => task.Always);
        var done = stage.Tasks.All(task => IsEnd(TaskState(stage, task)));
        return (StageState(stage), next.Type) switch
        {
            ("waiting", StageStart) => starts && Earlier(stage).All(HasEnded),
            ("waiting", StageSkipped) => !starts && done && Earlier(stage).All(HasEnded),
            ("building", StageComplete) => done && next.Data?.State == Outcome(stage),
            _ => false,
        };
    }

    private bool AllowsCompletion(BuildResult result)
    {
        if (!Executing && !cancelled) return result is { Kind: ResultKind.Failed, Reason: not null, Completed: 0, Failed: 0 };
        var allEnded = Executing
            ? plan.Stages.All(HasEnded)
            : plan.Stages.All(stage => stage.Tasks.All(task => TaskState(stage, task) is "new" or "cancelled"));
        return allEnded && result with { Message = null } == Expected();
    }

    private BuildResult Expected()
    {
        var succeeded = past.Count(e => e.Type == TaskSuccess || (e.Type == TaskFail && Planned(e).AllowFailure));
        var failures = past.Where(e => e.Type == TaskFail && !Planned(e).AllowFailure).ToList();
        if (cancelled) return new(ResultKind.Cancelled, Completed: succeeded, Failed: failures.Count);
        if (failures.Count == 0) return new(ResultKind.Success, Completed: succeeded);
        var reason = ReasonsByWeight.FirstOrDefault(
            weight => failures.Exists(e => e.Data!.Reason == weight), BuildFailure.CheckFailed);
        if (failures.Exists(e => !ReasonsByWeight.Contains(e.Data!.Reason))) reason = BuildFailure.CheckFailed;
        var trigger = plan.FailFast ? failures[0].Task : null;
        return new(trigger is null ? ResultKind.Failed : ResultKind.FailFast, reason, null, succeeded, failures.Count, trigger);
    }

    private string StageState(PlannedStage stage) => past.Where(e => e.Stage == stage.Name).Aggregate("waiting", (state, e) => e.Type switch
    {
        StageStart => "building",
        StageSkipped => "skipped",
        StageComplete => $"{e.Data!.State}".ToLowerInvariant(),
        _ => state,
    });

    private StageState Outcome(PlannedStage stage)
    {
        if (stage.Tasks.Any(Counted)) return Core.Builds.StageState.Failed;
        return stage.Tasks.Any(task => TaskState(stage, task) == "cancelled")
            ? Core.Builds.StageState.Cancelled : Core.Builds.StageState.Succeeded;
    }

    private bool Counted(PlannedTask task) => !task.AllowFailure && past.Any(e => e.Type == TaskFail && e.Task == task.Name);

    private bool HasEnded(PlannedStage stage) => StageState(stage) is not ("waiting" or "building");

    private IEnumerable<PlannedStage> Earlier(PlannedStage stage) => plan.Stages.TakeWhile(other => other.Name != stage.Name);

    private bool Proceeds(PlannedStage stage) => !cancelled && Earlier(stage).All(other => StageState(other) == "succeeded");

    private bool NeverStarts(PlannedStage stage) => StageState(stage) == "waiting" && !stage.Tasks.Any(task => task.Always)
        && Earlier(stage).Any(other => HasEnded(other) && StageState(other) != "succeeded");

    private PlannedStage? FindStage(string? name) => plan.Stages.FirstOrDefault(stage => stage.Name == name);

    private (PlannedStage Stage, PlannedTask Task)? FindTask(string? name) =>
        plan.Stages.SelectMany(stage => stage.Tasks.Select(task => ((PlannedStage, PlannedTask)?)(stage, task)))
            .FirstOrDefault(pair => pair!.Value.Item2.Name == name);

    private PlannedTask Planned(PendingEvent e) => FindTask(e.Task)!.Value.Task;

    private BuildResult? Completion() => past.FirstOrDefault(e => e.Type == BuildComplete)?.Data?.Result;

    private bool Has(EventType type) => past.Any(e => e.Type == type);
}
