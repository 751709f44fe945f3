using System.Collections.Concurrent;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;

namespace Signalbox.Embedded.Sqlite.Events;

/// <summary>Wakes the followers of a build when its log grew, in the process that owns the database.</summary>
public sealed class SqliteEventSignal(SqliteDatabase database) : IEventSignal
{
    private readonly ConcurrentDictionary<BuildId, TaskCompletionSource> waiting = new();

    /// <inheritdoc/>
    public async Task WaitAsync(BuildId build, long after, CancellationToken cancellationToken)
    {
        while (true)
        {
            // First the place among the waiting, then the look: whatever is written after the look raises what we hold.
            var raised = waiting.GetOrAdd(build, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            var seq = await database.ReadAsync(session => session.Number("SELECT seq FROM build WHERE id = $1", build.Value), cancellationToken);
            if (seq > after) return;
            await raised.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The build's log grew, and the transaction is committed.</summary>
    internal void Raise(BuildId build)
    {
        if (waiting.TryRemove(build, out var source)) source.TrySetResult();
    }
}
