using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Core.Failures;

namespace Signalbox.Workflows.Builds;

/// <summary>
/// The activity in which a build takes a turn: load, decide, apply, until nothing is left but to wait. Every step is idempotent, so a
/// turn that was cut off is simply taken again.
/// </summary>
public sealed class BuildTurns(IBuildStore builds, IEventLog log, StageTasks tasks, BuildResults results, TimeProvider clock)
{
    /// <summary>The activity's name in histories.</summary>
    public const string Name = "BuildTurn";

    /// <summary>The name of the activity that ends a build which cannot go on.</summary>
    public const string AbandonName = "AbandonBuild";

    // A nudge that got lost delays a build for no longer than this.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(2);

    // A turn has a step or two per stage; more means that a step which the log refuses is decided again and again.
    private const int MostSteps = 10_000;

    /// <summary>Takes a turn.</summary>
    public async Task<BuildTurn> TakeAsync(BuildRun run, CancellationToken cancellationToken)
    {
        var memory = run.Memory ?? new BuildMemory();
        for (var steps = 0; steps < MostSteps; steps++)
        {
            var head = await builds.FindAsync(run.Build, cancellationToken);
            // Deleted under our feet: nothing is left to do.
            if (head is null) return new(true, null, memory, new BuildStatus(BuildState.Cancelled));
            memory = await tasks.TellCancelledAsync(head, memory, cancellationToken);
            switch (BuildDecider.Next(head))
            {
                case BuildStep.Done:
                    return new(true, null, memory, new BuildStatus(head.State));
                case BuildStep.Wait wait when memory.Started == wait.Stage:
                    var stage = head.FindStage(wait.Stage)!.Value.Stage;
                    return new(false, clock.GetUtcNow() + LongestSleep, memory, new BuildStatus(head.Shown, stage.Name, stage.Ended, stage.Total));
                case BuildStep.Wait wait:
                    await tasks.EnsureStartedAsync(head, wait.Stage, cancellationToken);
                    memory = memory with { Started = wait.Stage };
                    break;
                case BuildStep.Plan:
                    throw new InvalidOperationException($"Build {run.Build} takes a turn before it was planned.");
                case var step:
                    await ApplyAsync(head, step, memory, cancellationToken);
                    break;
            }
        }

        throw new CoordinationException($"Build {run.Build} does not come to rest: a step is refused again and again.");
    }

    /// <summary>Marks a build that cannot go on; its next turn ends it as failed. No-op when it has ended or was cancelled.</summary>
    public Task AbandonAsync(BuildTrouble trouble, CancellationToken cancellationToken) => builds.MarkCancelledAsync(
        trouble.Build, new CancelMark("signalbox", clock.GetUtcNow(), trouble.Message, IsTrouble: true), cancellationToken);

    private Task ApplyAsync(BuildHead head, BuildStep step, BuildMemory memory, CancellationToken cancellationToken)
    {
        var events = new BuildEvents(head.Id, clock.GetUtcNow());
        return step switch
        {
            BuildStep.CancelTasks => tasks.CancelAsync(head, cancellationToken),
            BuildStep.StartStage start => tasks.BeginAsync(head, start.Stage, cancellationToken),
            BuildStep.SkipStage skip => tasks.SkipAsync(head, skip.Stage, cancellationToken),
            BuildStep.CompleteStage complete => log.AppendAsync(
                head.Id, [events.OfStage(EventType.StageComplete, complete.Stage, new() { State = complete.State })], cancellationToken),
            BuildStep.Complete complete => CompleteAsync(head, complete.Result, events, memory, cancellationToken),
            _ => throw new InvalidOperationException($"A build has no step {step.GetType().Name}."),
        };
    }

    // A refusal is a lost race (somebody cancelled between the decision and the write): the caller's loop decides again.
    private async Task CompleteAsync(
        BuildHead head, BuildResult result, BuildEvents events, BuildMemory memory, CancellationToken cancellationToken)
    {
        // It was cancelled, or could not go on, before its first event.
        if (head.Seq == 0) await log.AppendAsync(head.Id, [events.OfBuild(EventType.BuildReceived)], cancellationToken);
        if (!memory.WithoutResults) await results.PublishAsync(head, cancellationToken);
        var outcome = result.Kind switch
        {
            ResultKind.Success => EventType.BuildSuccess,
            ResultKind.Cancelled => EventType.BuildCancelled,
            _ => EventType.BuildFail,
        };
        var data = result.Kind == ResultKind.Success ? null : new EventData { Reason = result.Reason, Message = result.Message, By = head.Cancel?.By };
        var appended = await log.AppendAsync(
            head.Id, [events.OfBuild(EventType.BuildComplete, new() { Result = result }), events.OfBuild(outcome, data)], cancellationToken);
        if (appended is AppendResult.Appended { Added: > 0 } done) BuildTelemetry.Ended(done.Head);
    }
}
