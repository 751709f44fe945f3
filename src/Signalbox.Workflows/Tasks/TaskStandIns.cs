using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Workflows.Durable;

namespace Signalbox.Workflows.Tasks;

/// <summary>Delegation (B9, B10): another build's task stands in for one of ours that would produce the same.</summary>
public sealed class TaskStandIns(IBuildStore builds, IEventLog log, ITargetIndex targets, IWorkflowClient workflows, TimeProvider clock)
{
    /// <summary>Delegates to an attempt that is producing, or has produced, the same; else makes ours the one that others find.</summary>
    internal async Task SeekAsync(TaskSituation now, TaskAttempt key, CancellationToken cancellationToken)
    {
        if (await EarlierSuccessAsync(now, cancellationToken) is { } earlier)
        {
            await AdoptAsync(now, key, earlier, await StateAsync(earlier, cancellationToken), cancellationToken);
            return;
        }

        if (!TaskDecider.MayDelegate(now.Head, now.Task)) return;
        var target = now.Task.TargetKey!;
        TaskAttempt? replacing = null;
        while (true)
        {
            var holder = await targets.ClaimAsync(target, key, replacing, cancellationToken);
            if (holder.Attempt == key) return;
            var standIn = await StateAsync(holder.Attempt, cancellationToken);
            if (standIn.State == DelegateState.Succeeded)
            {
                await AdoptAsync(now, key, holder.Attempt, standIn, cancellationToken);
                return;
            }

            if (standIn.State == DelegateState.Active)
            {
                // Asked to be told before the event is written: what settles in between is seen by the look that follows.
                await targets.AwaitAsync(target, key.InstanceId, cancellationToken);
                await DelegateAsync(now, key, holder.Attempt, cancellationToken);
                return;
            }

            replacing = holder.Attempt;
        }
    }

    /// <summary>What became of the attempt that stands in for the task.</summary>
    internal async Task<StandIn> LookAsync(BuildTask task, TaskAttempt key, CancellationToken cancellationToken)
    {
        var standIn = await StateAsync(task.DelegatedTo!, cancellationToken);
        if (standIn.State != DelegateState.Active || task.TargetKey is not { } target) return standIn;
        // Whoever settles forgets those it told: asked anew before going to sleep, and looked at once more, for what came in between.
        await targets.AwaitAsync(target, key.InstanceId, cancellationToken);
        return await StateAsync(task.DelegatedTo!, cancellationToken);
    }

    /// <summary>Tells those who wait for what this attempt was to produce.</summary>
    internal async Task SettleAsync(TaskSituation now, TaskAttempt key, CancellationToken cancellationToken)
    {
        var task = now.Task;
        if (task.TargetKey is not { } target || task.Always || task.DelegatedTo is not null) return;
        var succeeded = task.State == TaskState.Succeeded && task.Attempt == key.Attempt;
        foreach (var waiting in await targets.SettleAsync(target, key, succeeded, cancellationToken))
            await workflows.NudgeAsync(waiting, "stand-in settled", cancellationToken);
    }

    private async Task<TaskAttempt?> EarlierSuccessAsync(TaskSituation now, CancellationToken cancellationToken)
    {
        if (now.Task.Always || now.Head.Request.SuccessesOf is not { } earlier) return null;
        return await builds.FindTaskAsync(earlier, now.Task.Name, cancellationToken) is var (_, task)
            && task.State == TaskState.Succeeded && task.TargetKey == now.Task.TargetKey
            ? task.DelegatedTo ?? new TaskAttempt(earlier, task.Name, task.Attempt)
            : null;
    }

    private async Task<StandIn> StateAsync(TaskAttempt other, CancellationToken cancellationToken)
    {
        if (await builds.FindTaskAsync(other.Build, other.Task, cancellationToken) is not var (head, task)) return new(DelegateState.Gone);
        // Another attempt is another log and other files: whoever was delegated to this one looks for a stand-in again.
        if (task.Attempt != other.Attempt) return new(DelegateState.Gone);
        return task.State switch
        {
            TaskState.Succeeded => new(DelegateState.Succeeded, null, task.Reports),
            // P9b: what says nothing about their change says nothing about ours.
            TaskState.Failed when BuildFailure.IsInfrastructure(task.Reason) => new(DelegateState.Gone),
            TaskState.Failed => new(DelegateState.Failed, task.Reason, task.Reports),
            TaskState.Cancelled or TaskState.Skipped => new(DelegateState.Gone),
            _ => new(head.State.HasEnded() || BuildDecider.MustCancel(head, task) ? DelegateState.Gone : DelegateState.Active),
        };
    }

    private Task<AppendResult> DelegateAsync(TaskSituation now, TaskAttempt key, TaskAttempt to, CancellationToken cancellationToken) =>
        log.AppendAsync(key.Build, [Delegated(now, key, to)], cancellationToken);

    /// <summary>Historical delegation: the whole story of the task in one write, since nothing is left to wait for.</summary>
    private Task<AppendResult> AdoptAsync(
        TaskSituation now, TaskAttempt key, TaskAttempt from, StandIn standIn, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        var passed = new EventData { TargetKey = now.Task.TargetKey, DelegatedTo = from, Reports = standIn.Reports };
        return log.AppendAsync(
            key.Build,
            [
                Delegated(now, key, from),
                AttemptEvents.Make(key, now.Task, EventType.TaskComplete, at, null),
                AttemptEvents.Make(key, now.Task, EventType.TaskSuccess, at, passed),
            ],
            cancellationToken);
    }

    private PendingEvent Delegated(TaskSituation now, TaskAttempt key, TaskAttempt to) => AttemptEvents.Make(
        key, now.Task, EventType.TaskDelegated, clock.GetUtcNow(), new() { DelegatedTo = to, TargetKey = now.Task.TargetKey });
}
