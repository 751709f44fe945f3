using Signalbox.Embedded.Sqlite;

namespace Signalbox.Embedded.Files;

/// <summary>Translates what the operating system says of a file into our words.</summary>
internal static class FileErrors
{
    // errno of Linux and macOS (28 ENOSPC, 122 and 69 EDQUOT, 30 EROFS), then ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL of Windows.
    private static readonly int[] Full = [28, 122, 69, unchecked((int)0x80070027), unchecked((int)0x80070070)];
    private const int ReadOnlyFileSystem = 30;

    /// <summary>Runs quick work on files on the caller's thread: it costs less than changing threads.</summary>
    public static Task<T> Run<T>(string path, Func<T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        try
        {
            return Task.FromResult(work());
        }
#pragma warning disable CA1031 // It reaches the caller through the task, as an asynchronous method's would.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return Task.FromException<T>(Translate(error, path));
        }
    }

    /// <summary>The error in our words; one that does not speak of the disk stays as it is.</summary>
    public static Exception Translate(Exception error, string path) => error switch
    {
        IOException when Full.Contains(error.HResult) => new StorageException(
            StorageFault.Full, $"No space is left for '{path}'. Free some space (`signalbox prune` helps), then start again.", error),
        UnauthorizedAccessException or IOException { HResult: ReadOnlyFileSystem } => new StorageException(
            StorageFault.ReadOnly, $"'{path}' may not be written. Make it and its directory writable for this user.", error),
        IOException => new StorageException(StorageFault.Io, $"'{path}' could not be read or written: {error.Message}", error),
        _ => error,
    };
}
