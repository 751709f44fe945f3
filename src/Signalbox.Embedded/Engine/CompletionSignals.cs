using Signalbox.Core.Failures;

namespace Signalbox.Embedded.Engine;

/// <summary>Lets callers wait for the end of an instance without asking again and again. Holds only what somebody waits for.</summary>
internal sealed class CompletionSignals
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Signal> signals = new(StringComparer.Ordinal);
    private Exception? closed;

    /// <summary>Begins to listen: whatever ends after this call completes <see cref="Signal.Ended"/>.</summary>
    public Signal Listen(string instanceId)
    {
        lock (gate)
        {
            if (closed is not null) throw closed;
            if (!signals.TryGetValue(instanceId, out var signal)) signals.Add(instanceId, signal = new(this, instanceId));
            signal.Listeners++;
            return signal;
        }
    }

    public void Raise(string instanceId)
    {
        lock (gate)
            if (signals.Remove(instanceId, out var signal))
                signal.Source.TrySetResult();
    }

    /// <summary>Nothing will end any more.</summary>
    public void Close(Exception? why = null)
    {
        lock (gate)
        {
            closed ??= why ?? new CoordinationException("The engine has stopped. What has not ended goes on at its next start.");
            foreach (var signal in signals.Values) signal.Source.TrySetException(closed);
            signals.Clear();
        }
    }

    /// <summary>One instance's end, shared by all who wait for it.</summary>
    public sealed class Signal(CompletionSignals owner, string instanceId) : IDisposable
    {
        public TaskCompletionSource Source { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Ended => Source.Task;

        public int Listeners { get; set; }

        public void Dispose()
        {
            lock (owner.gate)
                if (--Listeners == 0 && owner.signals.TryGetValue(instanceId, out var current) && current == this)
                    owner.signals.Remove(instanceId);
        }
    }
}
