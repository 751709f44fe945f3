using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Core.Providers;
using Signalbox.Workflows.Durable;
using Signalbox.Workflows.Tasks;

namespace Signalbox.Workflows.Providers;

/// <summary>
/// Takes what anybody learned of a provider build: the fact into the index first, then the nudge. A report that tells nothing new
/// wakes nobody.
/// </summary>
public sealed class ProviderReports(
    IProviderBuildIndex index, IBuildStore builds, IEventLog log, IWorkflowClient workflows, TimeProvider clock) : IProviderReports
{
    /// <inheritdoc/>
    public async Task ReportAsync(TaskAttempt key, ProviderBuildId id, ProviderStatus status, CancellationToken cancellationToken)
    {
        var update = await index.RecordAsync(key, id, status, cancellationToken);
        if (update.Changed)
            await workflows.NudgeAsync(key.InstanceId, "provider", cancellationToken);
        else if (Contradicts(update.Row.Status?.State, status.State) is { } claimed)
            await RecordLateAsync(key, id, claimed, cancellationToken);
    }

    // P6: the build had ended for us, and now its provider says something else. Nobody may be waiting any more, so it is written here.
    private async Task RecordLateAsync(TaskAttempt key, ProviderBuildId id, string claimed, CancellationToken cancellationToken)
    {
        if (await builds.FindTaskAsync(key.Build, key.Task, cancellationToken) is not var (_, task)) return;
        var late = AttemptEvents.Make(
            key, task, EventType.ProviderLateResult, clock.GetUtcNow(), new() { Claimed = claimed, ProviderBuild = id.Value });
        await log.AppendAsync(key.Build, [late], cancellationToken);
    }

    private static string? Contradicts(ProviderBuildState? known, ProviderBuildState said) =>
        known is { IsTerminal: true } && said.IsTerminal && known.GetType() != said.GetType()
            ? said.GetType().Name.ToLowerInvariant()
            : null;
}
