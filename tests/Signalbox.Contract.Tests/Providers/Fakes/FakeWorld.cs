using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Signalbox.Core.Builds;
using Signalbox.Core.Changes;
using Signalbox.Core.Plans;
using Signalbox.Core.Providers;
using Signalbox.Core.Results;
using Signalbox.Embedded.Files;
using Signalbox.Providers.Fake;
using Signalbox.Testing.Clocks;
using Signalbox.Testing.Providers;

namespace Signalbox.Contract.Tests.Providers.Fakes;

/// <summary>A store, a clock that a test moves, and hosts that rehearse.</summary>
internal sealed class FakeWorld : IAsyncDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("signalbox-fake-");
    private readonly ConcurrentDictionary<DateTimeOffset, TaskCompletionSource> timers = new();
    private readonly ConcurrentBag<FakeProvider> hosts = [];
    private readonly FileResultStore files;
    private int builds;

    public FakeWorld()
    {
        Results = files = new(directory.FullName);
        Start = Clock.GetUtcNow();
        Clock.TimerSet = at => Timer(at).TrySetResult();
    }

    public ManualClock Clock { get; } = new();

    /// <summary>When the world began.</summary>
    public DateTimeOffset Start { get; }

    public IResultStore Results { get; set; }

    public RecordedReports Reports { get; private set; } = new();

    public static Repository Repository { get; } = new("github.com", RepositoryName.Parse("acme/app"), null);

    /// <summary>A host as it comes up, with ears of its own.</summary>
    public async Task<FakeProvider> HostAsync(TimeProvider? clock = null, FakeOptions? options = null)
    {
        Reports = new();
        var host = new FakeProvider(Results, options ?? new(), clock ?? Clock, NullLogger<FakeProvider>.Instance);
        hosts.Add(host);
        await host.StartReportingAsync(Reports, CancellationToken.None);
        return host;
    }

    /// <summary>A request with settings as YAML's flow style, which JSON is: `"duration": "2s"`.</summary>
    public ScheduleRequest Request(string settings = "", Func<PlannedTask, PlannedTask>? change = null)
    {
        var task = new PlannedTask
        {
            Name = "unit[os=linux]",
            Blueprint = "unit",
            Provider = "fake",
            Settings = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>($"{{{settings}}}")!.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Digest = new string('0', 64),
        };
        task = change?.Invoke(task) ?? task;
        var sha = CommitSha.Parse(new string('a', 40));
        return new()
        {
            Repository = Repository,
            Commit = new(sha, "refs/heads/main"),
            Changes = [new([ChangeUri.ForRef(Repository.Name, "refs/heads/main", sha)], ChangeAction.Validate)],
            Task = task,
            Key = new(BuildId.Parse($"b-{Interlocked.Increment(ref builds)}"), task.Name, 1),
        };
    }

    /// <summary>Schedules a build and says how it stands after each of the times.</summary>
    public async Task<IReadOnlyList<ProviderStatus>> WatchAsync(FakeProvider host, ScheduleRequest request, params double[] seconds)
    {
        var id = await host.ScheduleAsync(request, CancellationToken.None);
        var seen = new List<ProviderStatus>();
        var start = Clock.GetUtcNow();
        foreach (var second in seconds)
        {
            Clock.Advance(start.AddSeconds(second) - Clock.GetUtcNow());
            seen.Add(await host.PollAsync(id, CancellationToken.None));
        }

        return seen;
    }

    /// <summary>Completes when somebody waits for a time; then the clock may move there.</summary>
    public Task WaitedForAsync(double seconds) => Timer(At(seconds)).Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Moves the clock to a time that somebody waits for.</summary>
    public async Task ComeToAsync(double seconds)
    {
        await WaitedForAsync(seconds);
        Clock.Advance(At(seconds) - Clock.GetUtcNow());
    }

    public async Task<string> LogAsync(TaskAttempt key)
    {
        await using var log = await Results.OpenLogAsync(key, 0, CancellationToken.None);
        if (log is null) return "";
        using var reader = new StreamReader(log);
        return await reader.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts) await host.DisposeAsync();
        files.Dispose();
        directory.Delete(recursive: true);
    }

    private DateTimeOffset At(double seconds) => Start.AddMilliseconds(Math.Round(seconds * 1000));

    private TaskCompletionSource Timer(DateTimeOffset at) =>
        timers.GetOrAdd(at, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
