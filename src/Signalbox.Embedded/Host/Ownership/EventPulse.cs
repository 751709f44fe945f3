namespace Signalbox.Embedded.Host.Ownership;

/// <summary>Tells followers inside the owner that there are new events; which ones, they read themselves.</summary>
internal sealed class EventPulse
{
    private volatile TaskCompletionSource next = New();

    /// <summary>Completes at the next pulse. Take it before reading, so that none is missed in between.</summary>
    public Task Next => next.Task;

    public void Raise() => Interlocked.Exchange(ref next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
