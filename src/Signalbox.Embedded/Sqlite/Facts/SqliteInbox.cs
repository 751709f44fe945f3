using System.Text.Json;
using Microsoft.Data.Sqlite;
using Signalbox.Core.Facts;

namespace Signalbox.Embedded.Sqlite.Facts;

/// <summary>Facts as rows.</summary>
public sealed class SqliteInbox(SqliteDatabase database) : IInbox
{
    internal static readonly SqliteMigration Tables = new(
        "facts",
        """
        CREATE TABLE fact(
            instance TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL, data TEXT NOT NULL,
            PRIMARY KEY(instance, id)) WITHOUT ROWID
        """);

    /// <inheritdoc/>
    public Task<bool> PutAsync(string instance, Fact fact, CancellationToken cancellationToken)
    {
        var data = fact.Data.GetRawText(); // here and not in the transaction: the caller may dispose of its document
        return database.WriteAsync(
            session => session.Execute(
                "INSERT OR IGNORE INTO fact(instance, id, kind, at, data) VALUES ($1, $2, $3, $4, $5)",
                instance, fact.Id, fact.Kind, fact.At.UtcTicks, data) > 0,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Fact>> ReadAsync(string instance, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.Query("SELECT id, kind, at, data FROM fact WHERE instance = $1 ORDER BY at, id", Read, instance),
        cancellationToken);

    /// <inheritdoc/>
    public Task RemoveAsync(string instance, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            foreach (var id in ids) session.Execute("DELETE FROM fact WHERE instance = $1 AND id = $2", instance, id);
        },
        cancellationToken);

    private static Fact Read(SqliteDataReader row)
    {
        using var data = JsonDocument.Parse(row.GetString(3));
        return new(row.GetString(0), row.GetString(1), new(row.GetInt64(2), TimeSpan.Zero), data.RootElement.Clone());
    }
}
