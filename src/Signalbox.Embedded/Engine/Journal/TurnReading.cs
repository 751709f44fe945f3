using Signalbox.Embedded.Engine.Histories;
using Signalbox.Embedded.Sqlite;

namespace Signalbox.Embedded.Engine.Journal;

/// <summary>What a turn begins with.</summary>
/// <param name="Row">The instance; null when it is gone.</param>
internal sealed record TurnReading(InstanceRow? Row)
{
    /// <summary>The last message read; 0: none.</summary>
    public long LastMessage => Messages is [.., var last] ? last.Id : 0;

    public IReadOnlyList<InboxMessage> Messages { get; init; } = [];

    /// <summary>The generation's input.</summary>
    public RawJson? Input { get; init; }

    /// <summary>Recorded turns to be replayed.</summary>
    public IReadOnlyList<string> Turns { get; init; } = [];

    /// <summary>Of an instance that has not started: not before; UTC ticks.</summary>
    public long? StartAt { get; init; }

    public static TurnReading Read(SqliteSession session, long key, bool withHistory)
    {
        if (InstanceTable.Get(session, key) is not { HasEnded: false } row) return new(default(InstanceRow));
        return new(row)
        {
            Messages = InboxTable.Read(session, key),
            Input = withHistory ? InstanceTable.Input(session, key) : null,
            Turns = withHistory && row.Turns > 0 ? InstanceTable.Turns(session, key) : [],
            StartAt = row.Turns > 0
                ? null
                : session.Number("SELECT fire_at FROM workflow_timer WHERE instance = $1 AND task = $2", key, InstanceTable.StartTimer),
        };
    }
}
