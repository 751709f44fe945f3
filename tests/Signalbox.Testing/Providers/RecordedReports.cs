using System.Collections.Concurrent;
using Signalbox.Core.Builds;
using Signalbox.Core.Providers;

namespace Signalbox.Testing.Providers;

/// <summary>Takes the reports of a provider, in their order, and lets a test await them.</summary>
public sealed class RecordedReports : IProviderReports
{
    private readonly ConcurrentQueue<(TaskAttempt Key, ProviderStatus Status)> all = new();
    private readonly ConcurrentDictionary<ProviderBuildId, TaskCompletionSource<ProviderStatus>> ends = new();
    private readonly ConcurrentDictionary<ProviderBuildId, TaskCompletionSource<ProviderStatus>> starts = new();
    private readonly Lock gate = new();
    private readonly List<(TaskAttempt Key, int Count, TaskCompletionSource Reached)> awaited = [];
    private int refusals;

    /// <summary>The states that were reported of an attempt.</summary>
    public IReadOnlyList<ProviderBuildState> StatesOf(TaskAttempt key) =>
        [.. all.Where(report => report.Key == key).Select(report => report.Status.State)];

    /// <summary>Completes when so many reports of the attempt were taken.</summary>
    public Task ReportsOfAsync(TaskAttempt key, int count)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate) awaited.Add((key, count, reached));
        Tell();
        return reached.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>The next reports are not taken, as when the store is down.</summary>
    public void RefuseNext(int count) => refusals = count;

    /// <summary>The first report that says `running`.</summary>
    public Task<ProviderStatus> StartOfAsync(ProviderBuildId id) => Of(starts, id).Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>The first report that says how it ended.</summary>
    public Task<ProviderStatus> EndOfAsync(ProviderBuildId id) => Of(ends, id).Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <inheritdoc/>
    public Task ReportAsync(TaskAttempt key, ProviderBuildId id, ProviderStatus status, CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref refusals) >= 0) throw new IOException("The store does not answer.");
        all.Enqueue((key, status));
        if (status.State is ProviderBuildState.Running) Of(starts, id).TrySetResult(status);
        if (status.State.IsTerminal) Of(ends, id).TrySetResult(status);
        Tell();
        return Task.CompletedTask;
    }

    private void Tell()
    {
        lock (gate)
            foreach (var (key, count, reached) in awaited)
                if (StatesOf(key).Count >= count) reached.TrySetResult();
    }

    private static TaskCompletionSource<ProviderStatus> Of(
        ConcurrentDictionary<ProviderBuildId, TaskCompletionSource<ProviderStatus>> sources, ProviderBuildId id) =>
        sources.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
