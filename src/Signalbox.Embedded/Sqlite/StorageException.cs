namespace Signalbox.Embedded.Sqlite;

/// <summary>The database could not be read or written; what was asked for did not happen. The message says what to do.</summary>
/// <param name="fault">Which kind of trouble.</param>
/// <param name="message">What, where, and what would help.</param>
/// <param name="inner">The driver's error.</param>
public sealed class StorageException(StorageFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Which kind of trouble.</summary>
    public StorageFault Fault { get; } = fault;
}

/// <summary>What can be wrong with a database file.</summary>
public enum StorageFault
{
    /// <summary>No space is left.</summary>
    Full,

    /// <summary>It may be read only.</summary>
    ReadOnly,

    /// <summary>Its content is damaged, or it is no database.</summary>
    Corrupt,

    /// <summary>Somebody else holds it.</summary>
    Busy,

    /// <summary>It cannot be opened or made.</summary>
    CannotOpen,

    /// <summary>The disk failed to read or write.</summary>
    Io,

    /// <summary>A newer version of Signalbox has changed its schema.</summary>
    TooNew,

    /// <summary>Anything else.</summary>
    Other,
}
