namespace Signalbox.Embedded.Engine.Histories;

/// <summary>One turn: what was learned, and what was asked for because of it. A history is the turns of one generation, in order.</summary>
internal sealed record HistoryTurn
{
    /// <summary>The clock that all code of the turn saw, UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>What was learned.</summary>
    public required IReadOnlyList<HistoryEvent> Events { get; init; }

    /// <summary>What was asked for; absent: nothing.</summary>
    public IReadOnlyList<HistoryCommand>? Commands { get; init; }

    /// <summary>How the generation ended, in its last turn.</summary>
    public HistoryEnd? End { get; init; }
}
