using System.Globalization;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Core.Failures;

namespace Signalbox.Embedded.Sqlite.Events;

/// <summary>Events as rows, in one transaction with the rows of the build. A call is all or none, however long.</summary>
/// <param name="database">Where.</param>
/// <param name="signal">Told after each commit.</param>
public sealed class SqliteEventLog(SqliteDatabase database, SqliteEventSignal signal) : IEventLog
{
    /// <inheritdoc/>
    public async Task<AppendResult> AppendAsync(BuildId build, IReadOnlyList<PendingEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0) throw new ArgumentException("An append has at least one event.", nameof(events));
        try
        {
            var result = await database.WriteAsync(session => new EventAppend(session, build).Run(events), cancellationToken);
            if (result is AppendResult.Appended { Added: > 0 }) signal.Raise(build);
            return result;
        }
        catch (StorageException error)
        {
            throw new EventLogException($"{events[0].Type} of build {build} was not written. {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BuildEvent>> ReadAsync(BuildId build, long after, int limit, CancellationToken cancellationToken)
    {
        try
        {
            return await database.ReadAsync(session => EventRows.Read(session, build, after, limit), cancellationToken);
        }
        catch (StorageException error)
        {
            throw new EventLogException($"The events of build {build} were not read. {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public async Task<EventPage> ReadAllAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        var after = Parse(cursor);
        try
        {
            var rows = await database.ReadAsync(session => EventRows.ReadAll(session, after, limit), cancellationToken);
            var next = rows.Count == 0 ? after : rows[^1].Position;
            return new([.. rows.Select(row => row.Event)], next.ToString("x", CultureInfo.InvariantCulture));
        }
        catch (StorageException error)
        {
            throw new EventLogException($"The events were not read. {error.Message}", error);
        }
    }

    private static long Parse(string? cursor)
    {
        if (cursor is null) return 0;
        return long.TryParse(cursor, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var position) && position >= 0
            ? position
            : throw new FormatException($"'{cursor}' is not a cursor of the events: pass on what `next` said.");
    }
}
