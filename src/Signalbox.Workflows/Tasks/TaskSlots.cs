using Signalbox.Core.Builds;
using Signalbox.Core.Leases;
using Signalbox.Workflows.Durable;
using Signalbox.Workflows.Providers;

namespace Signalbox.Workflows.Tasks;

/// <summary>The slots that an attempt needs before it is scheduled: its concurrency group's, then its provider's.</summary>
public sealed class TaskSlots(ISlotLeases leases, BuildProviders providers, IWorkflowClient workflows, TimeProvider clock)
{
    // Beyond the task's own limit: a lease outlives every regular end of its holder, and expires only where the holder vanished.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(30);

    /// <summary>Takes all, or joins a line. The order is always the same, so that no two wait for each other.</summary>
    internal async Task<bool> TakeAsync(TaskSituation now, TaskAttempt key, CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() + now.Task.Plan!.Timeout + Margin;
        foreach (var (group, limit) in Needs(now))
        {
            if (!(await leases.AcquireAsync(group, key.InstanceId, limit, until, cancellationToken)).Granted) return false;
        }

        return true;
    }

    /// <summary>Gives all back, held or waited for, and nudges who is next.</summary>
    internal async Task GiveBackAsync(TaskSituation now, TaskAttempt key, CancellationToken cancellationToken)
    {
        foreach (var (group, _) in Needs(now))
        {
            foreach (var next in await leases.ReleaseAsync(group, key.InstanceId, cancellationToken))
                await workflows.NudgeAsync(next, "slot", cancellationToken);
        }
    }

    private IEnumerable<(string Group, int Limit)> Needs(TaskSituation now)
    {
        var (plan, repository) = (now.Task.Plan!, now.Head.Request.Repository);
        if (plan.Concurrency is { } group) yield return ($"concurrency:{repository.Host}/{repository.Name}:{group}", 1);
        if (providers.Find(plan.Provider)?.MaxParallel is { } limit) yield return ($"provider:{plan.Provider}", limit);
    }
}
