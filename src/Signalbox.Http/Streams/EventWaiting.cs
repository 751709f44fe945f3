using Signalbox.Core.Builds;
using Signalbox.Core.Events;

namespace Signalbox.Http.Streams;

/// <summary>Waits for a build's next event: by its signal where the writer is in this process, else by looking again.</summary>
public sealed class EventWaiting(TimeProvider time, IEventSignal? signal = null)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Returns when another look is worth it.</summary>
    public Task WaitAsync(BuildId build, long seen, CancellationToken cancellationToken) =>
        signal?.WaitAsync(build, seen, cancellationToken) ?? Task.Delay(Interval, time, cancellationToken);
}
