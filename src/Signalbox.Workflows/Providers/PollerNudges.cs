using System.Collections.Concurrent;
using Signalbox.Workflows.Durable;

namespace Signalbox.Workflows.Providers;

/// <summary>
/// Keeps the pollers awake while there is work, without a nudge per task. A nudge that is saved can never be the one that was needed:
/// the one before it was sent a few seconds ago, when there was a build to look at, and a poller that saw one goes on for longer than
/// that after the last has gone.
/// </summary>
public sealed class PollerNudges(IWorkflowClient workflows, TimeProvider clock)
{
    /// <summary>How long a poller goes on looking after it last had something to look at.</summary>
    internal static readonly TimeSpan Lingers = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Holds = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, DateTimeOffset> nudged = new(StringComparer.Ordinal);

    /// <summary>There is a build to look at: its row is written.</summary>
    internal async Task NudgeAsync(string provider, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (nudged.TryGetValue(provider, out var last) && now - last < Holds) return;
        var poller = ProviderPoller.InstanceOf(provider);
        await workflows.StartAsync(ProviderPoller.Name, poller, new PollRun(provider), new StartOptions(ReplaceEnded: true), cancellationToken);
        await workflows.NudgeAsync(poller, "work", cancellationToken);
        nudged[provider] = now;
    }
}
