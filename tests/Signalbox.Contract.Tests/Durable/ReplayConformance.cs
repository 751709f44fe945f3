using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Signalbox.Contract.Tests.Durable;

/// <summary>Restarts, and what replayed code sees.</summary>
public abstract partial class ReplayConformance(IDurableHost host) : DurableConformance(host)
{
    [Fact]
    public async Task A_restart_between_any_two_turns_changes_nothing()
    {
        var calls = new ConcurrentQueue<string>();
        Registry.AddActivity<string, string>("work", (input, _) =>
            {
                calls.Enqueue(input);
                return Task.FromResult(input);
            })
            .AddOrchestrator<string, string>("child", (context, input) => context.CallActivityAsync<string>("work", input))
            .AddOrchestrator<string, string>("main", async (context, _) =>
            {
                var all = "";
                for (var i = 0; i < 4; i++)
                {
                    all += await context.WaitForExternalEvent<string>("letter");
                    all += await context.CallActivityAsync<string>("work", $"a{i}");
                    all += await context.CallSubOrchestratorAsync<string>("child", $"c{i}");
                    await context.CreateTimer(context.CurrentUtcDateTime.AddMinutes(1), CancellationToken.None);
                }

                return all;
            });
        await BeginAsync("main");
        foreach (var letter in new[] { "w", "x", "y", "z" })
        {
            await Host.SettleAsync();
            await Host.RestartAsync();
            await RaiseAsync("letter", letter);
            await Host.SettleAsync();
            await Host.RestartAsync();
            await Host.AdvanceAsync(TimeSpan.FromMinutes(1));
        }

        Assert.Equal("wa0c0xa1c1ya2c2za3c3", await OutputAsync<string>());
        Assert.Equal(["a0", "c0", "a1", "c1", "a2", "c2", "a3", "c3"], calls);
    }

    [Fact]
    public async Task An_activity_that_ran_but_was_not_recorded_runs_again()
    {
        using var work = new HeldActivity();
        Registry.AddActivity<string, string>("work", work.RunAsync)
            .AddOrchestrator<string, string>("main", (context, _) => context.CallActivityAsync<string>("work", "a"));
        await BeginAsync("main");
        await work.CalledAsync(1);
        await Host.RestartAsync();
        await work.CalledAsync(1);
        work.LetGo();

        Assert.Equal("a done", await OutputAsync<string>());
        Assert.Equal(["a", "a"], work.Calls);
    }

    [Fact]
    public async Task Ids_are_the_same_at_every_replay_and_never_the_same_twice()
    {
        var seen = new ConcurrentQueue<Guid>();
        Registry.AddOrchestrator<string, Guid[]>("main", async (context, _) =>
        {
            var ids = new[] { context.NewGuid(), context.NewGuid() };
            foreach (var id in ids) seen.Enqueue(id);
            await context.WaitForExternalEvent<string>("go");
            return [.. ids, context.NewGuid()];
        });
        await BeginAsync("main");
        await Host.SettleAsync();
        await Host.RestartAsync();
        await RaiseAsync("go");

        var output = await OutputAsync<Guid[]>();
        Assert.Equal(3, output.Distinct().Count());
        Assert.Equal([output[0], output[1], output[0], output[1]], seen);
    }

    [Fact]
    public async Task Two_instances_make_different_ids()
    {
        Registry.AddOrchestrator<string, Guid>("main", (context, _) => Task.FromResult(context.NewGuid()));
        await BeginAsync("main");
        await StartAsync("main", "j");

        Assert.NotEqual(await OutputAsync<Guid>(), await OutputAsync<Guid>("j"));
    }

    [Fact]
    public async Task Replayed_code_sees_the_time_of_its_turn()
    {
        Registry.AddOrchestrator<string, DateTime[]>("main", async (context, _) =>
        {
            var first = context.CurrentUtcDateTime;
            await context.WaitForExternalEvent<string>("go");
            var second = context.CurrentUtcDateTime;
            await context.WaitForExternalEvent<string>("go");
            return [first, second, context.CurrentUtcDateTime];
        });
        var began = Host.Now.UtcDateTime;
        await BeginAsync("main");
        await Host.AdvanceAsync(TimeSpan.FromHours(1));
        await RaiseAsync("go");
        await Host.AdvanceAsync(TimeSpan.FromHours(1));
        await Host.RestartAsync();
        await RaiseAsync("go");

        Assert.Equal([began, began.AddHours(1), began.AddHours(2)], await OutputAsync<DateTime[]>());
    }

    [Fact]
    public async Task Code_knows_whether_it_ran_before_and_its_logger_says_nothing_twice()
    {
        var replaying = new ConcurrentQueue<(string Step, bool IsReplaying)>();
        Registry.AddOrchestrator<string, string>("main", async (context, _) =>
        {
            var logger = context.CreateReplaySafeLogger("orchestration");
            replaying.Enqueue(("first", context.IsReplaying));
            Log.Step(logger, "first");
            await context.WaitForExternalEvent<string>("go");
            replaying.Enqueue(("second", context.IsReplaying));
            Log.Step(logger, "second");
            return "";
        });
        await BeginAsync("main");
        await Host.SettleAsync();
        await Host.RestartAsync();
        await RaiseAsync("go");
        await EndOfAsync();

        Assert.Equal([("first", false), ("first", true), ("second", false)], replaying);
        Assert.Equal(["at first", "at second"], Host.Logged.Where(message => message.StartsWith("at ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_result_that_was_recorded_is_not_asked_for_again()
    {
        using var work = new HeldActivity();
        work.LetGo();
        Registry.AddActivity<string, string>("work", work.RunAsync)
            .AddOrchestrator<string, string>("main", async (context, _) =>
                await context.CallActivityAsync<string>("work", "a") + await context.WaitForExternalEvent<string>("go"));
        await BeginAsync("main");
        for (var i = 0; i < 3; i++)
        {
            await Host.SettleAsync();
            await Host.RestartAsync();
        }

        await RaiseAsync("go", "!");

        Assert.Equal("a done!", await OutputAsync<string>());
        Assert.Equal(["a"], work.Calls);
    }

    [Fact]
    public async Task A_start_survives_a_restart_that_follows_at_once()
    {
        Registry.AddOrchestrator<string, string>("main", (_, input) => Task.FromResult(input));
        await BeginAsync("main", "x");
        await Host.RestartAsync();

        Assert.Equal("x", await OutputAsync<string>());
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "at {Step}")]
        public static partial void Step(ILogger logger, string step);
    }
}
