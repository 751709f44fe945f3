using Microsoft.Data.Sqlite;
using Signalbox.Core.Builds;

namespace Signalbox.Embedded.Sqlite.Builds;

/// <summary>Holders of targets, and who waits for them, as rows.</summary>
public sealed class SqliteTargetIndex(SqliteDatabase database) : ITargetIndex
{
    internal static readonly SqliteMigration Tables = new(
        "targets",
        """
        CREATE TABLE target(
            key TEXT NOT NULL PRIMARY KEY, build TEXT NOT NULL, task TEXT NOT NULL, attempt INTEGER NOT NULL,
            succeeded INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE target_waiter(key TEXT NOT NULL, instance TEXT NOT NULL, PRIMARY KEY(key, instance)) WITHOUT ROWID;
        """);

    /// <inheritdoc/>
    public Task<TargetHolder> ClaimAsync(
        string target, TaskAttempt attempt, TaskAttempt? replacing, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            if (Find(session, target) is { } holder && holder.Attempt != replacing) return holder;
            var claimed = new TargetHolder(attempt, Succeeded: false);
            Put(session, target, claimed);
            return claimed;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task AwaitAsync(string target, string instance, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Execute("INSERT OR IGNORE INTO target_waiter(key, instance) VALUES ($1, $2)", target, instance),
        cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> SettleAsync(
        string target, TaskAttempt attempt, bool succeeded, CancellationToken cancellationToken) => await database.WriteAsync<List<string>>(
        session =>
        {
            var holder = Find(session, target);
            if (succeeded) Put(session, target, new(attempt, Succeeded: true));
            else if (holder is not null && holder.Attempt != attempt) return []; // those who wait, wait for that holder
            else session.Execute("DELETE FROM target WHERE key = $1", target);
            var waiters = session.Query("SELECT instance FROM target_waiter WHERE key = $1", row => row.GetString(0), target);
            if (waiters.Count > 0) session.Execute("DELETE FROM target_waiter WHERE key = $1", target);
            return waiters;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task ForgetAsync(string target, TaskAttempt attempt, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Execute(
            "DELETE FROM target WHERE key = $1 AND build = $2 AND task = $3 AND attempt = $4",
            target, attempt.Build.Value, attempt.Task, attempt.Attempt),
        cancellationToken);

    private static TargetHolder? Find(SqliteSession session, string target) =>
        session.First("SELECT build, task, attempt, succeeded FROM target WHERE key = $1", Read, target);

    private static TargetHolder Read(SqliteDataReader row) =>
        new(new(BuildId.Parse(row.GetString(0)), row.GetString(1), row.GetInt32(2)), row.GetBoolean(3));

    private static void Put(SqliteSession session, string target, TargetHolder holder) => session.Execute(
        "INSERT OR REPLACE INTO target(key, build, task, attempt, succeeded) VALUES ($1, $2, $3, $4, $5)",
        target, holder.Attempt.Build.Value, holder.Attempt.Task, holder.Attempt.Attempt, holder.Succeeded ? 1 : 0);
}
