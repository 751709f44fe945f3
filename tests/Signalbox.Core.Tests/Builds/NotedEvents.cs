using Signalbox.Core.Events;

namespace Signalbox.Core.Tests.Builds;

/// <summary>Events that may come at any time, after the last word too, and change no state.</summary>
internal static class NotedEvents
{
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.ProviderLateResult, EventType.ProviderCancelError, EventType.ProviderStopped, EventType.PluginError, EventType.ReportPosted,
    ];

    public static bool Are(EventType type) => All.Contains(type);
}
