using Signalbox.Core.Builds;

namespace Signalbox.Core.Events;

/// <summary>One event of a build's stream, as it is stored and as `--json` prints it (contract.md, Shapes).</summary>
public sealed record BuildEvent
{
    /// <summary>Unique over all streams; sorts by time.</summary>
    public required string Id { get; init; }

    /// <summary>The stream.</summary>
    public required BuildId Build { get; init; }

    /// <summary>1, 2, 3, … within the build, without a gap; given by the store.</summary>
    public required long Seq { get; init; }

    /// <summary>When it happened, UTC, to the millisecond.</summary>
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
}
