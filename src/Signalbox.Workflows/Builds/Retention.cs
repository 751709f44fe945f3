using Signalbox.Core.Builds;
using Signalbox.Core.Facts;
using Signalbox.Core.Forges;
using Signalbox.Core.Providers;
using Signalbox.Core.Results;
using Signalbox.Workflows.Durable;

namespace Signalbox.Workflows.Builds;

/// <summary>
/// Forgets builds that ended long ago: rows, events, logs, results, provider builds, our refs, orchestration instances. The build's row
/// goes last, so that a crash in the middle leaves a build that the next pass finds again.
/// </summary>
public sealed class Retention(
    IBuildStore builds,
    IResultStore results,
    ITargetIndex targets,
    IProviderBuildIndex providerBuilds,
    IInbox inbox,
    IEnumerable<IForge> forges,
    IWorkflowClient workflows)
{
    /// <summary>
    /// Forgets the builds that ended before a time. Those stay of which an instance has not ended (it makes sure that a provider stops),
    /// and those whose tasks stand in for tasks of a build that stays: its logs and results are theirs.
    /// </summary>
    public async Task<PruneResult> PruneAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken)
    {
        var chosen = await new PruneChoice(builds, IsSettledAsync).ChooseAsync(endedBefore, cancellationToken);
        var total = new PruneResult(0, 0, chosen.Needed, chosen.Unsettled);
        foreach (var head in chosen.Forgotten)
        {
            if (await ForgetAsync(head, cancellationToken) is { } freed)
                total = total with { Builds = total.Builds + 1, Bytes = total.Bytes + freed };
        }

        return total;
    }

    /// <returns>How many bytes of logs and results that freed; null where the build was not forgotten.</returns>
    private async Task<long?> ForgetAsync(BuildHead head, CancellationToken cancellationToken)
    {
        var instances = await InstancesAsync(head.Id, cancellationToken);
        foreach (var task in await builds.ListTasksAsync(head.Id, stage: null, cancellationToken))
        {
            if (task.TargetKey is not { } target) continue;
            foreach (var attempt in task.Attempts) await targets.ForgetAsync(target, new(head.Id, task.Name, attempt.Attempt), cancellationToken);
        }

        foreach (var instance in instances)
        {
            var facts = await inbox.ReadAsync(instance.InstanceId, cancellationToken);
            if (facts.Count > 0) await inbox.RemoveAsync(instance.InstanceId, [.. facts.Select(fact => fact.Id)], cancellationToken);
            await workflows.PurgeAsync(instance.InstanceId, cancellationToken);
        }

        await ReleaseAsync(head, cancellationToken);
        await providerBuilds.ForgetAsync(head.Id, cancellationToken);
        var freed = await results.DeleteAsync(head.Id, cancellationToken);
        return await builds.DeleteAsync(head.Id, cancellationToken) ? freed : null;
    }

    private async Task<bool> IsSettledAsync(BuildId build, CancellationToken cancellationToken) =>
        (await InstancesAsync(build, cancellationToken)).All(instance => instance.HasEnded);

    private async Task<IReadOnlyList<WorkflowInstance>> InstancesAsync(BuildId build, CancellationToken cancellationToken)
    {
        List<WorkflowInstance> found = [];
        // The prefix alone would also match a build whose id is longer.
        await foreach (var instance in workflows.ListAsync(new(build.Value), cancellationToken))
        {
            if (instance.InstanceId == build.Value || instance.InstanceId.StartsWith($"{build}~", StringComparison.Ordinal)) found.Add(instance);
        }

        return found;
    }

    private async Task ReleaseAsync(BuildHead head, CancellationToken cancellationToken)
    {
        if (head.Request.Base is null || forges.FirstOrDefault(forge => forge.Serves(head.Request.Repository)) is not { } forge) return;
        try
        {
            await forge.ReleaseAsync(head.Request.Repository, head.Id.Value, cancellationToken);
        }
        catch (ForgeException) when (head.Request.Repository is { IsLocal: true, Path: { } path } && !Directory.Exists(path))
        {
            // The repository is gone, and the ref with it.
        }
    }
}

/// <summary>What a pass forgot.</summary>
/// <param name="Builds">How many builds.</param>
/// <param name="Bytes">Of their logs and results.</param>
/// <param name="Needed">How many ended long enough ago and stay, since a build that stays has taken tasks from them.</param>
/// <param name="Unsettled">How many ended long enough ago and stay, since a provider is still made to stop.</param>
public sealed record PruneResult(int Builds, long Bytes, int Needed = 0, int Unsettled = 0);
