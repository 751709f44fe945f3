using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Core.Providers;
using Signalbox.Workflows.Builds;
using Signalbox.Workflows.Durable;

namespace Signalbox.Workflows.Tasks;

/// <summary>Writes what happened to an attempt, and tells who waits for it.</summary>
public sealed class TaskOutcomes(IEventLog log, IWorkflowClient workflows, TimeProvider clock)
{
    /// <summary>
    /// Appends the events of a command. A refusal means that the task has moved on (a cancel, a race with our own repetition): the
    /// caller loads and decides again.
    /// </summary>
    internal async Task RecordAsync(TaskSituation now, TaskAttempt key, TaskCommand command, CancellationToken cancellationToken)
    {
        var appended = await log.AppendAsync(now.Head.Id, [.. Events(now, key, command)], cancellationToken);
        if (appended is not AppendResult.Appended { Task: { } task } done || !task.State.HasEnded()) return;
        if (done.Added > 0) BuildTelemetry.Ended(now.Head.Id, task);
        // Told at once and not when the attempt is over, which may take until its provider build has stopped.
        await TellBuildAsync(done.Head, task, cancellationToken);
    }

    /// <summary>At the attempt's end: starts the next attempt, or tells the build. The crash-safe repetition of what was told before.</summary>
    internal async Task AnnounceAsync(BuildHead head, BuildTask task, TaskAttempt key, CancellationToken cancellationToken)
    {
        if (task.State.HasEnded())
        {
            await TellBuildAsync(head, task, cancellationToken);
        }
        else if (key.Attempt < task.Attempt && !head.State.HasEnded())
        {
            var next = new TaskAttempt(key.Build, key.Task, task.Attempt);
            await workflows.StartAsync(
                TaskOrchestrator.Name,
                next.InstanceId,
                new TaskRun(next.Build, next.Task, next.Attempt),
                new StartOptions(ReplaceEnded: true),
                cancellationToken);
        }
    }

    // Only the end of a stage, or a failure that ends its siblings, is worth the build's turn.
    private async Task TellBuildAsync(BuildHead head, BuildTask task, CancellationToken cancellationToken)
    {
        if (head.State.HasEnded() || head.FindStage(task.Stage) is not var (stage, _) || stage.State != StageState.Building) return;
        if (stage.IsDone || (BuildDecider.FailedFast(head, stage) && stage.OrdinaryOpen > 0))
            await workflows.NudgeAsync(head.Id.Value, "stage", cancellationToken);
    }

    private IEnumerable<PendingEvent> Events(TaskSituation now, TaskAttempt key, TaskCommand command)
    {
        var task = now.Task;
        switch (command)
        {
            case TaskCommand.RequestApproval:
                yield return Make(EventType.TaskApprovalRequested, new() { Reason = "awaiting_approval" });
                break;
            case TaskCommand.Approve approve:
                yield return Make(EventType.TaskApproved, new() { By = approve.By });
                break;
            case TaskCommand.Start:
                yield return Start();
                break;
            case TaskCommand.Succeed succeed:
                if (task.State == TaskState.Scheduled) yield return Start();
                yield return Make(EventType.TaskComplete);
                yield return Make(EventType.TaskSuccess, new()
                {
                    TargetKey = task.TargetKey,
                    Flaky = task.Retried > 0 ? true : null,
                    Reports = succeed.Reports,
                    DelegatedTo = task.DelegatedTo,
                });
                break;
            case TaskCommand.Fail fail:
                if (task.State == TaskState.Scheduled && fail.Reason != BuildFailure.Timeout) yield return Start();
                yield return Make(EventType.TaskComplete);
                yield return Make(EventType.TaskFail, new() { Reason = fail.Reason, Message = fail.Message, Reports = fail.Reports });
                break;
            case TaskCommand.Interrupt lost:
                yield return Make(EventType.TaskInterrupted, new()
                {
                    Reason = lost.Reason,
                    OurCrash = lost.OurCrash ? true : null,
                    AttemptsLeft = lost.AttemptsLeft,
                });
                if (lost.AttemptsLeft > 0) break;
                yield return Make(EventType.TaskComplete);
                yield return Make(EventType.TaskFail, new() { Reason = BuildFailure.LostTooOften, Message = lost.Reason });
                break;
            case TaskCommand.Retry retry:
                if (task.State == TaskState.Scheduled) yield return Start();
                yield return Make(EventType.TaskRetried, new() { Reason = retry.Reason, AttemptsLeft = retry.RetriesLeft + 1 });
                break;
            case TaskCommand.RecordLateResult late:
                yield return Make(EventType.ProviderLateResult, new() { Claimed = late.Claimed, ProviderBuild = now.Provider?.Id?.Value });
                break;
            case TaskCommand.RecordStopped:
                yield return Make(EventType.ProviderStopped, new() { ProviderBuild = now.Provider?.Id?.Value });
                break;
            default:
                throw new InvalidOperationException($"An attempt records no {command.GetType().Name}.");
        }

        PendingEvent Start() => Make(EventType.TaskStart, new()
        {
            Provider = task.Plan?.Provider,
            Link = now.Provider?.Status?.Metadata?.GetValueOrDefault(BuildMetadata.BuildUrl),
        });

        PendingEvent Make(EventType type, EventData? data = null) => AttemptEvents.Make(key, task, type, clock.GetUtcNow(), data);
    }
}
