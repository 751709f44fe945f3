using Signalbox.Workflows.Durable;
using Xunit;

namespace Signalbox.Contract.Tests.Durable;

/// <summary>External events.</summary>
public abstract class EventConformance(IDurableHost host) : DurableConformance(host)
{
    [Fact]
    public async Task An_event_wakes_the_instance_that_waits_for_it()
    {
        Registry.AddOrchestrator<string, string>("main", (context, _) => context.WaitForExternalEvent<string>("signal"));
        await BeginAsync("main");
        await Host.SettleAsync();
        await RaiseAsync("signal", "clear");

        Assert.Equal("clear", await OutputAsync<string>());
    }

    [Fact]
    public async Task Events_that_come_before_the_wait_are_kept_in_order()
    {
        Registry.AddOrchestrator<string, string>("main", async (context, _) =>
        {
            await context.WaitForExternalEvent<string>("go");
            var all = "";
            for (var i = 0; i < 3; i++) all += await context.WaitForExternalEvent<string>("letter");
            return all;
        });
        await BeginAsync("main");
        foreach (var letter in new[] { "a", "b", "c" }) await RaiseAsync("letter", letter);
        await RaiseAsync("go");

        Assert.Equal("abc", await OutputAsync<string>());
    }

    [Fact]
    public async Task Names_are_compared_without_case()
    {
        Registry.AddOrchestrator<string, string>("main", async (context, _) =>
            await context.WaitForExternalEvent<string>("Signal") + await context.WaitForExternalEvent<string>("SIGNAL"));
        await BeginAsync("main");
        await RaiseAsync("signal", "a");
        await RaiseAsync("sIGNAL", "b");

        Assert.Equal("ab", await OutputAsync<string>());
    }

    [Fact]
    public async Task While_a_wait_is_pending_the_same_task_is_returned()
    {
        Registry.AddOrchestrator<string, bool>("main", async (context, _) =>
        {
            var first = context.WaitForExternalEvent<string>("signal");
            var same = ReferenceEquals(first, context.WaitForExternalEvent<string>("SIGNAL"));
            await first;
            return same && !ReferenceEquals(first, context.WaitForExternalEvent<string>("signal"));
        });
        await BeginAsync("main");
        await RaiseAsync("signal", "x");

        Assert.True(await OutputAsync<bool>());
    }

    [Fact]
    public async Task Each_name_has_its_own_queue()
    {
        Registry.AddOrchestrator<string, string>("main", async (context, _) =>
            await context.WaitForExternalEvent<string>("b") + await context.WaitForExternalEvent<string>("a"));
        await BeginAsync("main");
        await RaiseAsync("a", "1");
        await RaiseAsync("b", "2");

        Assert.Equal("21", await OutputAsync<string>());
    }

    [Fact]
    public async Task An_event_that_comes_while_an_activity_runs_between_two_waits_is_not_lost()
    {
        using var work = new HeldActivity();
        Registry.AddActivity<string, string>("work", work.RunAsync)
            .AddOrchestrator<string, string>("main", async (context, _) =>
            {
                var first = await context.WaitForExternalEvent<string>("nudge");
                await context.CallActivityAsync<string>("work", first);
                return first + await context.WaitForExternalEvent<string>("nudge");
            });
        await BeginAsync("main");
        await RaiseAsync("nudge", "1");
        await Host.SettleAsync(heldActivities: 1);
        await RaiseAsync("nudge", "2");
        await Host.SettleAsync(heldActivities: 1);
        work.LetGo();

        Assert.Equal("12", await OutputAsync<string>());
    }

    [Fact]
    public async Task A_wait_that_lost_against_a_timer_still_gets_the_next_event()
    {
        Registry.AddOrchestrator<string, string>("main", async (context, _) =>
        {
            var nudge = context.WaitForExternalEvent<string>("nudge");
            var timer = context.CreateTimer(context.CurrentUtcDateTime.AddMinutes(1), CancellationToken.None);
            var first = await Task.WhenAny(nudge, timer) == timer ? "timer " : "nudge ";
            return first + await nudge;
        });
        await BeginAsync("main");
        await Host.AdvanceAsync(TimeSpan.FromMinutes(1));
        await RaiseAsync("nudge", "late");

        Assert.Equal("timer late", await OutputAsync<string>());
    }

    [Fact]
    public async Task An_event_for_nobody_is_dropped()
    {
        Registry.AddOrchestrator<string, string>("main", (context, _) => context.WaitForExternalEvent<string>("signal"));
        await Host.StartAsync(Registry);
        await RaiseAsync("signal", "too early");
        await StartAsync("main", "i");
        await Host.SettleAsync();
        Assert.Equal(WorkflowStatus.Running, (await GetAsync()).Status);
        await RaiseAsync("signal", "right");

        Assert.Equal("right", await OutputAsync<string>());
    }

    [Fact]
    public async Task An_event_for_an_ended_instance_is_dropped_also_for_its_successor()
    {
        Registry.AddOrchestrator<string, string>("quick", (_, _) => Task.FromResult("done"))
            .AddOrchestrator<string, string>("main", (context, _) => context.WaitForExternalEvent<string>("signal"));
        await BeginAsync("quick");
        await EndOfAsync();
        await RaiseAsync("signal", "too late");
        await StartAsync("main", "i", options: new(ReplaceEnded: true));
        await RaiseAsync("signal", "right");

        Assert.Equal("right", await OutputAsync<string>());
    }

    [Fact]
    public async Task Events_survive_a_restart_whether_they_were_received_or_not()
    {
        Registry.AddOrchestrator<string, string>("main", async (context, _) =>
        {
            var first = await context.WaitForExternalEvent<string>("letter");
            await context.WaitForExternalEvent<string>("go");
            return first + await context.WaitForExternalEvent<string>("letter");
        });
        await BeginAsync("main");
        await RaiseAsync("letter", "a");
        await RaiseAsync("letter", "b");
        await Host.SettleAsync();
        await Host.RestartAsync();
        await RaiseAsync("go");

        Assert.Equal("ab", await OutputAsync<string>());
    }

    [Fact]
    public async Task Events_raised_by_many_at_once_are_each_received_once()
    {
        const int Count = 100;
        Registry.AddOrchestrator<string, int[]>("main", async (context, _) =>
        {
            var seen = new int[Count];
            for (var i = 0; i < Count; i++) seen[i] = await context.WaitForExternalEvent<int>("number");
            return seen;
        });
        await BeginAsync("main");
        await Task.WhenAll(Enumerable.Range(0, Count).Select(number => RaiseAsync("number", number)));

        Assert.Equal(Enumerable.Range(0, Count), (await OutputAsync<int[]>()).Order());
    }

    [Fact]
    public async Task An_event_may_carry_nothing()
    {
        Registry.AddOrchestrator<string, string>("main", async (context, _) => await context.WaitForExternalEvent<string?>("ping") ?? "nothing");
        await BeginAsync("main");
        await RaiseAsync("ping");

        Assert.Equal("nothing", await OutputAsync<string>());
    }
}
