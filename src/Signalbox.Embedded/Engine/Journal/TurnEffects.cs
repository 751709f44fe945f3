namespace Signalbox.Embedded.Engine.Journal;

/// <summary>What the rest of the engine must do once a turn is committed, beyond what the turn's commands say.</summary>
internal sealed class TurnEffects
{
    /// <summary>Keys of instances that have something to do now.</summary>
    public List<long> Woken { get; } = [];

    /// <summary>Timers that nobody waits for any more.</summary>
    public List<(int Task, long FireAt)> DroppedTimers { get; } = [];

    /// <summary>Whether activities were pending that nobody waits for any more.</summary>
    public bool DroppedActivities { get; set; }
}
