using System.Buffers;

namespace Signalbox.Providers.Process.Output;

/// <summary>Carries what a process writes into its log, until the last writer closed the pipe.</summary>
internal static class OutputPump
{
    /// <summary>How long a part of a line, a prompt or a dot of progress, waits for company before it is appended.</summary>
    public static readonly TimeSpan FlushAfter = TimeSpan.FromMilliseconds(200);

    private const int BufferSize = 64 * 1024;

    /// <exception cref="OperationCanceledException">The pipe was given up.</exception>
    /// <exception cref="LogBrokenException">The store did not take the log.</exception>
    public static async Task RunAsync(Stream output, TaskLog log, TimeProvider time, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var reading = Task.FromResult(0);
        long? waitingSince = null;
        try
        {
            do
            {
                reading = output.ReadAsync(buffer.AsMemory(0, BufferSize), cancellationToken).AsTask();
                if (waitingSince is { } since && !await IsReadBeforeAsync(since, reading, time, cancellationToken))
                {
                    await log.FlushAsync(cancellationToken);
                    waitingSince = null;
                }

                await log.WriteAsync(buffer.AsMemory(0, await reading), cancellationToken);
                waitingSince = log.HasUnflushed ? waitingSince ?? time.GetTimestamp() : null;
            }
            while (await reading > 0);
        }
        finally
        {
            // A read that was given up may still write into the buffer; then it is left to the collector.
            if (reading.IsCompleted) ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<bool> IsReadBeforeAsync(long since, Task reading, TimeProvider time, CancellationToken cancellationToken)
    {
        var left = FlushAfter - time.GetElapsedTime(since);
        if (left <= TimeSpan.Zero) return false;
        if (reading.IsCompleted) return true;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(reading, Task.Delay(left, time, ended.Token));
        await ended.CancelAsync();
        return reading.IsCompleted;
    }
}
