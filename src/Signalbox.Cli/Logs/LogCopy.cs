using System.Buffers;
using Signalbox.Cli.Output;
using Signalbox.Core.Builds;
using Signalbox.Core.Logs;
using Signalbox.Core.Results;

namespace Signalbox.Cli.Logs;

/// <summary>
/// Copies an attempt's log to standard output in constant memory: byte for byte, save for timestamps that are not wanted, and for what
/// would command the terminal where standard output is one.
/// </summary>
internal sealed class LogCopy(IResultStore results, Terminal terminal, bool timestamps)
{
    private const int BufferSize = 64 * 1024;
    private readonly TerminalFilter? filter = terminal.Console is null ? null : new();
    private readonly byte[] start = new byte[LogLine.TimestampLength];
    private int started;
    private bool inLine;

    /// <summary>How much of the log has been copied.</summary>
    public long Position { get; private set; }

    /// <summary>Copies what is there behind <see cref="Position"/>.</summary>
    /// <returns>Whether there is a log.</returns>
    public async Task<bool> CopyAsync(TaskAttempt attempt, CancellationToken cancellationToken)
    {
        await using var log = await results.OpenLogAsync(attempt, Position, cancellationToken);
        if (log is null) return false;
        await terminal.Out.FlushAsync(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await log.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                if (timestamps) Put(buffer.AsSpan(0, count));
                else WriteWithoutTimestamps(buffer.AsSpan(0, count));
                Position += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        await terminal.Bytes.FlushAsync(cancellationToken);
        return true;
    }

    /// <summary>The next copy begins another log.</summary>
    public void Restart()
    {
        WriteStart();
        (Position, inLine) = (0, false);
    }

    /// <summary>Writes the beginning of a line that was held back because a timestamp might have come of it.</summary>
    public void WriteStart()
    {
        Put(start.AsSpan(0, started));
        started = 0;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        if (filter is null) terminal.Bytes.Write(bytes);
        else terminal.Bytes.Write(filter.Keep(bytes));
    }

    private void WriteWithoutTimestamps(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (!inLine)
            {
                // A line shorter than a timestamp, or one that has none, goes out as it is.
                var take = Math.Min(bytes.Length, start.Length - started);
                var end = bytes[..take].IndexOf((byte)'\n');
                if (end >= 0) take = end + 1;
                bytes[..take].CopyTo(start.AsSpan(started));
                started += take;
                bytes = bytes[take..];
                if (end < 0 && started < start.Length) return;
                if (LogLine.HasTimestamp(start.AsSpan(0, started))) started = 0;
                WriteStart();
                inLine = end < 0;
                continue;
            }

            var newline = bytes.IndexOf((byte)'\n');
            var line = newline < 0 ? bytes : bytes[..(newline + 1)];
            Put(line);
            inLine = newline < 0;
            bytes = bytes[line.Length..];
        }
    }
}
