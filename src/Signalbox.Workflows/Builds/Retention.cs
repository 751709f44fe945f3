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
    private const int Page = 200;

    /// <summary>Forgets the builds that ended before a time. Builds that others still wait for, or that have not ended, stay.</summary>
    public async Task<PruneResult> PruneAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken)
    {
        var total = new PruneResult(0, 0);
        string? after = null;
        do
        {
            var page = await builds.ListAsync(new(After: after, Limit: Page), cancellationToken);
            foreach (var head in page.Items)
            {
                if (head is not { EndedAt: { } end } || end >= endedBefore) continue;
                if (await ForgetAsync(head, cancellationToken) is { } freed) total = new(total.Builds + 1, total.Bytes + freed);
            }

            after = page.Next;
        }
        while (after is not null);
        return total;
    }

    /// <returns>How many bytes of logs and results that freed; null where the build was not forgotten.</returns>
    private async Task<long?> ForgetAsync(BuildHead head, CancellationToken cancellationToken)
    {
        var instances = await InstancesAsync(head.Id, cancellationToken);
        // An instance that still runs makes sure that a provider stops: the build is for the next pass.
        if (instances.Any(instance => !instance.HasEnded)) return null;
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
public sealed record PruneResult(int Builds, long Bytes);
