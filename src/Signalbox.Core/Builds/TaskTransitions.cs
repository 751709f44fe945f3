using Signalbox.Core.Events;

namespace Signalbox.Core.Builds;

/// <summary>The rows of product.md's table that concern tasks. Null: not legal now.</summary>
internal static class TaskTransitions
{
    public static Evolution? Plan(BuildHead head, BuildTask? task, PendingEvent next)
    {
        if (task is not null || head is not { State: BuildState.Planning, Cancel: null, Completing: false }) return null;
        if (next is not { Task: { } name, Stage: { } stage }) return null;
        var planned = new BuildTask
        {
            Name = name,
            Stage = stage,
            Order = head.Stages.Sum(existing => existing.Total),
            Plan = next.Plan,
            TargetKey = next.Data?.TargetKey,
            Always = next.Data?.Always ?? false,
            AllowFailure = next.Data?.AllowFailure ?? false,
        };
        var (counts, index) = head.FindStage(stage) ?? (new StageHead { Name = stage }, head.Stages.Length);
        counts = counts with { Total = counts.Total + 1, Always = counts.Always + (planned.Always ? 1 : 0) };
        var stages = index == head.Stages.Length ? head.Stages.Add(counts) : head.Stages.SetItem(index, counts);
        return new Evolution.Legal(head with { Stages = stages }, planned);
    }

    public static Evolution? Apply(BuildHead head, BuildTask task, PendingEvent next)
    {
        if (head.Completing || task.State.HasEnded()) return null;
        if (head.FindStage(task.Stage) is not var (stage, index)) return null;
        var after = head.State switch
        {
            BuildState.Executing => Next(head, stage, index, task, next),
            // Cancelled before anything ran: there is nothing to clean up, so clean-up tasks end, too.
            BuildState.Planning when head.Cancel is not null && next.Type == EventType.TaskCancelled => Ended(task, TaskState.Cancelled, next),
            _ => null,
        };
        if (after is null) return null;
        var worst = after.State == TaskState.Failed && !task.AllowFailure ? BuildDecider.Worse(head.WorstReason, Code(next)) : head.WorstReason;
        return new Evolution.Legal(head with { Stages = head.Stages.SetItem(index, Count(stage, after)), WorstReason = worst }, after);
    }

    private static BuildTask? Next(BuildHead head, StageHead stage, int index, BuildTask task, PendingEvent next)
    {
        var shown = task.ShownIn(stage.State) == TaskState.Ready && stage.State == StageState.Building;
        // A stage that began for its clean-up tasks alone runs nothing else (B4).
        var open = shown && (task.Always || BuildDecider.Proceeds(head, index));
        // Ready under the number of an attempt that was lost: it was the last one, and the task is not given away again.
        var ready = open && task.Current is null;
        var atProvider = task.State is TaskState.Scheduled or TaskState.Building;
        // After our cancel, what a provider or another build says changes nothing (P6); clean-up tasks are exempt.
        var cancelled = head.Cancel is not null && !task.Always;
        var current = next.Attempt is null || next.Attempt == task.Attempt;
        return next.Type switch
        {
            EventType.TaskCancelled when !task.Always && (cancelled || BuildDecider.FailedFast(head, stage)) => Ended(task, TaskState.Cancelled, next),
            EventType.TaskSkipped when !cancelled && !task.Completing && task.Current is null && (shown || BuildDecider.NeverStarts(head, index)) =>
                Ended(task, TaskState.Skipped, next),
            _ when cancelled || !current => null,
            EventType.TaskComplete when (open || atProvider || task.State == TaskState.Delegated) && !task.Completing =>
                task with { Completing = true },
            EventType.TaskSuccess when task.Completing && (atProvider || task.State == TaskState.Delegated) =>
                Ended(task, TaskState.Succeeded, next) with { Flaky = next.Data?.Flaky ?? false },
            EventType.TaskFail when task.Completing => Ended(task, TaskState.Failed, next),
            _ when task.Completing => null,
            EventType.TaskDelegated when ready => task with { State = TaskState.Delegated, DelegatedTo = next.Data?.DelegatedTo },
            EventType.TaskScheduled when ready && !AwaitsApproval(task) && next.Data is { Provider: { } provider, ProviderBuild: { } id } =>
                task with
                {
                    State = TaskState.Scheduled,
                    Attempts = task.Attempts.Add(new(task.Attempt, provider, id, Word(TaskState.Scheduled), next.At, Link: next.Data.Link)),
                },
            EventType.TaskStart when task.State == TaskState.Scheduled =>
                Mark(task with { State = TaskState.Building }, attempt => attempt with { State = Word(TaskState.Building), StartedAt = next.At, Link = next.Data?.Link ?? attempt.Link }),
            EventType.TaskInterrupted when atProvider || task.State == TaskState.Delegated => Again(task, next) with
            {
                Lost = task.Lost + (atProvider && next.Data?.OurCrash != true ? 1 : 0),
            },
            EventType.TaskRetried when atProvider => Again(task, next) with { Retried = task.Retried + 1 },
            EventType.TaskApprovalRequested when ready && !task.ApprovalRequested => task with { State = TaskState.Ready, ApprovalRequested = true },
            EventType.TaskApproved when ready && task is { ApprovalRequested: true, ApprovedBy: null } =>
                task with { ApprovedBy = next.Data?.By ?? "" },
            _ => null,
        };
    }

    // Where a state is rebuilt from events alone there is no plan, and the request stands for it.
    private static bool AwaitsApproval(BuildTask task) =>
        task.ApprovedBy is null && (task.ApprovalRequested || task.Plan is { ApprovalRoles.IsDefaultOrEmpty: false });

    /// <summary>
    /// Back to ready under a new attempt number, so that its key is new (P3). Only where the provider lost the last attempt the number
    /// stays, and the task fails next: whoever is retried has an attempt left, and a delegation uses none up.
    /// </summary>
    private static BuildTask Again(BuildTask task, PendingEvent next)
    {
        var last = next is { Type: EventType.TaskInterrupted, Data.AttemptsLeft: 0 } && task.Current is not null;
        var marked = Mark(task, attempt => attempt with
        {
            State = next.Type == EventType.TaskRetried ? Word(TaskState.Failed) : "interrupted",
            EndedAt = next.At,
            Reason = next.Data?.Reason,
        });
        return marked with
        {
            State = TaskState.Ready,
            DelegatedTo = null,
            Attempt = last ? task.Attempt : task.Attempt + 1,
        };
    }

    private static BuildTask Ended(BuildTask task, TaskState state, PendingEvent next) =>
        Mark(
            task with { State = state, Completing = false, Reason = next.Data?.Reason, Reports = next.Data?.Reports ?? task.Reports },
            attempt => attempt.EndedAt is null ? attempt with { State = Word(state), EndedAt = next.At, Reason = next.Data?.Reason } : attempt);

    private static BuildTask Mark(BuildTask task, Func<AttemptRecord, AttemptRecord> change) => task.Current is { } current
        ? task with { Attempts = task.Attempts.SetItem(task.Attempts.Length - 1, change(current)) }
        : task;

    private static StageHead Count(StageHead stage, BuildTask task) => task.State.HasEnded() && task.Always
        ? CountState(stage, task) with { AlwaysEnded = stage.AlwaysEnded + 1 }
        : CountState(stage, task);

    private static StageHead CountState(StageHead stage, BuildTask task) => task.State switch
    {
        TaskState.Succeeded => stage with { Succeeded = stage.Succeeded + 1 },
        TaskState.Failed when task.AllowFailure => stage with { Succeeded = stage.Succeeded + 1 },
        TaskState.Failed => stage with { Failed = stage.Failed + 1, FirstFailed = stage.FirstFailed ?? task.Name },
        TaskState.Skipped => stage with { Skipped = stage.Skipped + 1 },
        TaskState.Cancelled => stage with { Cancelled = stage.Cancelled + 1 },
        _ => stage,
    };

    private static string Code(PendingEvent next) => next.Data?.Reason is { } reason
        && (reason is BuildFailure.Timeout or BuildFailure.PlanError || BuildFailure.IsInfrastructure(reason)) ? reason : BuildFailure.CheckFailed;

    private static string Word(TaskState state) => state.ToString().ToLowerInvariant();
}
