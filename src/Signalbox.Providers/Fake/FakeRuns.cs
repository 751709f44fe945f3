using Signalbox.Core.Builds;
using Signalbox.Core.Providers;

namespace Signalbox.Providers.Fake;

/// <summary>The runs of this host: those that go on, and the last that ended.</summary>
internal sealed class FakeRuns
{
    /// <summary>Memory grows with running builds and not with ended ones; whoever repeats a call does so soon.</summary>
    private const int Remembered = 1000;

    private readonly Lock gate = new();
    private readonly Dictionary<TaskAttempt, FakeRun> byKey = [];
    private readonly Dictionary<ProviderBuildId, FakeRun> byId = [];
    private readonly Queue<FakeRun> ended = [];
    private readonly Dictionary<TaskAttempt, int> refused = [];
    private bool closed;

    /// <summary>The attempt's build; null when it has none here.</summary>
    public ProviderBuildId? Find(TaskAttempt key)
    {
        lock (gate) return byKey.GetValueOrDefault(key)?.Id;
    }

    /// <summary>Whether the attempt is to be refused once more.</summary>
    public bool Refuses(TaskAttempt key, int times)
    {
        lock (gate)
        {
            if (byKey.ContainsKey(key)) return false;
            var before = refused.GetValueOrDefault(key);
            if (before < times) refused[key] = before + 1;
            return before < times;
        }
    }

    /// <summary>Starts a run, unless its attempt has one already, which is returned then.</summary>
    /// <exception cref="ObjectDisposedException">The provider was disposed.</exception>
    public FakeRun StartForKey(FakeRun run)
    {
        lock (gate) return byKey.GetValueOrDefault(run.Key) ?? Add(run);
    }

    /// <summary>The run of a build; one that another host began is gone on with.</summary>
    /// <exception cref="ObjectDisposedException">The provider was disposed.</exception>
    public FakeRun OfId(ProviderBuildId id, Func<FakeRun> goOn)
    {
        lock (gate) return byId.GetValueOrDefault(id) ?? Add(goOn());
    }

    /// <summary>Takes no more runs and says which there are.</summary>
    public IReadOnlyList<FakeRun> Close()
    {
        lock (gate)
        {
            closed = true;
            return [.. byId.Values];
        }
    }

    private FakeRun Add(FakeRun run)
    {
        ObjectDisposedException.ThrowIf(closed, typeof(FakeProvider));
        byId.Add(run.Id, run);
        byKey.TryAdd(run.Key, run);
        refused.Remove(run.Key);
        run.Start();
        _ = run.Completion.ContinueWith(_ => End(run), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return run;
    }

    private void End(FakeRun run)
    {
        lock (gate)
        {
            ended.Enqueue(run);
            if (ended.Count <= Remembered) return;
            var oldest = ended.Dequeue();
            byId.Remove(oldest.Id);
            if (byKey.GetValueOrDefault(oldest.Key) == oldest) byKey.Remove(oldest.Key);
        }
    }
}
