using Signalbox.Embedded.Files;

namespace Signalbox.Embedded.Host.Ownership;

/// <summary>
/// The ownership of a data directory: an exclusive lock that the operating system takes back when its process ends, however it ends.
/// </summary>
internal sealed class OwnerLock : IDisposable
{
    // What .NET gives for a file that another holds: errno of flock on Linux (11) and macOS (35), ERROR_SHARING_VIOLATION on Windows.
    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020)];
    private readonly FileStream file;

    private OwnerLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock; null when somebody has it.</summary>
    /// <exception cref="Sqlite.StorageException">The directory cannot be written.</exception>
    public static OwnerLock? TryTake(DataDirectory directory)
    {
        try
        {
            // FileShare.None is flock(LOCK_EX | LOCK_NB) on Unix. The file is never deleted: a second one would have a lock of its own.
            return new(new FileStream(directory.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
        }
        catch (IOException error) when (Held.Contains(error.HResult))
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Translate(error, directory.Lock);
        }
    }

    public void Dispose() => file.Dispose();
}
