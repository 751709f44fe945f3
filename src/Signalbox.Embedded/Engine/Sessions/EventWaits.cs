using Signalbox.Embedded.Engine.Histories;

namespace Signalbox.Embedded.Engine.Sessions;

/// <summary>External events of one generation: at most one wait per name, and what has come with nobody waiting, in order.</summary>
internal sealed class EventWaits
{
    private readonly Dictionary<string, PendingTask> waits = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<HistoryEvent.EventRaised> unreceived = [];

    /// <summary>Whether anybody waits.</summary>
    public bool Any => waits.Count > 0;

    /// <summary>What nobody has received, in the order of arrival.</summary>
    public IReadOnlyList<HistoryEvent.EventRaised> Unreceived => unreceived;

    public Task<T> Wait<T>(string name)
    {
        if (waits.TryGetValue(name, out var wait))
        {
            return wait is PendingTask<T> same
                ? same.Task
                : throw new InvalidOperationException(
                    $"Event '{name}' is already awaited as another type than {typeof(T).Name}. One wait per name is pending at a time.");
        }

        var pending = new PendingTask<T>(name);
        var index = unreceived.FindIndex(raised => string.Equals(raised.Name, name, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
        {
            waits.Add(name, pending);
            return pending.Task;
        }

        pending.Complete(unreceived[index].Payload);
        unreceived.RemoveAt(index);
        return pending.Task;
    }

    public void Raise(HistoryEvent.EventRaised raised)
    {
        if (waits.Remove(raised.Name, out var wait)) wait.Complete(raised.Payload);
        else unreceived.Add(raised);
    }
}
