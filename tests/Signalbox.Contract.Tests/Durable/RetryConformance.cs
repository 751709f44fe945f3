using System.Collections.Concurrent;
using Signalbox.Workflows.Durable;
using Xunit;

namespace Signalbox.Contract.Tests.Durable;

/// <summary>Retries, to the second.</summary>
public abstract class RetryConformance(IDurableHost host) : DurableConformance(host)
{
    private readonly ConcurrentQueue<double> tries = [];
    private DateTimeOffset began;

    [Fact]
    public async Task A_call_is_tried_again_until_it_succeeds_with_growing_pauses()
    {
        await BeginAsync(new(5, Seconds(1), backoffCoefficient: 2), failures: 3);
        await Host.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal("after 4", await OutputAsync<string>());
        Assert.Equal([0, 1, 3, 7], tries);
    }

    [Fact]
    public async Task The_first_try_counts_and_the_last_failure_is_the_one_reported()
    {
        await BeginAsync(new(3, Seconds(10)), failures: 99);
        await Host.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal("try 3", (await EndOfAsync()).Failure!.Message);
        Assert.Equal([0, 10, 20], tries);
    }

    [Fact]
    public async Task No_pause_is_longer_than_the_longest()
    {
        await BeginAsync(new(5, Seconds(1), backoffCoefficient: 10, maxInterval: Seconds(30)), failures: 99);
        await Host.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal([0, 1, 11, 41, 71], tries);
    }

    [Fact]
    public async Task A_try_that_fails_after_the_timeout_is_the_last()
    {
        await BeginAsync(new(99, Seconds(10), timeout: Seconds(25)), failures: 99);
        await Host.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal([0, 10, 20, 30], tries);
        Assert.Equal("try 4", (await EndOfAsync()).Failure!.Message);
    }

    [Fact]
    public async Task A_pause_between_two_tries_survives_a_restart()
    {
        await BeginAsync(new(3, Seconds(60)), failures: 1);
        await Host.AdvanceAsync(Seconds(30));
        await Host.RestartAsync();
        await Host.AdvanceAsync(Seconds(29));
        Assert.Equal([0], tries);
        await Host.AdvanceAsync(Seconds(1));

        Assert.Equal("after 2", await OutputAsync<string>());
        Assert.Equal([0, 60], tries);
    }

    [Fact]
    public async Task A_failed_child_is_run_again_under_a_new_id()
    {
        var ids = new ConcurrentQueue<string>();
        Registry.AddActivity<string>("note", (id, _) =>
            {
                ids.Enqueue(id);
                return ids.Count < 2 ? throw new FormatException("not yet") : Task.CompletedTask;
            })
            .AddOrchestrator<string>("child", (context, _) => context.CallActivityAsync("note", context.InstanceId))
            .AddOrchestrator<string>("main", (context, _) => context.CallSubOrchestratorAsync("child", retry: new(3, Seconds(1))));
        await BeginAsync("main");
        await Host.AdvanceAsync(Seconds(10));

        Assert.Equal(WorkflowStatus.Completed, (await EndOfAsync()).Status);
        Assert.Equal(2, ids.Distinct().Count());
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private async Task BeginAsync(RetryOptions retry, int failures)
    {
        began = Host.Now;
        Registry.AddActivity<string, string>("flaky", (_, _) =>
            {
                tries.Enqueue((Host.Now - began).TotalSeconds);
                return tries.Count <= failures ? throw new FormatException($"try {tries.Count}") : Task.FromResult($"after {tries.Count}");
            })
            .AddOrchestrator<string, string>("main", (context, _) => context.CallActivityAsync<string>("flaky", "x", retry));
        await BeginAsync("main");
    }
}
