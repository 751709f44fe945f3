using Microsoft.Win32.SafeHandles;

namespace Signalbox.Embedded.Files;

/// <summary>A few open logs behind one lock; the one that was used least recently makes room.</summary>
internal sealed class LogStripe
{
    private const int Kept = 4;
    private readonly Lock gate = new();
    private readonly List<OpenLog> logs = new(Kept);

    /// <summary>Appends if the log is exactly <paramref name="position"/> bytes long, making it at 0.</summary>
    /// <returns>Its length now; 0 when there is none.</returns>
    public long Append(string path, long position, ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            if (Find(path, create: position == 0) is not { } log) return 0;
            if (log.Length != position) return log.Length;
            try
            {
                RandomAccess.Write(log.Handle, bytes, position);
            }
            catch
            {
                // A full disk takes a part of the bytes. It is cut off again, so that the same append succeeds once there is room.
                Forget(log, cutAt: position);
                throw;
            }

            return log.Length += bytes.Length;
        }
    }

    /// <summary>Closes the logs whose path begins so.</summary>
    public void Close(string prefix)
    {
        lock (gate)
        {
            foreach (var log in logs.Where(log => log.Path.StartsWith(prefix, StringComparison.Ordinal)).ToList()) Forget(log);
        }
    }

    private OpenLog? Find(string path, bool create)
    {
        var log = logs.Find(log => log.Path == path);
        if (log is not null) logs.Remove(log);
        else log = Open(path, create);
        if (log is not null) logs.Add(log);
        if (logs.Count > Kept) Forget(logs[0]);
        return log;
    }

    private static OpenLog? Open(string path, bool create)
    {
        if (create) Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        else if (!File.Exists(path)) return null;
        var mode = create ? FileMode.OpenOrCreate : FileMode.Open;
        var handle = File.OpenHandle(path, mode, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        return new(path, handle) { Length = RandomAccess.GetLength(handle) };
    }

    private void Forget(OpenLog log, long? cutAt = null)
    {
        logs.Remove(log);
        try
        {
            if (cutAt is { } length) RandomAccess.SetLength(log.Handle, length);
        }
        catch (IOException)
        {
            // Then the tail stays, and the next append is told the length with it.
        }
        finally
        {
            log.Handle.Dispose();
        }
    }

    private sealed record OpenLog(string Path, SafeFileHandle Handle)
    {
        public long Length { get; set; }
    }
}
