using System.Net.Sockets;
using System.Text;
using Signalbox.Embedded.Host.Ownership;
using Signalbox.Embedded.Sqlite;

namespace Signalbox.Embedded.Host.Sockets;

/// <summary>
/// Where an owner listens: in the data directory, or, where that path is too long for a socket or its file system has none, in a fresh
/// folder for temporary files that only this user can enter. The owner's note says which.
/// </summary>
internal static class SocketPlace
{
    // `sun_path` holds 104 bytes on macOS and 108 on Linux and Windows, its end included.
    private const int LongestPath = 103;
    private const string Prefix = "signalbox-owner-";

    public static Socket Listen(DataDirectory directory, out string path)
    {
        RemoveLeftover(directory);
        path = directory.Socket;
        if (Fits(path) && TryListen(path, out _) is { } socket) return socket;
        path = Path.Combine(Directory.CreateTempSubdirectory(Prefix).FullName, "socket");
        if (!Fits(path))
        {
            Remove(path);
            throw new StorageException(
                StorageFault.Other,
                $"The path '{path}' is too long for a socket ({LongestPath} bytes). Set TMPDIR to a shorter directory.");
        }

        if (TryListen(path, out var error) is { } elsewhere) return elsewhere;
        Remove(path);
        throw new StorageException(StorageFault.Other, $"No socket can be made at '{path}': {error!.Message}.", error);
    }

    /// <summary>Removes the socket, and its folder where it is a temporary one.</summary>
    public static void Remove(string path)
    {
        try
        {
            File.Delete(path);
            if (Path.GetDirectoryName(path) is { } folder && Path.GetFileName(folder).StartsWith(Prefix, StringComparison.Ordinal))
                Directory.Delete(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is only litter: the next owner binds in another folder, or reports what is wrong with this one.
        }
    }

    private static bool Fits(string path) => Encoding.UTF8.GetByteCount(path) <= LongestPath;

    // Called by the holder of the lock alone, so whoever bound this socket has ended.
    private static void RemoveLeftover(DataDirectory directory)
    {
        if (OwnerNote.Read(directory) is { } note) Remove(note.Socket);
        Remove(directory.Socket);
    }

    private static Socket? TryListen(string path, out SocketException? error)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            socket.Listen(backlog: 64);
            error = null;
            return socket;
        }
        catch (SocketException refused)
        {
            socket.Dispose();
            error = refused;
            return null;
        }
    }
}
