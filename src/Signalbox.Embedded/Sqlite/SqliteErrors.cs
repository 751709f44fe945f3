using Microsoft.Data.Sqlite;

namespace Signalbox.Embedded.Sqlite;

/// <summary>Translates SQLite's result codes (sqlite.org/rescode.html) into our words.</summary>
internal static class SqliteErrors
{
    private const int Constraint = 19;

    /// <summary>SQLITE_IOERR_SHMSIZE: the journal's index could not grow, "the underlying filesystem volume is out of space".</summary>
    private const int NoRoomForIndex = 4874;

    /// <summary>Whether the error speaks of the file and not of what was written to it: a broken constraint is its caller's business.</summary>
    public static bool IsStorage(Exception error) => error is SqliteException { SqliteErrorCode: not Constraint };

    /// <summary>Puts an error of the file into our words; any other is returned as it is.</summary>
    public static Exception Translate(Exception error, string path)
    {
        if (!IsStorage(error)) return error;
        var (fault, message) = Explain((SqliteException)error, path);
        return new StorageException(fault, message, error);
    }

    private static (StorageFault Fault, string Message) Explain(SqliteException error, string path) => error.SqliteErrorCode switch
    {
        _ when error is { SqliteErrorCode: 13 } or { SqliteExtendedErrorCode: NoRoomForIndex } => (
            StorageFault.Full, $"No space is left for the database '{path}'. Free some space (`signalbox prune` helps), then start again."),
        5 or 6 => (
            StorageFault.Busy, $"The database '{path}' is held by another program. End it, or name another data directory, and try again."),
        8 => (StorageFault.ReadOnly, $"The database '{path}' is read-only. Make the file and its directory writable for this user."),
        10 => (StorageFault.Io, $"The disk failed under the database '{path}' ({error.SqliteExtendedErrorCode}). Check the disk, then start again."),
        11 or 26 => (
            StorageFault.Corrupt, $"'{path}' is damaged or is no Signalbox database. Move it away to begin a new one, or restore a copy."),
        14 => (
            StorageFault.CannotOpen, $"The database '{path}' cannot be opened. Its directory must exist, and this user must be able to write there."),
        _ => (StorageFault.Other, $"The database '{path}' refused: {error.Message}"),
    };
}
