using System.Diagnostics.CodeAnalysis;
using Signalbox.Core.Builds;
using Signalbox.Core.Providers;

namespace Signalbox.Providers.Process;

/// <summary>The runs that are alive, and how the last ones ended: a repeated Schedule or a late poll finds them.</summary>
internal sealed class ProcessRuns
{
    /// <summary>Memory grows with running tasks and not with finished ones; whoever repeats a call does so soon.</summary>
    private const int Remembered = 1000;

    private readonly Lock gate = new();
    private readonly Dictionary<TaskAttempt, ProcessRun> alive = [];
    private readonly Dictionary<TaskAttempt, ProviderStatus> ended = [];
    private readonly Queue<TaskAttempt> order = [];
    private bool closed;

    /// <summary>Adds a run, unless the attempt has one or has ended.</summary>
    /// <returns>Whether it was added.</returns>
    /// <exception cref="ObjectDisposedException">The provider was disposed.</exception>
    public bool TryAdd(ProcessRun run)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, typeof(ProcessProvider));
            return !ended.ContainsKey(run.Key) && alive.TryAdd(run.Key, run);
        }
    }

    public bool TryFind(TaskAttempt key, [NotNullWhen(true)] out ProcessRun? run)
    {
        lock (gate) return alive.TryGetValue(key, out run);
    }

    /// <summary>The last known status; null for an attempt that is not known, or not any more.</summary>
    public ProviderStatus? StatusOf(TaskAttempt key)
    {
        lock (gate) return alive.TryGetValue(key, out var run) ? run.Status : ended.GetValueOrDefault(key);
    }

    /// <summary>Takes a run out as if it had never been.</summary>
    public void Remove(ProcessRun run)
    {
        lock (gate) alive.Remove(run.Key);
    }

    /// <summary>The run has ended; its status is remembered for a while.</summary>
    public void End(ProcessRun run)
    {
        lock (gate)
        {
            if (!alive.Remove(run.Key) || !ended.TryAdd(run.Key, run.Status)) return;
            order.Enqueue(run.Key);
            if (order.Count > Remembered) ended.Remove(order.Dequeue());
        }
    }

    /// <summary>Whether an alive run uses the attempt's workspace.</summary>
    public bool Any(Func<TaskAttempt, bool> predicate)
    {
        lock (gate) return alive.Keys.Any(predicate);
    }

    /// <summary>Takes no more runs and says which are alive.</summary>
    public IReadOnlyList<ProcessRun> Close()
    {
        lock (gate)
        {
            closed = true;
            return [.. alive.Values];
        }
    }
}
