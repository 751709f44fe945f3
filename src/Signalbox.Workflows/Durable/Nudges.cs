namespace Signalbox.Workflows.Durable;

/// <summary>
/// How an orchestrator waits: for a nudge or a time, whichever is first. One pending wait is kept for the instance's life and raced
/// with fresh timers, since a wait that was given up can swallow the next event of its name.
/// </summary>
/// <param name="context">The orchestrator's context.</param>
public sealed class Nudges(IOrchestrationContext context)
{
    /// <summary>The one event name.</summary>
    public const string Name = "nudge";

    private Task<string>? pending;

    /// <summary>Returns at the next nudge, or at the time.</summary>
    /// <param name="until">Null: only a nudge ends the wait.</param>
    public async Task WaitAsync(DateTimeOffset? until)
    {
        pending ??= context.WaitForExternalEvent<string>(Name);
        if (until is { } time)
        {
            using var stop = new CancellationTokenSource();
            var timer = context.CreateTimer(time.UtcDateTime, stop.Token);
            await Task.WhenAny(pending, timer);
#pragma warning disable CA1849, MA0042 // CancelAsync would leave the replayed scheduler; nothing registered on this token blocks.
            stop.Cancel();
#pragma warning restore CA1849, MA0042
        }
        else
        {
            await pending;
        }

        if (pending.IsCompleted) pending = null;
    }
}

/// <summary>Sends nudges.</summary>
public static class NudgeExtensions
{
    /// <summary>Wakes an instance so that it decides again.</summary>
    /// <param name="client">The engine.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="why">A word for histories.</param>
    /// <param name="cancellationToken">Before the nudge.</param>
    public static Task NudgeAsync(this IWorkflowClient client, string instance, string why, CancellationToken cancellationToken) =>
        client.RaiseEventAsync(instance, Nudges.Name, why, cancellationToken);

    /// <summary>
    /// Nudges everything that waits. A host does this when it starts: the one before may have died between storing a fact and nudging.
    /// </summary>
    public static async Task NudgeAllAsync(this IWorkflowClient client, CancellationToken cancellationToken)
    {
        var waiting = new WorkflowFilter(Statuses: [WorkflowStatus.Running]);
        await foreach (var instance in client.ListAsync(waiting, cancellationToken))
            await client.NudgeAsync(instance.InstanceId, "host started", cancellationToken);
    }
}
