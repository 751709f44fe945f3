using Signalbox.Core.Failures;
using Signalbox.Workflows.Durable;
using Xunit;

namespace Signalbox.Contract.Tests.Durable;

/// <summary>Starting, ending, finding and forgetting instances.</summary>
public abstract class LifecycleConformance : DurableConformance
{
    protected LifecycleConformance(IDurableHost host)
        : base(host) =>
        Registry.AddOrchestrator<string, string>("wait", (context, _) => context.WaitForExternalEvent<string>("go"))
            .AddOrchestrator<string, string>("echo", (_, input) => Task.FromResult(input));

    [Fact]
    public async Task Starting_an_id_twice_is_one_instance_with_the_first_input()
    {
        await BeginAsync("echo", "first");
        Assert.Equal(StartOutcome.Exists, await StartAsync("echo", "i", "second"));

        Assert.Equal("first", await OutputAsync<string>());
    }

    [Fact]
    public async Task Of_many_that_start_an_id_at_once_one_succeeds()
    {
        await Host.StartAsync(Registry);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => StartAsync("wait", "i")));

        Assert.Single(outcomes, StartOutcome.Started);
    }

    [Fact]
    public async Task An_ended_instance_is_left_alone_unless_it_is_to_be_replaced()
    {
        await BeginAsync("echo", "old");
        await EndOfAsync();
        Assert.Equal(StartOutcome.Exists, await StartAsync("echo", "i", "new"));
        Assert.Equal("old", await OutputAsync<string>());
        Assert.Equal(StartOutcome.Started, await StartAsync("wait", "i", "new", new(ReplaceEnded: true)));
        Assert.False((await GetAsync()).HasEnded);
        await RaiseAsync("go", "replaced");

        Assert.Equal("replaced", await OutputAsync<string>());
    }

    [Fact]
    public async Task A_running_instance_is_never_replaced()
    {
        await BeginAsync("wait");
        await Host.SettleAsync();

        Assert.Equal(StartOutcome.Exists, await StartAsync("echo", "i", "x", new(ReplaceEnded: true)));
        Assert.Equal("wait", (await GetAsync()).Orchestrator);
    }

    [Fact]
    public async Task A_start_for_later_waits_for_its_time_also_across_a_restart_and_keeps_events()
    {
        await Host.StartAsync(Registry);
        await StartAsync("wait", "i", options: new(StartAt: Host.Now.AddHours(1)));
        await RaiseAsync("go", "kept");
        await Host.AdvanceAsync(TimeSpan.FromMinutes(30));
        await Host.RestartAsync();
        await Host.AdvanceAsync(TimeSpan.FromMinutes(29));
        Assert.Equal(WorkflowStatus.Pending, (await GetAsync()).Status);
        await Host.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("kept", await OutputAsync<string>());
    }

    [Fact]
    public async Task A_terminated_instance_has_ended_with_the_reason_and_runs_no_more()
    {
        await BeginAsync("wait");
        await Host.SettleAsync();
        await Client.TerminateAsync("i", "line closed", CancellationToken.None);

        var end = await EndOfAsync();
        Assert.Equal(WorkflowStatus.Terminated, end.Status);
        Assert.Equal("line closed", end.Failure!.Message);
        await RaiseAsync("go", "too late");
        await Host.SettleAsync();
        Assert.Equal(WorkflowStatus.Terminated, (await GetAsync()).Status);
    }

    [Fact]
    public async Task What_a_terminated_instance_had_running_is_ignored()
    {
        using var slow = new HeldActivity();
        Registry.AddActivity<string, string>("slow", slow.RunAsync)
            .AddOrchestrator<string, string>("main", (context, _) => context.CallActivityAsync<string>("slow", "a"));
        await BeginAsync("main");
        await Host.SettleAsync(heldActivities: 1);
        await Client.TerminateAsync("i", "enough", CancellationToken.None);
        await EndOfAsync();
        slow.LetGo();
        await Host.SettleAsync();
        await Host.RestartAsync();
        await Host.SettleAsync();

        Assert.Equal(WorkflowStatus.Terminated, (await GetAsync()).Status);
        Assert.Equal(["a"], slow.Calls);
    }

    [Fact]
    public async Task What_an_ended_instance_had_running_does_not_reach_its_successor()
    {
        using var slow = new HeldActivity();
        Registry.AddActivity<string, string>("slow", slow.RunAsync)
            .AddOrchestrator<string, string>("main", (context, input) => context.CallActivityAsync<string>("slow", input));
        await BeginAsync("main", "old");
        await slow.CalledAsync(1);
        await Client.TerminateAsync("i", "enough", CancellationToken.None);
        await EndOfAsync();
        await StartAsync("main", "i", "new", new(ReplaceEnded: true));
        await slow.CalledAsync(1);
        slow.LetGo();

        Assert.Equal("new done", await OutputAsync<string>());
    }

    [Fact]
    public async Task Terminating_what_has_ended_or_never_was_changes_nothing()
    {
        await BeginAsync("echo", "x");
        await EndOfAsync();
        await Client.TerminateAsync("i", "late", CancellationToken.None);
        await Client.TerminateAsync("nobody", "x", CancellationToken.None);
        await Host.SettleAsync();

        Assert.Equal("x", await OutputAsync<string>());
        Assert.Null(await Client.GetAsync("nobody", CancellationToken.None));
    }

    [Fact]
    public async Task An_instance_that_has_not_started_yet_can_be_terminated()
    {
        await Host.StartAsync(Registry);
        await StartAsync("wait", "i", options: new(StartAt: Host.Now.AddHours(1)));
        await Client.TerminateAsync("i", "never mind", CancellationToken.None);
        Assert.Equal(WorkflowStatus.Terminated, (await EndOfAsync()).Status);
        await Host.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Equal(WorkflowStatus.Terminated, (await GetAsync()).Status);
    }

    [Fact]
    public async Task Only_ended_instances_are_purged()
    {
        await BeginAsync("wait");
        await Host.SettleAsync();
        Assert.False(await Client.PurgeAsync("i", CancellationToken.None));
        await RaiseAsync("go", "x");
        await EndOfAsync();
        Assert.True(await Client.PurgeAsync("i", CancellationToken.None));
        Assert.False(await Client.PurgeAsync("i", CancellationToken.None));

        Assert.Null(await Client.GetAsync("i", CancellationToken.None));
        Assert.Equal(StartOutcome.Started, await StartAsync("wait", "i"));
    }

    [Fact]
    public async Task Instances_are_listed_by_prefix_and_status_in_the_order_of_their_ids()
    {
        await Host.StartAsync(Registry);
        foreach (var id in new[] { "build:3", "build:1", "queue:1", "build:2", "build", "builds" }) await StartAsync("wait", id);
        await RaiseAsync("go", "x", "build:2");
        await EndOfAsync("build:2");
        await Host.SettleAsync();

        Assert.Equal(["build:1", "build:2", "build:3"], await ListAsync(new("build:")));
        Assert.Equal(["build:1", "build:3"], await ListAsync(new("build:", [WorkflowStatus.Running])));
        Assert.Equal(["build:2"], await ListAsync(new(Statuses: [WorkflowStatus.Completed, WorkflowStatus.Failed])));
        Assert.Equal(6, (await ListAsync(new())).Count);
        Assert.Empty(await ListAsync(new("nothing")));
    }

    [Fact]
    public async Task Waiting_for_an_instance_that_does_not_exist_is_refused() =>
        await Assert.ThrowsAsync<CoordinationException>(async () =>
        {
            await Host.StartAsync(Registry);
            await EndOfAsync("nobody");
        });

    [Fact]
    public async Task Everybody_who_waits_hears_of_the_end()
    {
        await BeginAsync("wait");
        var waiting = Enumerable.Range(0, 10).Select(_ => EndOfAsync()).ToList();
        await RaiseAsync("go", "x");

        Assert.All(await Task.WhenAll(waiting), end => Assert.Equal(WorkflowStatus.Completed, end.Status));
    }

    [Fact]
    public async Task A_wait_can_be_given_up_without_touching_the_instance()
    {
        await BeginAsync("wait");
        using var cancel = new CancellationTokenSource();
        var waiting = Client.WaitForCompletionAsync("i", cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));
        await RaiseAsync("go", "x");

        Assert.Equal("x", await OutputAsync<string>());
    }

    [Fact]
    public async Task An_orchestrator_that_throws_fails_with_type_and_message()
    {
        Registry.AddOrchestrator<string>("main", (_, _) => throw new NotSupportedException("no such gauge"));
        await BeginAsync("main");

        Assert.Equal(new(typeof(NotSupportedException).FullName!, "no such gauge"), (await EndOfAsync()).Failure);
    }

    [Fact]
    public async Task An_orchestrator_that_nobody_registered_fails_its_instance_and_is_named()
    {
        await BeginAsync("nowhere");

        var end = await EndOfAsync();
        Assert.Equal(WorkflowStatus.Failed, end.Status);
        Assert.Contains("nowhere", end.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instance_shows_when_it_was_made_and_when_it_last_did_something()
    {
        var began = Host.Now;
        await BeginAsync("wait");
        await Host.AdvanceAsync(TimeSpan.FromMinutes(5));
        await RaiseAsync("go", "x");

        var end = await EndOfAsync();
        Assert.Equal((began, began.AddMinutes(5)), (end.CreatedAt, end.UpdatedAt));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a#b")]
    [InlineData("@entity")]
    [InlineData("grüße")]
    public async Task An_id_that_no_engine_can_keep_is_refused(string id)
    {
        await Host.StartAsync(Registry);
        await Assert.ThrowsAsync<ArgumentException>(() => StartAsync("wait", id));
        await Assert.ThrowsAsync<ArgumentException>(() => StartAsync("wait", new string('x', 101)));
    }

    [Fact]
    public async Task A_thousand_instances_run_at_once_to_their_own_ends()
    {
        Registry.AddActivity<int, int>("double", (number, _) => Task.FromResult(number * 2))
            .AddOrchestrator<int, int>("main", async (context, number) =>
                await context.CallActivityAsync<int>("double", number) + await context.WaitForExternalEvent<int>("add"));
        await Host.StartAsync(Registry);
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(number => StartAsync("main", $"n{number}", number)));
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(number => RaiseAsync("add", 1, $"n{number}")));
        var ends = await Task.WhenAll(Enumerable.Range(0, 1000).Select(number => OutputAsync<int>($"n{number}")));

        Assert.Equal(Enumerable.Range(0, 1000).Select(number => (number * 2) + 1), ends);
    }

    private async Task<List<string>> ListAsync(WorkflowFilter filter)
    {
        var ids = new List<string>();
        await foreach (var instance in Client.ListAsync(filter, CancellationToken.None)) ids.Add(instance.InstanceId);
        return ids;
    }
}
