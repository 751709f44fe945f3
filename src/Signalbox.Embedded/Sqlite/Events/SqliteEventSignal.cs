using Signalbox.Core.Builds;
using Signalbox.Core.Events;

namespace Signalbox.Embedded.Sqlite.Events;

/// <summary>Wakes the followers of a build when its log grew, in the process that owns the database.</summary>
public sealed class SqliteEventSignal(SqliteDatabase database) : IEventSignal
{
    private readonly Lock gate = new();
    private readonly Dictionary<BuildId, Bell> bells = [];

    /// <inheritdoc/>
    public async Task WaitAsync(BuildId build, long after, CancellationToken cancellationToken)
    {
        while (true)
        {
            // First the bell, then the look: whatever is written after the look rings the bell that we hold.
            var bell = Take(build);
            try
            {
                var seq = await database.ReadAsync(session => session.Number("SELECT seq FROM build WHERE id = $1", build.Value), cancellationToken);
                if (seq > after) return;
                await bell.Rung.Task.WaitAsync(cancellationToken);
            }
            finally
            {
                PutBack(build, bell);
            }
        }
    }

    /// <summary>The build's log grew, and the transaction is committed.</summary>
    internal void Raise(BuildId build)
    {
        lock (gate)
        {
            if (bells.Remove(build, out var bell)) bell.Rung.SetResult();
        }
    }

    private Bell Take(BuildId build)
    {
        lock (gate)
        {
            if (!bells.TryGetValue(build, out var bell)) bells.Add(build, bell = new());
            bell.Holders++;
            return bell;
        }
    }

    private void PutBack(BuildId build, Bell bell)
    {
        lock (gate)
        {
            // Builds that nobody follows any more have no bell: their number has no bound.
            if (--bell.Holders == 0 && bells.GetValueOrDefault(build) == bell) bells.Remove(build);
        }
    }

    private sealed class Bell
    {
        public TaskCompletionSource Rung { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Holders { get; set; }
    }
}
