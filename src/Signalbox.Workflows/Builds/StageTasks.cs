using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Workflows.Durable;
using Signalbox.Workflows.Tasks;

namespace Signalbox.Workflows.Builds;

/// <summary>What a build does with the tasks of a stage as a whole: skip, cancel, and look after their instances.</summary>
public sealed class StageTasks(IBuildStore builds, IEventLog log, IWorkflowClient workflows, TimeProvider clock)
{
    // Enough at once for one write transaction to carry many starts; not so many that ten thousand wait in memory.
    private const int StartsAtOnce = 256;

    /// <summary>STAGE_START.</summary>
    internal Task BeginAsync(BuildHead head, string stage, CancellationToken cancellationToken) => log.AppendAsync(
        head.Id, [new BuildEvents(head.Id, clock.GetUtcNow()).OfStage(EventType.StageStart, stage)], cancellationToken);

    /// <summary>TASK_SKIPPED for what is open, then STAGE_SKIPPED.</summary>
    internal async Task SkipAsync(BuildHead head, string stage, CancellationToken cancellationToken)
    {
        var events = new BuildEvents(head.Id, clock.GetUtcNow());
        var tasks = await builds.ListTasksAsync(head.Id, stage, cancellationToken);
        var skipped = tasks.Where(task => !task.State.HasEnded())
            .Select(task => events.OfTask(EventType.TaskSkipped, task, new() { Reason = EarlierStage }));
        await log.AppendAsync(head.Id, [.. skipped, events.OfStage(EventType.StageSkipped, stage)], cancellationToken);
    }

    /// <summary>TASK_CANCELLED for all that a cancel, or a stage's first failure, ends.</summary>
    internal async Task CancelAsync(BuildHead head, CancellationToken cancellationToken)
    {
        var events = new BuildEvents(head.Id, clock.GetUtcNow());
        var reason = head.Cancel switch
        {
            null => "fail_fast",
            { IsTrouble: true } => BuildFailure.InternalError,
            _ => "cancelled",
        };
        var tasks = await builds.ListTasksAsync(head.Id, null, cancellationToken);
        foreach (var some in tasks.Where(task => BuildDecider.MustCancel(head, task)).Chunk(IEventLog.AtomicLimit))
        {
            // A task that ended between the read and the write makes its chunk illegal; the caller's loop reads again.
            await log.AppendAsync(
                head.Id,
                [.. some.Select(task => events.OfTask(EventType.TaskCancelled, task, new() { Reason = reason, By = head.Cancel?.By }))],
                cancellationToken);
        }
    }

    /// <summary>
    /// Makes sure that every open task of the stage that runs has its instance, and that the others are skipped. It is a step of its
    /// own so that a crash behind STAGE_START is healed by repeating it.
    /// </summary>
    internal async Task EnsureStartedAsync(BuildHead head, string stage, CancellationToken cancellationToken)
    {
        var events = new BuildEvents(head.Id, clock.GetUtcNow());
        var proceeds = BuildDecider.Proceeds(head, head.FindStage(stage)!.Value.Index);
        var open = (await builds.ListTasksAsync(head.Id, stage, cancellationToken)).Where(task => !task.State.HasEnded())
            .ToLookup(task => SkipReason(task, proceeds), StringComparer.Ordinal);
        var skipped = open.Where(group => group.Key is not null).SelectMany(group => group)
            .Select(task => events.OfTask(EventType.TaskSkipped, task, new() { Reason = SkipReason(task, proceeds) })).ToList();
        if (skipped.Count > 0) await log.AppendAsync(head.Id, skipped, cancellationToken);
        foreach (var some in open[null].Chunk(StartsAtOnce))
        {
            await Task.WhenAll(some.Select(task => workflows.StartAsync(
                TaskOrchestrator.Name,
                new TaskAttempt(head.Id, task.Name, task.Attempt).InstanceId,
                new TaskRun(head.Id, task.Name, task.Attempt),
                new StartOptions(ReplaceEnded: true),
                cancellationToken)));
        }
    }

    /// <summary>Nudges the cancelled tasks of the stage under way, once, so that they stop what they started.</summary>
    internal async Task<BuildMemory> TellCancelledAsync(BuildHead head, BuildMemory memory, CancellationToken cancellationToken)
    {
        var stage = head.Stages.LastOrDefault(stage => stage is { StartedAt: not null, Cancelled: > 0 });
        if (stage is null || memory.Nudged == stage.Name || memory.Started != stage.Name) return memory;
        // All of them first: a chunk that the log refused is written in the next step.
        if (stage.OrdinaryOpen > 0) return memory;
        var tasks = await builds.ListTasksAsync(head.Id, stage.Name, cancellationToken);
        foreach (var some in tasks.Where(task => task.State == TaskState.Cancelled).Chunk(StartsAtOnce))
        {
            await Task.WhenAll(some.Select(task =>
                workflows.NudgeAsync(new TaskAttempt(head.Id, task.Name, task.Attempt).InstanceId, "cancelled", cancellationToken)));
        }

        return memory with { Nudged = stage.Name };
    }

    private const string EarlierStage = "an earlier stage did not succeed";

    private static string? SkipReason(BuildTask task, bool proceeds) =>
        !proceeds && !task.Always ? EarlierStage : task.Plan?.Skip;
}
