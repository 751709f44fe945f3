using Signalbox.Core.Builds;
using Signalbox.Core.Facts;
using Signalbox.Core.Failures;
using Signalbox.Core.Providers;

namespace Signalbox.Workflows.Tasks;

/// <summary>
/// The activity in which an attempt takes a turn: load, decide (<see cref="TaskDecider"/>), apply, until nothing is left but to wait.
/// Every command is idempotent, so a turn that was cut off is simply taken again.
/// </summary>
public sealed class TaskTurns(
    IBuildStore builds,
    IProviderBuildIndex index,
    IInbox inbox,
    TaskOutcomes outcomes,
    TaskSlots slots,
    TaskStandIns standIns,
    TaskProviderCalls provider,
    TaskLimits limits,
    TimeProvider clock)
{
    /// <summary>The activity's name in histories.</summary>
    public const string Name = "TaskTurn";

    /// <summary>The name of the activity that ends an attempt which cannot go on.</summary>
    public const string AbandonName = "AbandonTask";

    // A turn has a handful of steps; more means that a step which the log refuses is decided again and again.
    private const int MostSteps = 50;

    /// <summary>Takes a turn.</summary>
    public async Task<TaskTurn> TakeAsync(TaskRun run, CancellationToken cancellationToken)
    {
        var memory = run.Memory ?? new AttemptMemory();
        StandIn? standIn = null;
        var settled = false;
        for (var step = 0; step < MostSteps; step++)
        {
            if (await LoadAsync(run, memory, standIn, cancellationToken) is not { } now) return new(true, null, null);
            if (!settled && now.Task.State.HasEnded())
            {
                // Before the wait for the provider's stop: those whom the outcome concerns need not wait for that.
                await standIns.SettleAsync(now, run.Key, cancellationToken);
                settled = true;
            }

            switch (TaskDecider.Next(now))
            {
                case TaskCommand.Wait wait:
                    return new(false, wait.Until, memory);
                case TaskCommand.TakeSlots:
                    if (!await slots.TakeAsync(now, run.Key, cancellationToken)) return new(false, clock.GetUtcNow() + limits.Longest, memory);
                    memory = memory with { HasSlots = true };
                    break;
                case TaskCommand.SeekDelegate:
                    memory = memory with { SoughtDelegate = true };
                    await standIns.SeekAsync(now, run.Key, cancellationToken);
                    break;
                case TaskCommand.LookAtDelegate:
                    standIn = await standIns.LookAsync(now.Task, run.Key, cancellationToken);
                    break;
                case TaskCommand.Schedule:
                    memory = await provider.ScheduleAsync(now, run.Key, cancellationToken);
                    break;
                case TaskCommand.CancelProvider:
                    memory = await provider.CancelAsync(now, run.Key, cancellationToken);
                    break;
                case TaskCommand.Finish:
                    await FinishAsync(now, run.Key, cancellationToken);
                    return new(true, null, null);
                case var command:
                    memory = Remember(memory, command);
                    await outcomes.RecordAsync(now, run.Key, command, cancellationToken);
                    break;
            }
        }

        throw new CoordinationException($"Task {run.Task} of build {run.Build} does not come to rest: a step is refused again and again.");
    }

    /// <summary>Fails a task whose attempt cannot go on, so that its build does not wait for it for ever; the next turn clears up.</summary>
    public async Task AbandonAsync(TaskTrouble trouble, CancellationToken cancellationToken)
    {
        var run = trouble.Run;
        if (await LoadAsync(run, new AttemptMemory(), null, cancellationToken) is not { } now) return;
        if (!now.Task.State.HasEnded() && now.Task.Attempt == run.Attempt)
            await outcomes.RecordAsync(now, run.Key, new TaskCommand.Fail(BuildFailure.InternalError, trouble.Message), cancellationToken);
    }

    private async Task<TaskSituation?> LoadAsync(TaskRun run, AttemptMemory memory, StandIn? standIn, CancellationToken cancellationToken)
    {
        if (await builds.FindTaskAsync(run.Build, run.Task, cancellationToken) is not var (head, task)) return null;
        return new TaskSituation
        {
            Head = head,
            Task = task,
            Attempt = run.Attempt,
            Now = clock.GetUtcNow(),
            Provider = await index.FindAsync(run.Key, cancellationToken),
            ApprovedBy = task is { ApprovalRequested: true, ApprovedBy: null } ? await ApprovalAsync(run, cancellationToken) : null,
            Memory = memory,
            Limits = limits,
            Delegate = standIn,
        };
    }

    private async Task<string?> ApprovalAsync(TaskRun run, CancellationToken cancellationToken) =>
        (await inbox.ReadAsync(run.Key.InstanceId, cancellationToken)).FirstOrDefault(fact => fact.Kind == Approval.Kind) is { } fact
            ? Approval.By(fact)
            : null;

    private async Task FinishAsync(TaskSituation now, TaskAttempt key, CancellationToken cancellationToken)
    {
        // An attempt that was delegated asked for none.
        if (now.Task.DelegatedTo is null || now.Task.Attempt != key.Attempt) await slots.GiveBackAsync(now, key, cancellationToken);
        if (!now.Task.State.HasEnded()) await standIns.SettleAsync(now, key, cancellationToken);
        if (now.Task.ApprovalRequested) await inbox.RemoveAsync(key.InstanceId, [Approval.Kind], cancellationToken);
        await outcomes.AnnounceAsync(now.Head, now.Task, key, cancellationToken);
    }

    private static AttemptMemory Remember(AttemptMemory memory, TaskCommand command) => command switch
    {
        TaskCommand.RecordLateResult => memory with { LateRecorded = true },
        TaskCommand.RecordStopped => memory with { StopRecorded = true },
        _ => memory,
    };
}
