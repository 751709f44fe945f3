using Signalbox.Workflows.Durable;
using Xunit;

namespace Signalbox.Contract.Tests.Durable;

/// <summary>Continue-as-new.</summary>
public abstract class GenerationConformance(IDurableHost host) : DurableConformance(host)
{
    [Fact]
    public async Task Each_generation_gets_the_input_that_the_last_one_left()
    {
        Registry.AddActivity<int, int>("next", (number, _) => Task.FromResult(number + 1))
            .AddOrchestrator<int, int>("main", async (context, number) =>
            {
                var next = await context.CallActivityAsync<int>("next", number);
                if (next < 50) context.ContinueAsNew(next);
                return next;
            });
        await BeginAsync("main", 0);

        Assert.Equal(50, await OutputAsync<int>());
    }

    [Fact]
    public async Task Events_that_nobody_received_reach_the_next_generation_in_order()
    {
        Registry.AddOrchestrator<string, string>("main", async (context, sofar) =>
        {
            if (sofar == "") await context.WaitForExternalEvent<string>("go");
            var all = sofar + await context.WaitForExternalEvent<string>("letter");
            if (all.Length < 5) context.ContinueAsNew(all);
            return all;
        });
        await BeginAsync("main", "");
        foreach (var letter in "abcde") await RaiseAsync("letter", letter.ToString());
        await RaiseAsync("go");

        Assert.Equal("abcde", await OutputAsync<string>());
    }

    [Fact]
    public async Task Events_that_come_while_generations_change_are_neither_lost_nor_reordered()
    {
        const int Count = 60;
        Registry.AddOrchestrator<List<int>, List<int>>("main", async (context, seen) =>
        {
            seen.Add(await context.WaitForExternalEvent<int>("number"));
            if (seen.Count < Count) context.ContinueAsNew(seen);
            return seen;
        });
        await BeginAsync("main", Array.Empty<int>());
        for (var number = 0; number < Count; number++) await RaiseAsync("number", number);

        Assert.Equal(Enumerable.Range(0, Count), await OutputAsync<List<int>>());
    }

    [Fact]
    public async Task Unreceived_events_are_dropped_when_asked()
    {
        Registry.AddOrchestrator<int, string>("main", async (context, generation) =>
        {
            if (generation == 1) return await context.WaitForExternalEvent<string>("letter");
            await context.WaitForExternalEvent<string>("go");
            context.ContinueAsNew(1, preserveUnprocessedEvents: false);
            return "";
        });
        await BeginAsync("main", 0);
        await RaiseAsync("letter", "old");
        await RaiseAsync("go");
        await Host.SettleAsync();
        await RaiseAsync("letter", "new");

        Assert.Equal("new", await OutputAsync<string>());
    }

    [Fact]
    public async Task What_an_earlier_generation_asked_for_does_not_reach_a_later_one()
    {
        using var slow = new HeldActivity();
        Registry.AddActivity<string, string>("slow", slow.RunAsync)
            .AddOrchestrator<int, string>("main", async (context, generation) =>
            {
                var work = context.CallActivityAsync<string>("slow", $"of {generation}");
                if (generation == 1) return await work;
                await context.WaitForExternalEvent<string>("go");
                context.ContinueAsNew(1);
                return "";
            });
        await BeginAsync("main", 0);
        await Host.SettleAsync(heldActivities: 1);
        await RaiseAsync("go");
        await Host.SettleAsync(heldActivities: 2);
        slow.LetGo();

        Assert.Equal("of 1 done", await OutputAsync<string>());
    }

    [Fact]
    public async Task A_timer_of_an_earlier_generation_does_not_fire_in_a_later_one()
    {
        Registry.AddOrchestrator<int, DateTime>("main", async (context, generation) =>
        {
            var timer = context.CreateTimer(context.CurrentUtcDateTime.AddMinutes(generation == 0 ? 5 : 60), CancellationToken.None);
            if (generation == 0) await context.WaitForExternalEvent<string>("go");
            else await timer;
            if (generation == 0) context.ContinueAsNew(1);
            return context.CurrentUtcDateTime;
        });
        var began = Host.Now.UtcDateTime;
        await BeginAsync("main", 0);
        await RaiseAsync("go");
        await Host.AdvanceAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(WorkflowStatus.Running, (await GetAsync()).Status);
        await Host.RestartAsync();
        await Host.AdvanceAsync(TimeSpan.FromMinutes(30));

        Assert.Equal(began.AddHours(1), await OutputAsync<DateTime>());
    }

    [Fact]
    public async Task A_restart_in_the_second_generation_goes_on_there()
    {
        using var calls = new HeldActivity();
        calls.LetGo();
        Registry.AddActivity<string, string>("work", calls.RunAsync)
            .AddOrchestrator<int, string>("main", async (context, generation) =>
            {
                await context.CallActivityAsync<string>("work", $"{generation}");
                if (generation == 1) return "ended in 1 with " + await context.WaitForExternalEvent<string>("last");
                context.ContinueAsNew(1);
                return "";
            });
        await BeginAsync("main", 0);
        await Host.SettleAsync();
        await Host.RestartAsync();
        await RaiseAsync("last", "x");

        Assert.Equal("ended in 1 with x", await OutputAsync<string>());
        Assert.Equal(["0", "1"], calls.Calls);
    }
}
