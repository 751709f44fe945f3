namespace Signalbox.Embedded.Engine;

/// <summary>How much an engine does at once and keeps in memory.</summary>
public sealed record DurableEngineOptions
{
    /// <summary>Activities that run at the same time, at least 1; the others wait in the order in which they were asked for.</summary>
    public int MaxConcurrentActivities { get; init; } = 100;

    /// <summary>At most so many idle instances whose code stays suspended in memory, 0 or more; the others are replayed when something happens to them.</summary>
    public int MaxSessions { get; init; } = 1000;
}
