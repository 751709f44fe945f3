using Signalbox.Core.Leases;

namespace Signalbox.Embedded.Sqlite.Leases;

/// <summary>Slots and their lines as rows: one with a ticket waits, one without holds.</summary>
/// <param name="database">Where.</param>
/// <param name="time">Says when a lease has expired.</param>
public sealed class SqliteSlotLeases(SqliteDatabase database, TimeProvider time) : ISlotLeases
{
    internal static readonly SqliteMigration Tables = new(
        "leases",
        """
        CREATE TABLE lease(
            slots TEXT NOT NULL, holder TEXT NOT NULL, ticket INTEGER, slot_limit INTEGER NOT NULL, until INTEGER NOT NULL,
            PRIMARY KEY(slots, holder)) WITHOUT ROWID;
        CREATE INDEX lease_line ON lease(slots, ticket);
        CREATE INDEX lease_until ON lease(slots, until);
        """);

    /// <inheritdoc/>
    public Task<SlotAnswer> AcquireAsync(string group, string holder, int limit, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Acquire(session, group, holder, limit, until), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ReleaseAsync(string group, string holder, CancellationToken cancellationToken) =>
        await database.WriteAsync(session => Release(session, group, holder), cancellationToken);

    private SlotAnswer Acquire(SqliteSession session, string group, string holder, int limit, DateTimeOffset until)
    {
        Expire(session, group);
        var known = session.First(
            "SELECT ticket FROM lease WHERE slots = $1 AND holder = $2", row => new Place(row.IsDBNull(0) ? null : row.GetInt64(0)), group, holder);
        if (known is { Ticket: null })
        {
            Put(session, group, holder, ticket: null, limit, until);
            return new(Granted: true, Ahead: 0);
        }

        var ticket = known?.Ticket ?? (session.Number("SELECT max(ticket) FROM lease WHERE slots = $1", group) ?? 0) + 1;
        var ahead = (int)session.Number("SELECT count(*) FROM lease WHERE slots = $1 AND ticket < $2", group, ticket)!;
        // A slot is left for everybody who came before, so whoever of them asks first takes nothing from the others.
        var granted = Held(session, group) + ahead < limit;
        Put(session, group, holder, granted ? null : ticket, limit, until);
        return new(granted, granted ? 0 : ahead);
    }

    private List<string> Release(SqliteSession session, string group, string holder)
    {
        Expire(session, group);
        session.Execute("DELETE FROM lease WHERE slots = $1 AND holder = $2", group, holder);
        var first = session.First(
            "SELECT slot_limit FROM lease WHERE slots = $1 AND ticket IS NOT NULL ORDER BY ticket LIMIT 1", row => row.GetInt64(0), group);
        return session.Query(
            "SELECT holder FROM lease WHERE slots = $1 AND ticket IS NOT NULL ORDER BY ticket LIMIT $2",
            row => row.GetString(0), group, Math.Max(0, first - Held(session, group)));
    }

    private void Expire(SqliteSession session, string group) =>
        session.Execute("DELETE FROM lease WHERE slots = $1 AND until <= $2", group, time.GetUtcNow().UtcTicks);

    private static long Held(SqliteSession session, string group) =>
        session.Number("SELECT count(*) FROM lease WHERE slots = $1 AND ticket IS NULL", group) ?? 0;

    private static void Put(SqliteSession session, string group, string holder, long? ticket, int limit, DateTimeOffset until) =>
        session.Execute(
            "INSERT OR REPLACE INTO lease(slots, holder, ticket, slot_limit, until) VALUES ($1, $2, $3, $4, $5)",
            group, holder, ticket, limit, until.UtcTicks);

    private sealed record Place(long? Ticket);
}
