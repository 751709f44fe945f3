using Signalbox.Contract.Tests.Durable;
using Signalbox.Embedded.Engine;
using Signalbox.Embedded.Sqlite;
using Xunit;

namespace Signalbox.Contract.Tests.Engine;

public sealed class StopTests : EngineTest
{
    [Fact]
    public async Task An_activity_that_ends_by_the_token_runs_again_at_the_next_start()
    {
        var calls = 0;
        using var begun = new SemaphoreSlim(0);
        Registry.AddActivity<string, int>("work", async (_, cancellationToken) =>
            {
                begun.Release();
                if (Interlocked.Increment(ref calls) == 1) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                return calls;
            })
            .AddOrchestrator<string, int>("main", (context, _) => context.CallActivityAsync<int>("work"));
        await BeginAsync("main");
        Assert.True(await begun.WaitAsync(Patience));
        await Embedded.Engine.StopAsync(CancellationToken.None).WaitAsync(Patience);
        await Host.RestartAsync();

        Assert.Equal(2, await OutputAsync<int>());
    }

    [Fact]
    public async Task What_an_activity_still_returns_while_stopping_is_recorded()
    {
        using var work = new HeldActivity();
        Registry.AddActivity<string, string>("work", work.RunAsync)
            .AddOrchestrator<string, string>("main", async (context, _) =>
                await context.CallActivityAsync<string>("work", "a") + await context.CallActivityAsync<string>("work", "b"));
        await BeginAsync("main");
        await work.CalledAsync(1);
        var stopping = Embedded.Engine.StopAsync(CancellationToken.None);
        Assert.False(stopping.IsCompleted);
        work.LetGo();
        await stopping.WaitAsync(Patience);
        Assert.Equal(["a"], work.Calls);
        await Host.RestartAsync();

        Assert.Equal("a doneb done", await OutputAsync<string>());
        Assert.Equal(["a", "b"], work.Calls);
    }

    [Fact]
    public async Task Who_waits_for_an_end_is_told_when_the_engine_stops_first()
    {
        Registry.AddOrchestrator<string>("main", (context, _) => context.WaitForExternalEvent<string>("never"));
        await BeginAsync("main");
        var waiting = EndOfAsync();
        await Embedded.Engine.StopAsync(CancellationToken.None).WaitAsync(Patience);

        await Assert.ThrowsAsync<Core.Failures.CoordinationException>(() => waiting);
        await Embedded.Engine.Completion.WaitAsync(Patience);
    }

    [Fact]
    public async Task When_the_journal_cannot_be_written_the_engine_stops_and_says_why()
    {
        Registry.AddActivity<string>("work", (_, _) => Task.CompletedTask)
            .AddOrchestrator<string>("main", async (context, _) =>
            {
                await context.WaitForExternalEvent<string>("go");
                await context.CallActivityAsync("work");
            });
        await BeginAsync("main");
        await Host.SettleAsync();
        var waiting = EndOfAsync();
        await RaiseAsync("other"); // the write of the event itself is let through
        await Host.SettleAsync();
        var writes = 0;
        Embedded.Database.Interrupt = moment =>
        {
            if (moment == WriteMoment.BeforeCommit && ++writes > 1) throw new StorageException(StorageFault.Full, "No space is left.");
        };
        await RaiseAsync("go");

        Assert.Equal(StorageFault.Full, (await Assert.ThrowsAsync<StorageException>(() => waiting)).Fault);
        await Assert.ThrowsAsync<StorageException>(() => Embedded.Engine.Completion.WaitAsync(Patience));
        await Host.RestartAsync();
        Assert.Equal(Workflows.Durable.WorkflowStatus.Completed, (await EndOfAsync()).Status);
    }

    [Fact]
    public async Task An_engine_that_could_never_run_an_activity_is_refused()
    {
        await Host.StartAsync(Registry);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new DurableEngine(Registry, Embedded.Database, TimeProvider.System, new DurableEngineOptions { MaxConcurrentActivities = 0 }));
    }

    [Fact]
    public async Task An_engine_is_started_once()
    {
        await Host.StartAsync(Registry);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Embedded.Engine.StartAsync(CancellationToken.None));
    }
}
