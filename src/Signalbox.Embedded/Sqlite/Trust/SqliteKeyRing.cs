using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Signalbox.Core.Trust;

namespace Signalbox.Embedded.Sqlite.Trust;

/// <summary>Keys as rows; the database is this user's alone.</summary>
/// <param name="database">Where.</param>
/// <param name="time">Says how old a key is.</param>
public sealed class SqliteKeyRing(SqliteDatabase database, TimeProvider time) : IKeyRing
{
    internal static readonly SqliteMigration Tables = new(
        "signing keys", "CREATE TABLE signing_key(id TEXT NOT NULL PRIMARY KEY, secret BLOB NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID");

    private const int SecretLength = 32;

    /// <inheritdoc/>
    public async Task<SigningKey> CurrentAsync(CancellationToken cancellationToken) =>
        await database.ReadAsync(Newest, cancellationToken) is { } key && IsYoung(key)
            ? key
            // Looked up again inside the transaction: who came first made the one that all of them use.
            : await database.WriteAsync(session => Newest(session) is { } other && IsYoung(other) ? other : Make(session), cancellationToken);

    /// <inheritdoc/>
    public async Task<SigningKey?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var key = await database.ReadAsync(
            session => session.First("SELECT id, secret, at FROM signing_key WHERE id = $1", Read, id), cancellationToken);
        return key is not null && time.GetUtcNow() - key.CreatedAt < IKeyRing.CheckingTime ? key : null;
    }

    private bool IsYoung(SigningKey key) => time.GetUtcNow() - key.CreatedAt < IKeyRing.SigningTime;

    private SigningKey Make(SqliteSession session)
    {
        var now = time.GetUtcNow();
        session.Execute("DELETE FROM signing_key WHERE at <= $1", (now - IKeyRing.CheckingTime).UtcTicks);
        var made = new SigningKey(RandomNumberGenerator.GetHexString(16, lowercase: true), RandomNumberGenerator.GetBytes(SecretLength), now);
        session.Execute("INSERT INTO signing_key(id, secret, at) VALUES ($1, $2, $3)", made.Id, made.Secret.ToArray(), made.CreatedAt.UtcTicks);
        return made;
    }

    private static SigningKey? Newest(SqliteSession session) =>
        session.First("SELECT id, secret, at FROM signing_key ORDER BY at DESC, id LIMIT 1", Read);

    private static SigningKey Read(SqliteDataReader row) =>
        new(row.GetString(0), row.GetFieldValue<byte[]>(1), new(row.GetInt64(2), TimeSpan.Zero));
}
