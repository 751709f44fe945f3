using System.Buffers;
using System.Globalization;
using System.Text;
using Signalbox.Core.Builds;
using Signalbox.Core.Results;

namespace Signalbox.Providers.Process.Output;

/// <summary>
/// The log of one attempt: stamps each line with its time, hides secrets, appends in batches and ends at a limit; what comes after
/// that is counted and dropped. One caller at a time.
/// </summary>
/// <exception cref="LogBrokenException">From every method: the store did not take the log.</exception>
internal sealed class TaskLog(IResultStore results, TaskAttempt attempt, Redactor redactor, long limit, TimeProvider time)
{
    private const int BatchSize = 64 * 1024;
    private readonly RedactionPass pass = new(redactor);

    // They grow with the output: most tasks say little, and a large buffer for each costs more than the rest of the task.
    private readonly ArrayBufferWriter<byte> redacted = new();
    private readonly ArrayBufferWriter<byte> batch = new();
    private readonly byte[] stamp = new byte[25];
    private long? position;
    private long used;
    private long dropped;
    private bool inLine;

    /// <summary>Whether something waits for <see cref="FlushAsync"/>.</summary>
    public bool HasUnflushed => batch.WrittenCount > 0;

    /// <summary>
    /// Adds output of the task. A full batch is appended before this returns, which slows a task down that writes faster than the store.
    /// </summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (used < limit)
        {
            pass.Write(bytes.Span, redacted);
            await StampAsync(cancellationToken);
        }
        else
        {
            dropped += bytes.Length;
        }
    }

    /// <summary>Adds a line of our own, beyond the limit too. What the task wrote before is over with it.</summary>
    public async ValueTask NoteAsync(string text, CancellationToken cancellationToken)
    {
        pass.Complete(redacted);
        await StampAsync(cancellationToken);
        if (inLine) batch.Write("\n"u8);
        inLine = false;
        RefreshStamp();
        batch.Write(stamp);
        batch.Write(Encoding.UTF8.GetBytes($"[signalbox] {redactor.Redact(text).ReplaceLineEndings(" ")}\n"));
        if (batch.WrittenCount >= BatchSize) await FlushAsync(cancellationToken);
    }

    /// <summary>Appends what is there, within a line too; what may become a secret waits for its rest.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (batch.WrittenCount == 0) return;
        try
        {
            var from = position ??= await results.LogLengthAsync(attempt, cancellationToken) ?? 0;
            position = await results.AppendLogAsync(attempt, from, batch.WrittenMemory, cancellationToken);
            if (position != from + batch.WrittenCount) throw new LogBrokenException("The log is written by somebody else, too.");
        }
        catch (Exception e) when (e is not (OperationCanceledException or LogBrokenException))
        {
            throw new LogBrokenException($"The log could not be written: {e.Message}", e);
        }

        batch.ResetWrittenCount();
    }

    /// <summary>Ends the log: the rest, and where it was cut.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        pass.Complete(redacted);
        await StampAsync(cancellationToken);
        if (dropped > 0) await NoteAsync(Invariant($"the log was cut at {limit} bytes; {dropped} bytes of output were dropped"), cancellationToken);
        await FlushAsync(cancellationToken);
    }

    private async ValueTask StampAsync(CancellationToken cancellationToken)
    {
        RefreshStamp();
        var rest = redacted.WrittenMemory;
        while (!rest.IsEmpty && used < limit)
        {
            if (!inLine)
            {
                // No room for a stamp and a byte: this is where the log is cut.
                if (limit - used <= stamp.Length)
                {
                    used = limit;
                    break;
                }

                batch.Write(stamp);
                used += stamp.Length;
                inLine = true;
            }

            var newline = rest.Span.IndexOf((byte)'\n');
            var take = (int)Math.Min(newline < 0 ? rest.Length : newline + 1, Math.Min(limit - used, BatchSize));
            batch.Write(rest.Span[..take]);
            used += take;
            if (newline >= 0 && take == newline + 1) inLine = false;
            rest = rest[take..];
            if (batch.WrittenCount >= BatchSize) await FlushAsync(cancellationToken);
        }

        dropped += rest.Length;
        redacted.ResetWrittenCount();
    }

    private void RefreshStamp() =>
        time.GetUtcNow().UtcDateTime.TryFormat(stamp, out _, "yyyy-MM-dd'T'HH:mm:ss.fff'Z '", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
