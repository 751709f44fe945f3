using Microsoft.Extensions.DependencyInjection;
using Signalbox.Cli.Invocations;
using Signalbox.Cli.Logs;
using Signalbox.Cli.Output;
using Signalbox.Core.Builds;
using Signalbox.Core.Changes;
using Signalbox.Core.Events;
using Signalbox.Core.Results;
using Signalbox.Embedded.Files;
using Signalbox.Embedded.Sqlite;
using Signalbox.Testing.Clocks;

namespace Signalbox.Scenario.Tests.Cli;

public sealed class FollowedLogsTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly BuildId Build = BuildId.Parse("b-1");
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("signalbox-follow-");
    private readonly ManualClock clock = new();
    private readonly ServiceProvider services;

    public FollowedLogsTests() => services = new ServiceCollection()
        .AddSingleton<TimeProvider>(clock).AddSqliteStores(directory.FullName).AddResultFiles(directory.FullName).BuildServiceProvider();

    private IBuildStore Store => services.GetRequiredService<IBuildStore>();

    private IResultStore Results => services.GetRequiredService<IResultStore>();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Logs_of_a_build_that_is_still_planned_are_followed_from_its_first_task_to_its_end()
    {
        await Store.CreateAsync(Build, Request(), clock.GetUtcNow(), CancellationToken.None);
        await AppendAsync(Event(EventType.BuildReceived), Event(EventType.BuildPlanning));
        using var output = new MemoryStream();
        using var terminal = new Terminal(output, TextWriter.Null, console: null);
        using var invocation = new Invocation { Terminal = terminal, Interrupts = new(terminal), Time = clock };
        using var waiting = new SemaphoreSlim(0);
        clock.TimerSet = _ => waiting.Release();

        var following = new TaskLogs(Store, Results, invocation, timestamps: true).FollowAllAsync(Build, CancellationToken.None);
        Assert.True(await waiting.WaitAsync(Patience));
        await AppendAsync(
            Planned("a"), Planned("b"), Planned("never"),
            Event(EventType.BuildStart, data: new() { Stages = ["check"], FailFast = false, Commit = Request().Sha, Tree = "tree" }),
            Event(EventType.StageStart, "check"));
        await RunAsync("b", "from b\n");
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await waiting.WaitAsync(Patience));
        await RunAsync("a", "from a\n");
        await AppendAsync(
            Event(EventType.TaskSkipped, "check", "never", new() { Reason = "no changed path matches" }),
            Event(EventType.StageComplete, "check", data: new() { State = StageState.Succeeded }),
            Event(EventType.BuildComplete, data: new() { Result = new(ResultKind.Success, Completed: 2) }),
            Event(EventType.BuildSuccess));
        clock.Advance(TimeSpan.FromSeconds(1));
        await following.WaitAsync(Patience);

        await terminal.Out.FlushAsync();
        Assert.Equal("==> b <==\nfrom b\n==> a <==\nfrom a\n", System.Text.Encoding.UTF8.GetString(output.ToArray()));
    }

    private async Task RunAsync(string task, string log)
    {
        await Results.AppendLogAsync(new(Build, task, 1), 0, System.Text.Encoding.UTF8.GetBytes(log), CancellationToken.None);
        await AppendAsync(
            Event(EventType.TaskScheduled, "check", task, new() { Provider = "process", ProviderBuild = $"process://{task}" }),
            Event(EventType.TaskStart, "check", task),
            Event(EventType.TaskComplete, "check", task),
            Event(EventType.TaskSuccess, "check", task, new() { TargetKey = $"key of {task}" }));
    }

    private async Task AppendAsync(params PendingEvent[] events) =>
        Assert.IsType<AppendResult.Appended>(await services.GetRequiredService<IEventLog>().AppendAsync(Build, events, CancellationToken.None));

    private PendingEvent Planned(string task) =>
        Event(EventType.TaskPlanned, "check", task, new() { TargetKey = $"key of {task}", Blueprint = task }) with
        {
            Attempt = null,
            Plan = new() { Name = task, Blueprint = task, Provider = "process", Digest = "d", Timeout = TimeSpan.FromMinutes(20) },
        };

    private PendingEvent Event(EventType type, string? stage = null, string? task = null, EventData? data = null) => new()
    {
        Writer = task ?? "build",
        Step = $"{type}/{stage}",
        At = clock.GetUtcNow(),
        Type = type,
        Stage = stage,
        Task = task,
        Attempt = task is null ? null : 1,
        Data = data,
    };

    private static BuildRequest Request()
    {
        var sha = CommitSha.Parse(new string('a', 40));
        var name = RepositoryName.Parse("acme/app");
        return new()
        {
            Repository = new("github.com", name),
            Ref = "refs/heads/main",
            Sha = sha,
            Changes = [new([ChangeUri.ForRef(name, "refs/heads/main", sha)], ChangeAction.Validate)],
            Reason = BuildReason.Cli,
        };
    }
}
