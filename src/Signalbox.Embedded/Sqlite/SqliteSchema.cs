namespace Signalbox.Embedded.Sqlite;

/// <summary>Brings a file's schema to the newest version; `user_version` says how many migrations it has had.</summary>
internal static class SqliteSchema
{
    public static int Read(SqliteSession session) => (int)(session.Number("PRAGMA user_version") ?? 0);

    public static void Upgrade(SqliteSession session, IReadOnlyList<SqliteMigration> migrations, string path)
    {
        if (Read(session) == migrations.Count) return;
        session.Execute("BEGIN IMMEDIATE"); // and look again: another process may be upgrading, too
        try
        {
            var version = Read(session);
            if (version > migrations.Count)
                throw new StorageException(
                    StorageFault.TooNew,
                    $"The database '{path}' has schema {version}, and this version knows {migrations.Count}: a newer Signalbox wrote it. Use that one.");
            foreach (var migration in migrations.Skip(version)) session.Execute(migration.Sql);
            session.Execute($"PRAGMA user_version={migrations.Count}");
            session.Execute("COMMIT");
        }
        catch
        {
            session.RollBack();
            throw;
        }
    }
}
