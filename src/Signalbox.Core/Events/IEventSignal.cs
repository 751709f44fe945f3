using Signalbox.Core.Builds;

namespace Signalbox.Core.Events;

/// <summary>Wakes those who follow a build's events in the process that writes them; a host whose writers are many has none, and its readers poll.</summary>
public interface IEventSignal
{
    /// <summary>Returns when the build has an event with a greater seq than <paramref name="after"/>; at once when it has one already.</summary>
    Task WaitAsync(BuildId build, long after, CancellationToken cancellationToken);
}
