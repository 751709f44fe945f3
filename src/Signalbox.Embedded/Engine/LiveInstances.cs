namespace Signalbox.Embedded.Engine;

/// <summary>
/// The instances in memory, each with at most one turn at a time. Sessions of the longest idle ones are let go when there are too many;
/// instances that have ended are let go at once.
/// </summary>
/// <param name="maxIdle">How many idle ones are kept.</param>
/// <param name="load">Told of every instance that becomes busy or idle.</param>
/// <param name="run">Queues a turn.</param>
internal sealed class LiveInstances(int maxIdle, EngineLoad load, Action<LiveInstance> run)
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, LiveInstance> all = [];
    private readonly LinkedList<LiveInstance> idle = [];

    /// <summary>How many are in memory.</summary>
    public int Count
    {
        get
        {
            lock (gate) return all.Count;
        }
    }

    /// <summary>Gives an instance a turn because something happened to it.</summary>
    /// <param name="key">The instance.</param>
    /// <param name="learned">What it is to learn; null: it is in the journal.</param>
    public void Wake(long key, Learned? learned = null)
    {
        LiveInstance live;
        lock (gate)
        {
            if (!all.TryGetValue(key, out live!)) all.Add(key, live = new(key));
            if (learned is { } known) live.Received.Add(known);
            else live.IsWoken = true;
            if (live.IsBusy) return;
            live.IsBusy = true;
            if (live.Idle is { } place) idle.Remove(place);
            live.Idle = null;
        }

        load.TurnBegins();
        run(live);
    }

    /// <summary>Takes what an instance is to learn in the turn that begins.</summary>
    public (List<Learned> Received, bool IsWoken) Take(LiveInstance live)
    {
        lock (gate)
        {
            var taken = (live.Received, live.IsWoken);
            (live.Received, live.IsWoken) = ([], false);
            return taken;
        }
    }

    /// <summary>Ends a turn; what has come meanwhile gets the next.</summary>
    public void Release(LiveInstance live)
    {
        bool again; // decided under the lock: once it is idle, another thread may make it busy
        lock (gate)
        {
            live.IsBusy = again = live.Received.Count > 0 || live.IsWoken;
            if (!again) Keep(live);
        }

        if (again) run(live);
        else load.TurnEnds();
    }

    private void Keep(LiveInstance live)
    {
        if (live.Session is null)
        {
            all.Remove(live.Key);
            return;
        }

        live.Idle = idle.AddLast(live);
        if (idle.Count <= maxIdle) return;
        all.Remove(idle.First!.Value.Key);
        idle.RemoveFirst();
    }
}
