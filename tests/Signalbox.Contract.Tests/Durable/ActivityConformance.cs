using Signalbox.Workflows.Durable;
using Xunit;

namespace Signalbox.Contract.Tests.Durable;

/// <summary>Calls of activities.</summary>
public abstract class ActivityConformance(IDurableHost host) : DurableConformance(host)
{
    [Fact]
    public async Task An_orchestrator_gets_its_input_and_returns_what_its_activities_returned()
    {
        Registry.AddActivity<string, string>("greet", (name, _) => Task.FromResult($"Hello {name}"))
            .AddOrchestrator<string, string>("main", (context, name) => context.CallActivityAsync<string>("greet", name));
        await BeginAsync("main", "Bahnhof");

        Assert.Equal("Hello Bahnhof", await OutputAsync<string>());
    }

    [Fact]
    public async Task Of_a_failed_activity_its_type_and_message_reach_the_orchestrator()
    {
        Registry.AddActivity<string>("break", (_, _) => throw new FormatException("crooked rail"))
            .AddOrchestrator<string, string>("main", async (context, _) =>
            {
                var error = await Assert.ThrowsAsync<WorkflowTaskFailedException>(() => context.CallActivityAsync("break", "x"));
                Assert.True(error.Failure.IsCausedBy<FormatException>());
                return $"{error.TaskName}: {error.Failure.Message}";
            });
        await BeginAsync("main");

        Assert.Equal("break: crooked rail", await OutputAsync<string>());
    }

    [Fact]
    public async Task A_failure_that_nobody_catches_fails_the_instance_with_the_activitys_own_words()
    {
        Registry.AddActivity<string>("break", (_, _) => throw new FormatException("crooked rail"))
            .AddOrchestrator<string>("main", (context, _) => context.CallActivityAsync("break", "x"));
        await BeginAsync("main");

        var end = await EndOfAsync();
        Assert.Equal(WorkflowStatus.Failed, end.Status);
        Assert.Equal(new(typeof(FormatException).FullName!, "crooked rail"), end.Failure);
        Assert.Null(end.Output);
    }

    [Fact]
    public async Task Activities_that_were_asked_for_together_run_together()
    {
        using var meeting = new Barrier(3);
        Registry.AddActivity<int, int>("meet", (number, _) => Task.Run(() => meeting.SignalAndWait(Patience) ? number : -1))
            .AddOrchestrator<int, int[]>("main", (context, _) =>
                Task.WhenAll(Enumerable.Range(1, 3).Select(number => context.CallActivityAsync<int>("meet", number))));
        await BeginAsync("main");

        Assert.Equal(Enumerable.Range(1, 3), await OutputAsync<int[]>());
    }

    [Fact]
    public async Task When_all_with_one_failure_fails_after_the_others_have_ended()
    {
        using var slow = new HeldActivity();
        Registry.AddActivity<string>("break", (_, _) => throw new FormatException("crooked rail"))
            .AddActivity<string, string>("slow", slow.RunAsync)
            .AddOrchestrator<string, string>("main", async (context, _) =>
            {
                var (bad, good) = (context.CallActivityAsync("break"), context.CallActivityAsync<string>("slow", "late"));
                await Assert.ThrowsAsync<WorkflowTaskFailedException>(() => Task.WhenAll(bad, good));
                return await good;
            });
        await BeginAsync("main");
        await Host.SettleAsync(heldActivities: 1);
        Assert.Equal(WorkflowStatus.Running, (await GetAsync()).Status);
        slow.LetGo();

        Assert.Equal("late done", await OutputAsync<string>());
    }

    [Fact]
    public async Task When_any_goes_on_with_the_first_and_leaves_the_other_alone()
    {
        using var slow = new HeldActivity();
        Registry.AddActivity<string, string>("slow", slow.RunAsync)
            .AddActivity<string, string>("quick", (input, _) => Task.FromResult(input))
            .AddOrchestrator<string, string>("main", async (context, _) =>
                await await Task.WhenAny(context.CallActivityAsync<string>("slow", "a"), context.CallActivityAsync<string>("quick", "b")));
        await BeginAsync("main");

        Assert.Equal("b", await OutputAsync<string>());
        slow.LetGo();
        await Host.SettleAsync();
        Assert.Equal("b", await OutputAsync<string>());
    }

    [Fact]
    public async Task An_activity_that_nobody_registered_fails_its_call_and_is_named()
    {
        Registry.AddOrchestrator<string>("main", (context, _) => context.CallActivityAsync("nowhere"));
        await BeginAsync("main");

        var end = await EndOfAsync();
        Assert.Equal(WorkflowStatus.Failed, end.Status);
        Assert.Contains("nowhere", end.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Large_payloads_and_every_script_survive_each_boundary_and_a_restart()
    {
        var text = string.Concat(Enumerable.Repeat("Grüße, 駅, \U0001F682, \"quoted\" \\ \u0007\u2028\n", 1200));
        Registry.AddActivity<string, string>("echo", (input, _) => Task.FromResult(input))
            .AddOrchestrator<string, string>("main", async (context, input) =>
            {
                var echoed = await context.CallActivityAsync<string>("echo", input);
                return echoed + await context.WaitForExternalEvent<string>("more");
            });
        await BeginAsync("main", text);
        await Host.SettleAsync();
        await Host.RestartAsync();
        await RaiseAsync("more", text);

        Assert.Equal(text + text, await OutputAsync<string>());
    }

    [Fact]
    public async Task Nothing_passes_as_nothing()
    {
        Registry.AddActivity<string?, string?>("nothing", (input, _) => Task.FromResult(input))
            .AddActivity<int, int>("number", (input, _) => Task.FromResult(input + 1))
            .AddOrchestrator<string?, string>("main", async (context, input) =>
                $"{input ?? "-"}{await context.CallActivityAsync<string?>("nothing") ?? "-"}{await context.CallActivityAsync<int>("number")}");
        await BeginAsync("main");

        Assert.Equal("--1", await OutputAsync<string>());
    }

    [Fact]
    public async Task An_activity_that_fails_is_not_tried_again_unless_asked()
    {
        var tries = 0;
        Registry.AddActivity<string>("break", (_, _) => throw new FormatException($"try {Interlocked.Increment(ref tries)}"))
            .AddOrchestrator<string>("main", (context, _) => context.CallActivityAsync("break"));
        await BeginAsync("main");

        Assert.Equal("try 1", (await EndOfAsync()).Failure!.Message);
        Assert.Equal(1, tries);
    }
}
