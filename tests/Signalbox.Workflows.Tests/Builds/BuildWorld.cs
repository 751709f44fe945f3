using Microsoft.Extensions.DependencyInjection;
using Signalbox.Core.Builds;
using Signalbox.Core.Changes;
using Signalbox.Core.Events;
using Signalbox.Core.Forges;
using Signalbox.Core.Providers;
using Signalbox.Core.Results;
using Signalbox.Core.Secrets;
using Signalbox.Embedded.Engine;
using Signalbox.Embedded.Files;
using Signalbox.Embedded.Sqlite;
using Signalbox.Providers.Process;
using Signalbox.Testing.Clocks;
using Signalbox.Testing.Forges;
using Signalbox.Testing.Providers;
using Signalbox.Workflows.Builds;
using Signalbox.Workflows.Durable;

namespace Signalbox.Workflows.Tests.Builds;

/// <summary>The real orchestrations, engine and stores, with a scripted CI, a scripted forge and a clock that stands still.</summary>
public sealed class BuildWorld : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("signalbox-builds-");
    private ServiceProvider services;

    private BuildWorld(string configuration)
    {
        Forge = new(configuration);
        services = Compose();
    }

    public ManualClock Clock { get; } = new();

    public ScriptedForge Forge { get; }

    public ScriptedProvider Provider { get; } = new();

    public IBuilds Builds => services.GetRequiredService<IBuilds>();

    public IBuildStore Store => services.GetRequiredService<IBuildStore>();

    public IEventLog Log => services.GetRequiredService<IEventLog>();

    public IResultStore Results => services.GetRequiredService<IResultStore>();

    public IWorkflowClient Workflows => Engine.Client;

    public string DataDirectory => directory.FullName;

    public IProviderReports Reports => services.GetRequiredService<IProviderReports>();

    public WorkflowRegistry Registry => services.GetRequiredService<WorkflowRegistry>();

    private DurableEngine Engine => services.GetRequiredService<DurableEngine>();

    public static async Task<BuildWorld> StartAsync(string configuration)
    {
        var world = new BuildWorld(configuration);
        await world.BeginAsync();
        return world;
    }

    /// <summary>The plan of tasks without options: stages of names, `check: a b | package: c`.</summary>
    public static Task<BuildWorld> OfAsync(string stages, bool failFast = false)
    {
        var parts = stages.Split('|', StringSplitOptions.TrimEntries)
            .Select(part => part.Split(':', StringSplitOptions.TrimEntries))
            .Select(part => (Name: part[0], Tasks: part[1].Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();
        var blueprints = parts.SelectMany(part => part.Tasks).Distinct().Select(task => $"  {task}: {{ run: echo {task} }}");
        var plan = parts.Select(part => $"    - {{ name: {part.Name}, tasks: [{string.Join(", ", part.Tasks)}] }}");
        return StartAsync(
            $"version: 1\nblueprints:\n{string.Join('\n', blueprints)}\nplan:\n  failFast: {(failFast ? "true" : "false")}\n  stages:\n{string.Join('\n', plan)}\n");
    }

    public static BuildRequest Request(char commit = 'a') => new()
    {
        Repository = ScriptedForge.Repository,
        Ref = "refs/heads/main",
        Sha = CommitSha.Parse(new string(commit, 40)),
        Changes =
        [
            new([ChangeUri.ForRef(ScriptedForge.Repository.Name, "refs/heads/main", CommitSha.Parse(new string(commit, 40)))], ChangeAction.Validate),
        ],
        Reason = BuildReason.Cli,
    };

    public async Task<BuildId> RunAsync(string id = "b-1", BuildRequest? request = null)
    {
        var build = BuildId.Parse(id);
        await Builds.StartAsync(build, request ?? Request(), CancellationToken.None);
        return build;
    }

    /// <summary>Returns when nothing moves until the clock does, or the test.</summary>
    public Task SettleAsync() => Engine.Load.SettledAsync().WaitAsync(Patience);

    public async Task AdvanceAsync(TimeSpan by)
    {
        var until = Clock.GetUtcNow() + by;
        await SettleAsync();
        while (Clock.NextTimer is { } next && next <= until)
        {
            Clock.Advance(next > Clock.GetUtcNow() ? next - Clock.GetUtcNow() : TimeSpan.Zero);
            await SettleAsync();
        }

        Clock.Advance(until - Clock.GetUtcNow());
        await SettleAsync();
    }

    /// <summary>A new host on the same data, as after a crash.</summary>
    public async Task RestartAsync()
    {
        await services.DisposeAsync();
        services = Compose();
        await BeginAsync();
    }

    /// <summary>The history of an orchestration as it is kept for replay.</summary>
    public Task<IReadOnlyList<string>> HistoryAsync(string instance) => Engine.ExportHistoryAsync(instance, CancellationToken.None);

    public async Task<BuildHead> HeadAsync(BuildId id) => (await Store.FindAsync(id, CancellationToken.None))!;

    public async Task<BuildTask> TaskAsync(BuildId id, string task) => (await Store.FindTaskAsync(id, task, CancellationToken.None))!.Value.Task;

    /// <summary>The events as words: `TASK_START unit`.</summary>
    public async Task<string[]> EventsAsync(BuildId id) =>
        [.. (await Log.ReadAsync(id, 0, 10_000, CancellationToken.None)).Select(e => $"{e.Type.Word()} {e.Task ?? e.Stage}".TrimEnd())];

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        directory.Delete(recursive: true);
    }

    private async Task BeginAsync()
    {
        await Provider.StartReportingAsync(Reports, CancellationToken.None);
        await Engine.StartAsync(CancellationToken.None);
        await Engine.Client.NudgeAllAsync(CancellationToken.None);
    }

    private ServiceProvider Compose() => new ServiceCollection()
        .AddLogging()
        .AddSingleton<TimeProvider>(Clock)
        .AddSqliteStores(directory.FullName)
        .AddResultFiles(directory.FullName)
        .AddWorkflows()
        .AddSingleton<IForge>(Forge)
        .AddSingleton<IBuildProvider>(new Undisposed(Provider))
        .AddSingleton<IProviderSettings, ProcessSettings>()
        .AddSingleton<ISecrets, NoSecrets>()
        .AddSingleton(provider => new DurableEngine(
            provider.GetRequiredService<WorkflowRegistry>(), provider.GetRequiredService<SqliteDatabase>(), Clock))
        .AddSingleton(provider => provider.GetRequiredService<DurableEngine>().Client)
        .BuildServiceProvider();

    private sealed class NoSecrets : ISecrets
    {
        public bool Has(Repository repository, string name) => false;

        public string? Find(Repository repository, string name) => null;

        public IReadOnlyCollection<string> Values => [];
    }

    /// <summary>The CI outlives our host.</summary>
    private sealed class Undisposed(ScriptedProvider inner) : IBuildProvider
    {
        public string Name => inner.Name;

        public int? MaxParallel => inner.MaxParallel;

        public Task<ProviderBuildId> ScheduleAsync(ScheduleRequest request, CancellationToken cancellationToken) =>
            inner.ScheduleAsync(request, cancellationToken);

        public Task<ProviderStatus> PollAsync(ProviderBuildId id, CancellationToken cancellationToken) => inner.PollAsync(id, cancellationToken);

        public Task CancelAsync(ProviderBuildId id, CancellationToken cancellationToken) => inner.CancelAsync(id, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
