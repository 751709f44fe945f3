using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Signalbox.Embedded.Sqlite;

/// <summary>Opens connections to one file and keeps readers that are not in use.</summary>
internal sealed class SqliteConnections(string path, bool readOnly)
{
    private const int BusySeconds = 5;
    private readonly ConcurrentBag<SqliteSession> idle = [];
    private volatile bool closed;

    static SqliteConnections()
    {
        SQLitePCL.Batteries_V2.Init();
        if (!OperatingSystem.IsWindows()) SqliteSleep.Install();
    }

    public SqliteSession OpenWriter()
    {
        var session = Open(SqliteOpenMode.ReadWriteCreate);
        // NORMAL in WAL survives a kill of the process at any moment; what a power cut may take is the newest transactions, whole.
        Pragmas(session.Connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA journal_size_limit=67108864");
        return session;
    }

    public SqliteSession Rent()
    {
        ObjectDisposedException.ThrowIf(closed, typeof(SqliteDatabase));
        return idle.TryTake(out var session) ? session : Open(readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWrite);
    }

    public void Return(SqliteSession session)
    {
        idle.Add(session);
        if (closed) Close(); // it may have looked before this one came back
    }

    public void Close()
    {
        closed = true;
        while (idle.TryTake(out var session)) session.Close();
    }

    private SqliteSession Open(SqliteOpenMode mode)
    {
        // The driver waits while the file is busy, and asks every 150 ms; SQLite's own wait asks only once a second where it is built
        // without `usleep`, and would come on top of that.
        var text = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = BusySeconds };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            Pragmas(connection, "PRAGMA busy_timeout=0; PRAGMA temp_store=MEMORY");
            return new(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Pragmas(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
