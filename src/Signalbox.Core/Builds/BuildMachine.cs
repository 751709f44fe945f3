using Signalbox.Core.Events;

namespace Signalbox.Core.Builds;

/// <summary>
/// The state machine of a build, as a fold: state and next event in, next state or refusal out. Pure. Every store runs each append
/// through it, so what product.md's table does not have cannot be written, and replaying the events gives the same state.
/// </summary>
public static class BuildMachine
{
    /// <summary>Folds one event onto the build, and onto the task that it names.</summary>
    /// <param name="head">The build's row.</param>
    /// <param name="task">The row of the task that the event names; null when it names none, or for TASK_PLANNED.</param>
    /// <param name="next">The event.</param>
    public static Evolution Evolve(BuildHead head, BuildTask? task, PendingEvent next)
    {
        var evolution = next.Type switch
        {
            _ when head.Seq == 0 && next.Type != EventType.BuildReceived => null,
            EventType.ProviderLateResult or EventType.ProviderCancelError or EventType.ProviderStopped
                or EventType.PluginError or EventType.ReportPosted => new Evolution.Legal(head, task),
            _ when head.State.HasEnded() => null,
            EventType.TaskPlanned => TaskTransitions.Plan(head, task, next),
            _ when next.Task is not null => task is null ? null : TaskTransitions.Apply(head, task, next),
            _ => BuildTransitions.Apply(head, next),
        };
        return evolution is Evolution.Legal legal
            ? legal with { Head = legal.Head with { Seq = head.Seq + 1 } }
            : new Evolution.Illegal(new(Word(head, task), next.Type, next.Task));
    }

    private static string Word(BuildHead head, BuildTask? task) => task is null
        ? $"{head.Shown}".ToLowerInvariant()
        : $"{task.ShownIn(head.FindStage(task.Stage)?.Stage.State ?? StageState.Waiting)}".ToLowerInvariant();
}

/// <summary>What an event makes of a build.</summary>
public abstract record Evolution
{
    private Evolution()
    {
    }

    /// <summary>The rows after it.</summary>
    public sealed record Legal(BuildHead Head, BuildTask? Task) : Evolution;

    /// <summary>The event cannot come now.</summary>
    public sealed record Illegal(InvalidStateTransition Transition) : Evolution;
}
