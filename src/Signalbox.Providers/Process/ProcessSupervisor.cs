using Signalbox.Providers.Process.Launch;
using Signalbox.Providers.Process.Output;
using Signalbox.Providers.Process.Records;

namespace Signalbox.Providers.Process;

/// <summary>Stays with a process until it, its group and its output have ended, or makes them end.</summary>
internal sealed class ProcessSupervisor(ITaskProcess process, TaskLog log, string workspace, TimeProvider time)
{
    /// <summary>After a kill of the whole group its output ends at once, unless somebody outside of the group holds it.</summary>
    private static readonly TimeSpan AfterKill = TimeSpan.FromSeconds(1);

    /// <summary>Waits for the end.</summary>
    /// <param name="drainTime">How long the output may stay open after the process itself has ended.</param>
    /// <param name="stop">Completes with the grace when everything is to end: TERM at once, KILL after it.</param>
    /// <returns>How it ended; whether it was stopped rather than ended by itself.</returns>
    /// <exception cref="LogBrokenException">The log could not be written; the process was ended for it.</exception>
    public async Task<(TaskExit Exit, bool Stopped)> WaitAsync(TimeSpan drainTime, Task<TimeSpan> stop)
    {
        using var giveUp = new CancellationTokenSource();
        var pump = OutputPump.RunAsync(process.Output, log, time, giveUp.Token);
        var pumpBroke = BreakOf(pump);
        await Task.WhenAny(process.Exited, stop, pumpBroke);
        var stopped = !process.Exited.IsCompleted;
        if (stopped) process.Terminate();

        var grace = stopped && stop.IsCompleted ? await stop : drainTime;
        await IsDoneWithinAsync(Task.WhenAll(process.Exited, pump), grace);
        process.Kill();
        await process.Exited;
        var exit = process.Collect();
        if (stopped || !await IsDoneWithinAsync(pump, AfterKill)) Stragglers.Kill(workspace);
        if (!await IsDoneWithinAsync(pump, AfterKill))
        {
            await giveUp.CancelAsync();
            await pump.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            await log.NoteAsync("a process that left the task's group still holds its output; what it writes is not kept", CancellationToken.None);
        }
        else
        {
            await pump;
        }

        return (exit, stopped && !pumpBroke.IsCompletedSuccessfully);
    }

    /// <summary>Completes only when the pump fails: its orderly end means nothing while the process runs.</summary>
    private static Task BreakOf(Task pump)
    {
        var broke = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = pump.ContinueWith(_ => broke.TrySetResult(), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return broke.Task;
    }

    private async Task<bool> IsDoneWithinAsync(Task task, TimeSpan bound)
    {
        if (task.IsCompleted) return true;
        using var ended = new CancellationTokenSource();
        await Task.WhenAny(task, Task.Delay(bound, time, ended.Token));
        await ended.CancelAsync();
        return task.IsCompleted;
    }
}
