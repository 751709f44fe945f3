using Signalbox.Embedded.Engine.Histories;
using Signalbox.Embedded.Engine.Journal;
using Signalbox.Embedded.Engine.Sessions;

namespace Signalbox.Embedded.Engine;

/// <summary>
/// An instance that has something to do, or whose session is kept. What is here can be lost at any moment: the journal has the rest.
/// </summary>
/// <param name="key">Its key.</param>
internal sealed class LiveInstance(long key)
{
    public long Key { get; } = key;

    /// <summary>The instance as the last committed turn left it; null: to be read.</summary>
    public InstanceRow? Row { get; set; }

    /// <summary>Its code, suspended after that turn; null: to be replayed.</summary>
    public OrchestrationSession? Session { get; set; }

    /// <summary>What its own activities and timers said since the last turn. Guarded by <see cref="LiveInstances"/>.</summary>
    public List<Learned> Received { get; set; } = [];

    /// <summary>Somebody asked for a turn; the journal may hold messages. Guarded by <see cref="LiveInstances"/>.</summary>
    public bool IsWoken { get; set; }

    /// <summary>A turn is queued or runs: nobody else may. Guarded by <see cref="LiveInstances"/>.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Its place among the idle ones.</summary>
    public LinkedListNode<LiveInstance>? Idle { get; set; }
}

/// <summary>Something learned in memory, and for which generation.</summary>
internal readonly record struct Learned(long Generation, HistoryEvent Event);
