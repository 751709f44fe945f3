namespace Signalbox.Contract.Tests.Results;

/// <summary>A sender of zeros that may vanish after the last one.</summary>
internal sealed class Zeros(long length) : Stream
{
    private long position;

    /// <summary>Whether it fails where it should end.</summary>
    public bool Breaks { get; init; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (Breaks && position == length) throw new InvalidOperationException("The sender vanished.");
        var read = (int)Math.Min(count, length - position);
        Array.Clear(buffer, offset, read);
        position += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
