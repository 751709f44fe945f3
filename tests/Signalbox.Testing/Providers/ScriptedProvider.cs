using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using Signalbox.Core.Builds;
using Signalbox.Core.Failures;
using Signalbox.Core.Providers;
using Signalbox.Core.Results;

namespace Signalbox.Testing.Providers;

/// <summary>A CI that does what the test says, when the test says it, and tells nobody unless asked to.</summary>
public sealed class ScriptedProvider(string name = "process") : IBuildProvider, IPushesReports
{
    private readonly ConcurrentDictionary<string, ProviderStatus> builds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskAttempt> keys = new(StringComparer.Ordinal);
    private readonly Channel<ScheduleRequest> scheduled = Channel.CreateUnbounded<ScheduleRequest>();
    private readonly Channel<TaskAttempt> cancelled = Channel.CreateUnbounded<TaskAttempt>();
    private IProviderReports? reports;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public int? MaxParallel { get; set; }

    /// <summary>Thrown by Schedule instead of accepting, while it is set.</summary>
    public Exception? ScheduleFault { get; set; }

    /// <summary>Thrown by Cancel, while it is set.</summary>
    public Exception? CancelFault { get; set; }

    /// <summary>How many calls of Schedule came, repeated ones included.</summary>
    public int ScheduleCalls { get; private set; }

    /// <summary>How many live builds were made: one per key.</summary>
    public int Builds => builds.Count;

    /// <summary>What a build does by itself as soon as it is scheduled; null: it waits for the test.</summary>
    public Func<ScheduleRequest, ProviderBuildState?>? Script { get; set; }

    /// <summary>The next build that was scheduled and that this test has not seen.</summary>
    public Task<ScheduleRequest> NextAsync() => scheduled.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>The next build that was asked to cancel.</summary>
    public Task<TaskAttempt> NextCancelAsync() => cancelled.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Whether a build was scheduled that this test has not seen.</summary>
    public bool HasUnseen => scheduled.Reader.TryPeek(out _);

    /// <inheritdoc/>
    public Task StartReportingAsync(IProviderReports reports, CancellationToken cancellationToken)
    {
        this.reports = reports;
        return Task.CompletedTask;
    }

    /// <summary>Sets a build's state; with <paramref name="push"/> the provider reports it, else only a poll finds it.</summary>
    public async Task SetAsync(TaskAttempt key, ProviderBuildState state, bool push = true, ReportCounts? counts = null, bool? stopped = null)
    {
        var id = Id(key);
        var status = new ProviderStatus(state, stopped ?? state.IsTerminal, ImmutableSortedDictionary<string, string>.Empty, counts);
        builds[id.Value] = status;
        if (push && reports is not null) await reports.ReportAsync(key, id, status, CancellationToken.None);
    }

    /// <summary>The build passes.</summary>
    public Task SucceedAsync(TaskAttempt key, bool push = true) => SetAsync(key, new ProviderBuildState.Succeeded(), push);

    /// <summary>The build fails.</summary>
    public Task FailAsync(TaskAttempt key, string reason = "exit 1") => SetAsync(key, new ProviderBuildState.Failed(reason));

    /// <summary>Forgets a build, as a CI does that was reset.</summary>
    public void Forget(TaskAttempt key) => builds.TryRemove(Id(key).Value, out _);

    /// <inheritdoc/>
    public async Task<ProviderBuildId> ScheduleAsync(ScheduleRequest request, CancellationToken cancellationToken)
    {
        ScheduleCalls++;
        if (ScheduleFault is { } fault) throw fault;
        var id = Id(request.Key);
        if (!builds.TryAdd(id.Value, new(new ProviderBuildState.Accepted(), false))) return id;
        keys[id.Value] = request.Key;
        if (Script?.Invoke(request) is { } state) await SetAsync(request.Key, state);
        await scheduled.Writer.WriteAsync(request, cancellationToken);
        return id;
    }

    /// <inheritdoc/>
    public Task<ProviderStatus> PollAsync(ProviderBuildId id, CancellationToken cancellationToken) =>
        Task.FromResult(builds.GetValueOrDefault(id.Value) ?? throw new BuildNotFoundException(id.Value));

    /// <inheritdoc/>
    public async Task CancelAsync(ProviderBuildId id, CancellationToken cancellationToken)
    {
        if (CancelFault is { } fault) throw fault;
        if (!keys.TryGetValue(id.Value, out var key)) throw new BuildNotFoundException(id.Value);
        await cancelled.Writer.WriteAsync(key, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ProviderBuildId Id(TaskAttempt key) =>
        ProviderBuildId.Parse($"{name}://{key.Build}/{Uri.EscapeDataString(key.Task)}/{key.Attempt}");
}
