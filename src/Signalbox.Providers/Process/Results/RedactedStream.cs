using System.Buffers;
using Signalbox.Providers.Process.Output;

namespace Signalbox.Providers.Process.Results;

/// <summary>Reads another stream with the secrets in it replaced. Does not close the other one.</summary>
internal sealed class RedactedStream(Stream source, Redactor redactor) : Stream
{
    private readonly RedactionPass pass = new(redactor);
    private readonly ArrayBufferWriter<byte> ready = new(32 * 1024);
    private readonly byte[] buffer = new byte[16 * 1024];
    private int taken;
    private bool ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> output)
    {
        while (taken == ready.WrittenCount && !ended)
        {
            ready.ResetWrittenCount();
            taken = 0;
            var read = source.Read(buffer);
            ended = read == 0;
            if (ended) pass.Complete(ready);
            else pass.Write(buffer.AsSpan(0, read), ready);
        }

        var count = Math.Min(output.Length, ready.WrittenCount - taken);
        ready.WrittenSpan.Slice(taken, count).CopyTo(output);
        taken += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
