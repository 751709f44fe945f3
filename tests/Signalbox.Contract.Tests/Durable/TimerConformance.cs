using System.Globalization;
using Signalbox.Workflows.Durable;
using Xunit;

namespace Signalbox.Contract.Tests.Durable;

/// <summary>Timers.</summary>
public abstract class TimerConformance(IDurableHost host) : DurableConformance(host)
{
    [Fact]
    public async Task A_timer_fires_at_its_time_and_not_before()
    {
        Registry.AddOrchestrator<string, DateTime>("main", async (context, _) =>
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddMinutes(10), CancellationToken.None);
            return context.CurrentUtcDateTime;
        });
        var began = Host.Now;
        await BeginAsync("main");
        await Host.AdvanceAsync(TimeSpan.FromSeconds(599));
        Assert.Equal(WorkflowStatus.Running, (await GetAsync()).Status);
        await Host.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(began.UtcDateTime.AddMinutes(10), await OutputAsync<DateTime>());
    }

    [Fact]
    public async Task Timers_fire_in_the_order_of_their_times()
    {
        Registry.AddOrchestrator<string, string>("main", async (context, _) =>
        {
            var order = "";
            await Task.WhenAll(new[] { 5, 1, 3, 2, 4 }.Select(async minutes =>
            {
                await context.CreateTimer(context.CurrentUtcDateTime.AddMinutes(minutes), CancellationToken.None);
                order += minutes.ToString(CultureInfo.InvariantCulture);
            }));
            return order;
        });
        await BeginAsync("main");
        await Host.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.Equal("12345", await OutputAsync<string>());
    }

    [Fact]
    public async Task A_timer_for_a_time_that_has_passed_fires_at_once()
    {
        Registry.AddOrchestrator<string>(
            "main", (context, _) => context.CreateTimer(context.CurrentUtcDateTime.AddDays(-1), CancellationToken.None));
        await BeginAsync("main");

        Assert.Equal(WorkflowStatus.Completed, (await EndOfAsync()).Status);
    }

    [Fact]
    public async Task A_cancelled_timer_says_so_and_holds_nobody_up()
    {
        Registry.AddOrchestrator<string, string>("main", async (context, _) =>
        {
            using var cancel = new CancellationTokenSource();
            var timer = context.CreateTimer(context.CurrentUtcDateTime.AddYears(1), cancel.Token);
            await context.WaitForExternalEvent<string>("enough");
            cancel.Cancel(); // CancelAsync would leave the turn
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => timer);
            return "cancelled";
        });
        await BeginAsync("main");
        await RaiseAsync("enough");

        Assert.Equal("cancelled", await OutputAsync<string>());
    }

    [Fact]
    public async Task A_timer_that_was_cancelled_before_it_was_set_is_cancelled_at_once()
    {
        Registry.AddOrchestrator<string, bool>("main", (context, _) => Task.FromResult(
            context.CreateTimer(context.CurrentUtcDateTime.AddYears(1), new CancellationToken(canceled: true)).IsCanceled));
        await BeginAsync("main");

        Assert.True(await OutputAsync<bool>());
    }

    [Fact]
    public async Task A_timer_may_be_years_away()
    {
        Registry.AddOrchestrator<string>(
            "main", (context, _) => context.CreateTimer(context.CurrentUtcDateTime.AddYears(10), CancellationToken.None));
        await BeginAsync("main");
        await Host.AdvanceAsync(TimeSpan.FromDays(3652 - 1));
        Assert.Equal(WorkflowStatus.Running, (await GetAsync()).Status);
        await Host.AdvanceAsync(TimeSpan.FromDays(2));

        Assert.Equal(WorkflowStatus.Completed, (await EndOfAsync()).Status);
    }

    [Fact]
    public async Task A_timer_that_was_set_before_a_restart_fires_after_it()
    {
        Registry.AddOrchestrator<string>(
            "main", (context, _) => context.CreateTimer(context.CurrentUtcDateTime.AddHours(2), CancellationToken.None));
        await BeginAsync("main");
        await Host.AdvanceAsync(TimeSpan.FromHours(1));
        await Host.RestartAsync();
        await Host.AdvanceAsync(TimeSpan.FromMinutes(59));
        Assert.Equal(WorkflowStatus.Running, (await GetAsync()).Status);
        await Host.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(WorkflowStatus.Completed, (await EndOfAsync()).Status);
    }

    [Fact]
    public async Task A_timer_that_was_cancelled_before_a_restart_stays_cancelled()
    {
        Registry.AddOrchestrator<string, int>("main", async (context, _) =>
        {
            using var cancel = new CancellationTokenSource();
            var timer = context.CreateTimer(context.CurrentUtcDateTime.AddMinutes(1), cancel.Token);
            cancel.Cancel(); // CancelAsync would leave the turn
            var first = await Task.WhenAny(context.WaitForExternalEvent<string>("a"), context.WaitForExternalEvent<string>("b"));
            return timer.IsCanceled && first.IsCompletedSuccessfully ? 1 : 0;
        });
        await BeginAsync("main");
        await Host.SettleAsync();
        await Host.RestartAsync();
        await Host.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(WorkflowStatus.Running, (await GetAsync()).Status);
        await RaiseAsync("b");

        Assert.Equal(1, await OutputAsync<int>());
    }

    [Fact]
    public async Task A_timer_ends_the_wait_for_a_slow_activity()
    {
        using var slow = new HeldActivity();
        Registry.AddActivity<string, string>("slow", slow.RunAsync)
            .AddOrchestrator<string, string>("main", async (context, _) =>
            {
                var work = context.CallActivityAsync<string>("slow", "a");
                var limit = context.CreateTimer(context.CurrentUtcDateTime.AddMinutes(1), CancellationToken.None);
                return await Task.WhenAny(work, limit) == work ? "in time" : "timed out";
            });
        await BeginAsync("main");
        await Host.AdvanceAsync(TimeSpan.FromMinutes(1), heldActivities: 1);

        Assert.Equal("timed out", await OutputAsync<string>());
        slow.LetGo();
    }

    [Fact]
    public async Task All_code_of_one_turn_sees_the_same_time()
    {
        Registry.AddOrchestrator<string, bool>("main", (context, _) =>
        {
            var first = context.CurrentUtcDateTime;
            SpinWait.SpinUntil(() => false, TimeSpan.FromMilliseconds(2));
            return Task.FromResult(first == context.CurrentUtcDateTime && first.Kind == DateTimeKind.Utc);
        });
        await BeginAsync("main");

        Assert.True(await OutputAsync<bool>());
    }
}
