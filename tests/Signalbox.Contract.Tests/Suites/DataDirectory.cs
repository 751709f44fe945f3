using Signalbox.Embedded.Sqlite;

namespace Signalbox.Contract.Tests.Suites;

/// <summary>A data directory of the embedded host for one test.</summary>
public sealed class DataDirectory
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("signalbox-stores-");
    private SqliteDatabase? database;

    /// <summary>Absolute.</summary>
    public string Path => directory.FullName;

    /// <summary>Opens its database.</summary>
    public SqliteDatabase Open() => database = SqliteDatabase.Open(System.IO.Path.Combine(Path, "signalbox.db"));

    /// <summary>Closes its database.</summary>
    public async Task CloseAsync()
    {
        if (database is not null) await database.DisposeAsync();
    }

    /// <summary>Deletes it.</summary>
    public async Task DestroyAsync()
    {
        await CloseAsync();
        directory.Delete(recursive: true);
    }
}
