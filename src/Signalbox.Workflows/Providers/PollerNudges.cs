using System.Collections.Concurrent;
using Signalbox.Workflows.Durable;

namespace Signalbox.Workflows.Providers;

/// <summary>
/// Keeps the pollers awake while there is work, without a nudge per task: a nudge holds for some seconds, and a poller goes on polling
/// for longer than that after the last one, so a nudge that is saved can never be the one that was needed.
/// </summary>
public sealed class PollerNudges(IWorkflowClient workflows, TimeProvider clock)
{
    private static readonly TimeSpan Holds = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Lingers = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, DateTimeOffset> nudged = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> known = new(StringComparer.Ordinal);

    /// <summary>Something was scheduled, or cancelled, at the provider.</summary>
    internal async Task ScheduledAsync(string provider, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (nudged.TryGetValue(provider, out var last) && now - last < Holds) return;
        nudged[provider] = now;
        if (known.TryAdd(provider, 0))
            await workflows.StartAsync(ProviderPoller.Name, ProviderPoller.InstanceOf(provider), provider, null, cancellationToken);
        await workflows.NudgeAsync(ProviderPoller.InstanceOf(provider), "scheduled", cancellationToken);
    }

    /// <summary>When the provider's poller looks again, with the time of the next row that is due; null: when it is nudged.</summary>
    internal DateTimeOffset? NextPoll(string provider, DateTimeOffset? due, DateTimeOffset now)
    {
        var lingers = nudged.TryGetValue(provider, out var last) && now - last < Lingers;
        return due is { } at ? at > now ? at : now + Beat : lingers ? now + Beat : null;
    }
}
