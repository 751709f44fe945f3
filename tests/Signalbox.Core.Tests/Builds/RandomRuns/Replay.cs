using System.Text.Json;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Xunit;

namespace Signalbox.Core.Tests.Builds.RandomRuns;

/// <summary>Rebuilds a build from its stored events and the mark of its cancel, which is a field of the row and no event.</summary>
internal static class Replay
{
    /// <summary>The event as it comes back from a store: through JSON, and without the plan that only the row keeps.</summary>
    public static PendingEvent Stored(PendingEvent e) => JsonSerializer.Deserialize<PendingEvent>(JsonSerializer.Serialize(e with { Plan = null }))!;

    /// <summary>Folds the events. The mark is set where the first event needs it: before that it made no difference to what was accepted.</summary>
    public static (BuildHead Head, IReadOnlyCollection<BuildTask> Tasks) Of(IEnumerable<PendingEvent> events, CancelMark? cancel)
    {
        var head = BuildStory.NewHead();
        var tasks = new Dictionary<string, BuildTask>(StringComparer.Ordinal);
        foreach (var e in events)
        {
            var task = e.Task is { } name ? tasks.GetValueOrDefault(name) : null;
            if (BuildMachine.Evolve(head, task, e) is not Evolution.Legal legal)
            {
                head = head with { Cancel = cancel };
                legal = Assert.IsType<Evolution.Legal>(BuildMachine.Evolve(head, task, e));
            }

            head = legal.Head;
            if (legal.Task is { } after) tasks[after.Name] = after;
        }

        return (head with { Cancel = cancel }, tasks.Values);
    }
}
