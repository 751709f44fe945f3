using Signalbox.Core.Builds;
using Signalbox.Core.Events;

namespace Signalbox.Cli.Live;

/// <summary>
/// A build as its events tell it, folded with the machine that the stores use: what is shown live is what is stored. One writer; readers
/// hold <see cref="Gate"/>.
/// </summary>
internal sealed class BuildProgress
{
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly List<BuildTask> tasks = [];

    /// <summary>Before the first event.</summary>
    /// <param name="known">The build as it is stored; only what was asked for is taken from it.</param>
    public BuildProgress(BuildHead known) =>
        Head = new() { Id = known.Id, Request = known.Request, CreatedAt = known.CreatedAt };

    /// <summary>Held while the build changes, and while somebody reads more than one thing of it.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The head so far.</summary>
    public BuildHead Head { get; private set; }

    /// <summary>The tasks so far, in the order of the plan.</summary>
    public IReadOnlyList<BuildTask> Tasks => tasks;

    /// <summary>The task of that name; null before it was planned.</summary>
    public BuildTask? Find(string? name) => name is not null && places.TryGetValue(name, out var place) ? tasks[place] : null;

    /// <summary>Folds the next event.</summary>
    public void Apply(BuildEvent next)
    {
        lock (Gate)
        {
            var task = Find(next.Task);
            var pending = Pending(next);
            var evolution = BuildMachine.Evolve(Head, task, pending);
            // The mark of a cancel is no event; the first event that only a cancel explains stands for it.
            if (evolution is Evolution.Illegal && Head.Cancel is null)
                evolution = BuildMachine.Evolve(Head with { Cancel = new(next.Data?.By ?? "", next.At) }, task, pending);
            // A newer version's event: shown as a line of JSON, not understood here.
            if (evolution is not Evolution.Legal legal) return;
            Head = legal.Head;
            if (legal.Task is { } after) Put(after);
        }
    }

    private void Put(BuildTask task)
    {
        if (places.TryGetValue(task.Name, out var place))
        {
            tasks[place] = task;
            return;
        }

        places[task.Name] = tasks.Count;
        tasks.Add(task);
    }

    private static PendingEvent Pending(BuildEvent next) => new()
    {
        Writer = "",
        Step = "",
        At = next.At,
        Type = next.Type,
        Stage = next.Stage,
        Task = next.Task,
        Attempt = next.Attempt,
        Data = next.Data,
    };
}
