using Signalbox.Workflows.Durable;
using Xunit;

namespace Signalbox.Contract.Tests.Engine;

public sealed class NonDeterminismTests : EngineTest
{
    [Fact]
    public async Task Code_that_calls_another_activity_than_its_history_shows_fails_and_names_both()
    {
        var message = await ReplayedByAsync((context, _) => context.CallActivityAsync("other"));

        Assert.Contains("the history shows activity 'first' as task 0", message, StringComparison.Ordinal);
        Assert.Contains("the code asks for activity 'other' as task 0", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_that_asks_for_more_than_its_history_shows_fails()
    {
        var message = await ReplayedByAsync((context, _) => Task.WhenAll(
            context.CallActivityAsync("first"), context.CreateTimer(context.CurrentUtcDateTime.AddDays(1), CancellationToken.None)));

        Assert.Contains("nothing after 1 commands", message, StringComparison.Ordinal);
        Assert.Contains("the code asks for timer for 2026-11-21T12:00:00.0000000Z as task 1", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_that_returns_where_its_history_goes_on_fails()
    {
        var message = await ReplayedByAsync(async (context, _) => await context.CallActivityAsync("first"));

        Assert.Contains("it waits", message, StringComparison.Ordinal);
        Assert.Contains("the code returned nothing", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_that_waits_for_a_task_of_somebody_else_fails_at_once()
    {
        var foreign = new TaskCompletionSource();
        Registry.AddOrchestrator<string>("main", (_, _) => foreign.Task);
        await BeginAsync("main");

        await AssertForeignAsync();
    }

    [Fact]
    public async Task Code_that_is_woken_by_somebody_else_fails_also_while_it_waits_for_ours()
    {
        var foreign = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Registry.AddOrchestrator<string>("main", async (context, _) =>
        {
            var never = context.WaitForExternalEvent<string>("never");
            await foreign.Task;
            await never;
        });
        await BeginAsync("main");
        await Host.SettleAsync();
        Assert.Equal(WorkflowStatus.Running, (await GetAsync()).Status);
        foreign.SetResult();

        await AssertForeignAsync();
    }

    [Fact]
    public async Task Code_that_leaves_its_context_fails()
    {
        Registry.AddActivity<string>("work", (_, _) => Task.CompletedTask)
            .AddOrchestrator<string>("main", async (context, _) =>
            {
                await context.CallActivityAsync("work").ConfigureAwait(false);
                await context.CallActivityAsync("work");
            });
        await BeginAsync("main");

        Assert.Equal(WorkflowStatus.Failed, (await EndOfAsync()).Status);
    }

    private async Task AssertForeignAsync()
    {
        var end = await EndOfAsync();
        Assert.True(end.Failure!.IsCausedBy<NonDeterministicOrchestrationException>());
        Assert.Contains("'main' waits for a task that its context did not give out", end.Failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Records a history that has an activity and a wait, then goes on with other code.</summary>
    private async Task<string> ReplayedByAsync(Func<IOrchestrationContext, string, Task> changed)
    {
        Registry.AddActivity<string>("first", (_, _) => Task.CompletedTask)
            .AddOrchestrator<string>("main", async (context, _) =>
            {
                await context.CallActivityAsync("first");
                await context.WaitForExternalEvent<string>("go");
            });
        await BeginAsync("main");
        await Host.SettleAsync();
        await Host.RestartAsync(new WorkflowRegistry().AddOrchestrator("main", changed));
        await RaiseAsync("go");
        var end = await EndOfAsync();
        Assert.True(end.Failure!.IsCausedBy<NonDeterministicOrchestrationException>(), end.Failure.ToString());
        return end.Failure.Message;
    }
}
