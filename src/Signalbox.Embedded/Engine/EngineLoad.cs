namespace Signalbox.Embedded.Engine;

/// <summary>How much the engine has to do right now, and a way to wait until it is a certain little.</summary>
internal sealed class EngineLoad
{
    private readonly Lock gate = new();
    private readonly List<(int Activities, TaskCompletionSource Reached)> waiting = [];
    private int turns;
    private int activities;

    public void TurnBegins() => Change(turns: 1);

    public void TurnEnds() => Change(turns: -1);

    public void ActivityBegins() => Change(activities: 1);

    public void ActivityEnds() => Change(activities: -1);

    /// <summary>Returns when no turn is queued or runs, and exactly so many activities are queued or run.</summary>
    public Task SettledAsync(int activitiesLeft = 0) => ReachedAsync(activitiesLeft);

    /// <summary>Returns when no turn is queued or runs.</summary>
    public Task NoTurnAsync() => ReachedAsync(-1);

    private Task ReachedAsync(int wanted)
    {
        lock (gate)
        {
            if (IsReached(wanted)) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((wanted, reached));
            return reached.Task;
        }
    }

    private bool IsReached(int wanted) => turns == 0 && (wanted < 0 || activities == wanted);

    private void Change(int turns = 0, int activities = 0)
    {
        lock (gate)
        {
            this.turns += turns;
            this.activities += activities;
            if (waiting.Count == 0) return;
            foreach (var (_, reached) in waiting.FindAll(wait => IsReached(wait.Activities))) reached.TrySetResult();
            waiting.RemoveAll(wait => wait.Reached.Task.IsCompleted);
        }
    }
}
