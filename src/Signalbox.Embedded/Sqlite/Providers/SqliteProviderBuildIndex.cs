using System.Text.Json;
using Microsoft.Data.Sqlite;
using Signalbox.Core.Builds;
using Signalbox.Core.Providers;

namespace Signalbox.Embedded.Sqlite.Providers;

/// <summary>Provider builds as rows, found by attempt, by the provider's id and by when they are due.</summary>
/// <param name="database">Where.</param>
/// <param name="time">Says when a row was made.</param>
public sealed class SqliteProviderBuildIndex(SqliteDatabase database, TimeProvider time) : IProviderBuildIndex
{
    internal static readonly SqliteMigration Tables = new(
        "provider builds",
        """
        CREATE TABLE provider_build(
            build TEXT NOT NULL, task TEXT NOT NULL, attempt INTEGER NOT NULL, id TEXT, provider TEXT, status TEXT,
            settled INTEGER NOT NULL, scheduled_at INTEGER NOT NULL, poll_at INTEGER,
            PRIMARY KEY(build, task, attempt)) WITHOUT ROWID;
        CREATE INDEX provider_build_id ON provider_build(id) WHERE id IS NOT NULL;
        CREATE INDEX provider_build_due ON provider_build(provider, poll_at) WHERE poll_at IS NOT NULL;
        """);

    private const string Columns = "build, task, attempt, id, status, scheduled_at, poll_at";

    /// <inheritdoc/>
    public Task<ProviderBuildUpdate> RecordAsync(
        TaskAttempt key, ProviderBuildId? id, ProviderStatus? status, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            var known = Find(session, key);
            var before = known ?? new ProviderBuildRow(key, null, null, time.GetUtcNow(), null);
            var after = before.Hear(id, status);
            var text = Write(after.Status);
            if (known is not null && after.Id == known.Id && text == Write(known.Status)) return new(known, Changed: false);
            session.Execute(
                """
                INSERT OR REPLACE INTO provider_build(build, task, attempt, id, provider, status, settled, scheduled_at, poll_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                """,
                key.Build.Value, key.Task, key.Attempt, after.Id?.Value, after.Id?.Provider, text, after.IsSettled ? 1 : 0,
                after.ScheduledAt.UtcTicks, after.PollAt?.UtcTicks);
            return new ProviderBuildUpdate(after, Changed: true);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<ProviderBuildRow?> FindAsync(TaskAttempt key, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Find(session, key), cancellationToken);

    /// <inheritdoc/>
    public Task<TaskAttempt?> FindAttemptAsync(ProviderBuildId id, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.First($"SELECT {Columns} FROM provider_build WHERE id = $1", row => Read(row).Key, id.Value),
        cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProviderBuildRow>> DueAsync(
        string provider, DateTimeOffset now, int limit, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.Query(
            $"SELECT {Columns} FROM provider_build WHERE provider = $1 AND poll_at <= $2 ORDER BY poll_at LIMIT $3",
            Read, provider, now.UtcTicks, limit),
        cancellationToken);

    /// <inheritdoc/>
    public Task PollAtAsync(TaskAttempt key, DateTimeOffset? at, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Execute(
            "UPDATE provider_build SET poll_at = $4 WHERE build = $1 AND task = $2 AND attempt = $3 AND settled = 0",
            key.Build.Value, key.Task, key.Attempt, at?.UtcTicks),
        cancellationToken);

    /// <inheritdoc/>
    public Task ForgetAsync(BuildId build, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.Execute("DELETE FROM provider_build WHERE build = $1", build.Value), cancellationToken);

    private static ProviderBuildRow? Find(SqliteSession session, TaskAttempt key) => session.First(
        $"SELECT {Columns} FROM provider_build WHERE build = $1 AND task = $2 AND attempt = $3",
        Read, key.Build.Value, key.Task, key.Attempt);

    private static ProviderBuildRow Read(SqliteDataReader row) => new(
        new(BuildId.Parse(row.GetString(0)), row.GetString(1), row.GetInt32(2)),
        row.IsDBNull(3) ? null : ProviderBuildId.Parse(row.GetString(3)),
        row.IsDBNull(4) ? null : JsonSerializer.Deserialize(row.GetString(4), StoreJson.Default.ProviderStatus),
        new(row.GetInt64(5), TimeSpan.Zero),
        row.IsDBNull(6) ? null : new DateTimeOffset(row.GetInt64(6), TimeSpan.Zero));

    private static string? Write(ProviderStatus? status) =>
        status is null ? null : JsonSerializer.Serialize(status, StoreJson.Default.ProviderStatus);
}
