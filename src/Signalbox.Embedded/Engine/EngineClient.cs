using System.Runtime.CompilerServices;
using Signalbox.Core.Failures;
using Signalbox.Embedded.Engine.Histories;
using Signalbox.Embedded.Engine.Journal;
using Signalbox.Embedded.Sqlite;
using Signalbox.Workflows.Durable;

namespace Signalbox.Embedded.Engine;

/// <summary>The client inside the process that runs the engine: it writes to the journal, then wakes the instance.</summary>
internal sealed class EngineClient(
    SqliteDatabase database, TimeProvider time, CompletionSignals signals, Action<long> wake, Action<PendingTimer> setTimer) : IWorkflowClient
{
    private const int PageSize = 200;

    /// <inheritdoc/>
    public async Task<StartOutcome> StartAsync(
        string orchestrator, string instanceId, object? input, StartOptions? options, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var startAt = options?.StartAt?.UtcDateTime is { } at && at > now ? at : default(DateTime?);
        var instance = new NewInstance(WorkflowInstanceId.Check(instanceId), orchestrator, Payload.Write(input), now)
        {
            ReplaceEnded = options is { ReplaceEnded: true },
            StartAt = startAt,
        };
        if (await database.WriteAsync(session => InstanceTable.TryInsert(session, instance), cancellationToken) is not { } key)
            return StartOutcome.Exists;
        if (startAt is null) wake(key);
        else setTimer(new(startAt.Value.Ticks, key, 0, InstanceTable.StartTimer));
        return StartOutcome.Started;
    }

    /// <inheritdoc/>
    public Task RaiseEventAsync(string instanceId, string name, object? payload, CancellationToken cancellationToken) =>
        SendAsync(instanceId, new HistoryEvent.EventRaised(0, name, Payload.WriteRaw(payload)), cancellationToken);

    /// <inheritdoc/>
    public Task<WorkflowInstance?> GetAsync(string instanceId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => InstanceTable.Show(session, instanceId), cancellationToken);

    /// <inheritdoc/>
    public async Task<WorkflowInstance> WaitForCompletionAsync(string instanceId, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var signal = signals.Listen(instanceId); // before looking, so that an end in between is heard
            var instance = await GetAsync(instanceId, cancellationToken)
                ?? throw new CoordinationException($"There is no instance '{instanceId}' to wait for.");
            if (instance.HasEnded) return instance;
            await signal.Ended.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<WorkflowInstance> ListAsync(
        WorkflowFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var from = filter.Prefix;
        while (true)
        {
            var start = from;
            var page = await database.ReadAsync(session => InstanceTable.ShowFrom(session, start, PageSize), cancellationToken);
            foreach (var instance in page)
            {
                if (!instance.InstanceId.StartsWith(filter.Prefix, StringComparison.Ordinal)) yield break;
                if (filter.Statuses?.Contains(instance.Status) ?? true) yield return instance;
            }

            if (page.Count < PageSize) yield break;
            from = page[^1].InstanceId + " "; // the lowest id above it: a space is the lowest character of ids
        }
    }

    /// <inheritdoc/>
    public Task TerminateAsync(string instanceId, string reason, CancellationToken cancellationToken) =>
        SendAsync(instanceId, new HistoryEvent.TerminationAsked(reason), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> PurgeAsync(string instanceId, CancellationToken cancellationToken) =>
        database.WriteAsync(session => InstanceTable.Purge(session, instanceId), cancellationToken);

    private async Task SendAsync(string instanceId, HistoryEvent message, CancellationToken cancellationToken)
    {
        if (await database.WriteAsync(session => InboxTable.AddTo(session, instanceId, message), cancellationToken) is { } key) wake(key);
    }
}
