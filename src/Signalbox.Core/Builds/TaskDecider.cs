using Signalbox.Core.Providers;

namespace Signalbox.Core.Builds;

/// <summary>What one attempt at a task does next. Pure; its orchestration applies the command and asks again.</summary>
public static class TaskDecider
{
    /// <summary>The next command.</summary>
    public static TaskCommand Next(TaskSituation now)
    {
        var (head, task) = (now.Head, now.Task);
        if (task.State.HasEnded() || now.Attempt < task.Attempt || head.State.HasEnded()) return Over(now);
        // The build's own turn writes TASK_CANCELLED for all its tasks together, and nudges.
        if (BuildDecider.MustCancel(head, task)) return Sleep(now);
        return task.State switch
        {
            TaskState.Delegated => Delegated(now),
            TaskState.Scheduled or TaskState.Building => AtProvider(now),
            _ => Ready(now),
        };
    }

    /// <summary>
    /// Whether another build may stand in for the task. Not for clean-up, which has to happen here; not for what a person has to allow,
    /// since the allowance is for this build.
    /// </summary>
    public static bool MayDelegate(BuildHead head, BuildTask task) =>
        !head.Request.Fresh && task is { Always: false, TargetKey: not null, Plan.ApprovalRoles.IsEmpty: true };

    private static TaskCommand Ready(TaskSituation now)
    {
        var (task, plan, memory) = (now.Task, now.Task.Plan!, now.Memory);
        // A lost last attempt is written as ready for a moment: the fold of TASK_INTERRUPTED with nothing left.
        if (plan.Attempts <= task.Lost) return new TaskCommand.Fail(BuildFailure.LostTooOften, $"lost {task.Lost} times");
        var standIn = now.Head.Request.SuccessesOf is not null || MayDelegate(now.Head, task);
        if (standIn && !memory.SoughtDelegate) return new TaskCommand.SeekDelegate();
        if (!plan.ApprovalRoles.IsEmpty && task.ApprovedBy is null)
        {
            if (!task.ApprovalRequested) return new TaskCommand.RequestApproval();
            return now.ApprovedBy is { } by ? new TaskCommand.Approve(by) : Sleep(now);
        }

        if (!memory.HasSlots) return new TaskCommand.TakeSlots();
        if (memory.UnavailableSince is { } since && now.Now - since >= now.Limits.Unavailable)
            return new TaskCommand.Fail(BuildFailure.ProviderUnavailable, $"{plan.Provider} could not be reached for {now.Limits.Unavailable.TotalMinutes:0} minutes");
        return memory.ScheduleAt is { } at && now.Now < at ? new TaskCommand.Wait(at) : new TaskCommand.Schedule();
    }

    private static TaskCommand Delegated(TaskSituation now) => now.Delegate switch
    {
        null => new TaskCommand.LookAtDelegate(),
        { State: DelegateState.Succeeded } passed => new TaskCommand.Succeed(passed.Reports),
        { State: DelegateState.Failed } failed => new TaskCommand.Fail(
            failed.Reason ?? BuildFailure.CheckFailed, $"in build {now.Task.DelegatedTo?.Build}, which stood in", failed.Reports),
        { State: DelegateState.Gone } => new TaskCommand.Interrupt("what stood in for it is gone", OurCrash: true, Left(now.Task)),
        _ => Sleep(now),
    };

    private static TaskCommand AtProvider(TaskSituation now)
    {
        var (task, plan) = (now.Task, now.Task.Plan!);
        var deadline = (task.Current?.ScheduledAt ?? now.Now) + plan.Timeout;
        var status = now.Provider?.Status;
        if (now.Memory.CancelSentAt is { } sent)
        {
            // We cancelled it for its timeout, and wait only for what it hands in.
            return status?.State.IsTerminal == true || now.Now - sent >= now.Limits.Collect
                ? new TaskCommand.Fail(BuildFailure.Timeout, $"no result within {Words(plan.Timeout)}", status?.Reports)
                : new TaskCommand.Wait(sent + now.Limits.Collect);
        }

        switch (status?.State)
        {
            case ProviderBuildState.Succeeded:
                return new TaskCommand.Succeed(status.Reports);
            case ProviderBuildState.Failed failed:
                return task.Retried < plan.Retries
                    ? new TaskCommand.Retry(failed.Reason, plan.Retries - task.Retried - 1)
                    : new TaskCommand.Fail(failed.Reason, null, status.Reports);
            // Our own cancel for its time, although we forgot that we sent it.
            case ProviderBuildState.Cancelled when now.Now >= deadline:
                return new TaskCommand.Fail(BuildFailure.Timeout, $"no result within {Words(plan.Timeout)}", status.Reports);
            case ProviderBuildState.Cancelled:
                return new TaskCommand.Fail(BuildFailure.ProviderCancelled, $"somebody cancelled it in {plan.Provider}", status.Reports);
            case ProviderBuildState.Lost lost:
                return new TaskCommand.Interrupt(lost.Reason, lost.OurCrash, lost.OurCrash ? Left(task) : Left(task) - 1);
            case ProviderBuildState.Running when task.State == TaskState.Scheduled:
                return new TaskCommand.Start();
            default:
                return now.Now >= deadline ? new TaskCommand.CancelProvider() : new TaskCommand.Wait(Earlier(deadline, now));
        }
    }

    /// <summary>The task has its outcome, or a newer attempt: all that is left is to see the provider's build end.</summary>
    private static TaskCommand Over(TaskSituation now)
    {
        var memory = now.Memory;
        if (now.Provider is not { } provider) return new TaskCommand.Finish();
        var state = provider.Status?.State;
        var live = state?.IsTerminal != true || provider.Status?.Stopped != true;
        if (live && memory.CancelSentAt is null) return new TaskCommand.CancelProvider();
        if (memory.CancelSentAt is not { } sent) return new TaskCommand.Finish();
        // A timeout's own outcome is no late result: the task failed by it.
        var cancelled = now.Task.State == TaskState.Cancelled;
        if (cancelled && !memory.LateRecorded && Claim(state) is { } claimed) return new TaskCommand.RecordLateResult(claimed);
        if (!live) return cancelled && !memory.StopRecorded ? new TaskCommand.RecordStopped() : new TaskCommand.Finish();
        return now.Now - sent >= now.Limits.Stop ? new TaskCommand.Finish() : new TaskCommand.Wait(Earlier(sent + now.Limits.Stop, now));
    }

    private static string? Claim(ProviderBuildState? state) => state switch
    {
        ProviderBuildState.Succeeded => "succeeded",
        ProviderBuildState.Failed => "failed",
        _ => null,
    };

    private static int Left(BuildTask task) => task.Plan!.Attempts - task.Lost;

    private static TaskCommand.Wait Sleep(TaskSituation now) => new(now.Now + now.Limits.Longest);

    private static DateTimeOffset Earlier(DateTimeOffset time, TaskSituation now) =>
        time < now.Now + now.Limits.Longest ? time : now.Now + now.Limits.Longest;

    private static string Words(TimeSpan time) => time.TotalMinutes >= 1 ? $"{time.TotalMinutes:0.#} min" : $"{time.TotalSeconds:0.#} s";
}
