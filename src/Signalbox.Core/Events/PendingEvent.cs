using Signalbox.Core.Plans;

namespace Signalbox.Core.Events;

/// <summary>An event before the store gave it its place. Its identity is (<see cref="Writer"/>, <see cref="Step"/>): a repeated append is a no-op (B2).</summary>
public sealed record PendingEvent
{
    /// <summary>The orchestration instance that writes.</summary>
    public required string Writer { get; init; }

    /// <summary>The writer's name for this step; the same at every repetition.</summary>
    public required string Step { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened.</summary>
    public required EventType Type { get; init; }

    /// <summary>The stage, of stage and task events.</summary>
    public string? Stage { get; init; }

    /// <summary>The task, of task and provider events.</summary>
    public string? Task { get; init; }

    /// <summary>The attempt, of events that are one attempt's.</summary>
    public int? Attempt { get; init; }

    /// <summary>Details.</summary>
    public EventData? Data { get; init; }

    /// <summary>The whole definition, of TASK_PLANNED alone: kept in the task's row and not in the event.</summary>
    public PlannedTask? Plan { get; init; }
}
