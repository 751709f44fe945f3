using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Embedded.Host.Ownership;

namespace Signalbox.Embedded.Host;

/// <summary>The owner's event log, which wakes the followers in this process.</summary>
internal sealed class SignallingEventLog(IEventLog inner, EventPulse pulse) : IEventLog
{
    public async Task<AppendResult> AppendAsync(BuildId build, IReadOnlyList<PendingEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            return await inner.AppendAsync(build, events, cancellationToken);
        }
        finally
        {
            pulse.Raise(); // also after a failure: of a long list the beginning may be written
        }
    }

    public Task<IReadOnlyList<BuildEvent>> ReadAsync(BuildId build, long after, int limit, CancellationToken cancellationToken) =>
        inner.ReadAsync(build, after, limit, cancellationToken);

    public Task<EventPage> ReadAllAsync(string? cursor, int limit, CancellationToken cancellationToken) =>
        inner.ReadAllAsync(cursor, limit, cancellationToken);
}
