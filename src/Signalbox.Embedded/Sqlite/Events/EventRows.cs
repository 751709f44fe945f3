using System.Text.Json;
using Microsoft.Data.Sqlite;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;

namespace Signalbox.Embedded.Sqlite.Events;

/// <summary>The rows of events, inside a transaction.</summary>
internal static class EventRows
{
    // There is one writer, so `position` grows in the order of commits, and AUTOINCREMENT never gives the place of a deleted event again:
    // the feed's cursor is a position, and nothing ever appears behind it.
    public static readonly SqliteMigration Tables = new(
        "events",
        """
        CREATE TABLE event(
            position INTEGER PRIMARY KEY AUTOINCREMENT, build TEXT NOT NULL, seq INTEGER NOT NULL,
            writer TEXT NOT NULL, step TEXT NOT NULL, body TEXT NOT NULL);
        CREATE UNIQUE INDEX event_seq ON event(build, seq);
        CREATE UNIQUE INDEX event_identity ON event(build, writer, step);
        """);

    public static bool IsKnown(SqliteSession session, BuildId build, PendingEvent pending) => session.Number(
        "SELECT 1 FROM event WHERE build = $1 AND writer = $2 AND step = $3", build.Value, pending.Writer, pending.Step) is not null;

    public static void Insert(SqliteSession session, BuildId build, long seq, PendingEvent pending)
    {
        var stored = new BuildEvent
        {
            Id = EventId.Of(build, seq, pending.At),
            Build = build,
            Seq = seq,
            At = pending.At,
            Type = pending.Type,
            Stage = pending.Stage,
            Task = pending.Task,
            Attempt = pending.Attempt,
            Data = pending.Data,
        };
        session.Execute(
            "INSERT INTO event(build, seq, writer, step, body) VALUES ($1, $2, $3, $4, $5)",
            build.Value, seq, pending.Writer, pending.Step, JsonSerializer.Serialize(stored, StoreJson.Default.BuildEvent));
    }

    public static List<BuildEvent> Read(SqliteSession session, BuildId build, long after, int limit) => session.Query(
        "SELECT body FROM event WHERE build = $1 AND seq > $2 ORDER BY seq LIMIT $3", ReadBody, build.Value, after, limit);

    public static List<(long Position, BuildEvent Event)> ReadAll(SqliteSession session, long after, int limit) => session.Query(
        "SELECT body, position FROM event WHERE position > $1 ORDER BY position LIMIT $2", row => (row.GetInt64(1), ReadBody(row)), after, limit);

    public static void Delete(SqliteSession session, BuildId build) => session.Execute("DELETE FROM event WHERE build = $1", build.Value);

    private static BuildEvent ReadBody(SqliteDataReader row) => JsonSerializer.Deserialize(row.GetString(0), StoreJson.Default.BuildEvent)!;
}
