using Microsoft.Win32.SafeHandles;

namespace Signalbox.Embedded.Files;

/// <summary>A part of a file as a stream of its own length, so that a reader of a growing log ends where it ended when it was opened.</summary>
internal sealed class FileSlice : Stream
{
    private readonly SafeFileHandle handle;
    private readonly long start;

    private FileSlice(SafeFileHandle handle, long start, long end) => (this.handle, this.start, Length) = (handle, start, end - start);

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position { get; set; }

    /// <summary>Opens a file from an offset to its end of now; null when there is none. Beyond the end there is nothing to read.</summary>
    public static FileSlice? TryOpen(string path, long offset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        try
        {
            var opened = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var end = RandomAccess.GetLength(opened);
            return new(opened, Math.Min(offset, end), end);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        var read = RandomAccess.Read(handle, buffer[..Wanted(buffer.Length)], start + Position);
        Position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await RandomAccess.ReadAsync(handle, buffer[..Wanted(buffer.Length)], start + Position, cancellationToken);
        Position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        var from = origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => Position, _ => Length };
        ArgumentOutOfRangeException.ThrowIfNegative(from + offset, nameof(offset));
        return Position = from + offset;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("A stored file is read only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A stored file is read only.");

    protected override void Dispose(bool disposing)
    {
        if (disposing) handle.Dispose();
        base.Dispose(disposing);
    }

    private int Wanted(int room) => (int)Math.Clamp(Length - Position, 0, room);
}
