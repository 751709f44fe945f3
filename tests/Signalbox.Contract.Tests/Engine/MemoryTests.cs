using Signalbox.Embedded.Engine;
using Xunit;

namespace Signalbox.Contract.Tests.Engine;

public sealed class MemoryTests() : EngineTest(new DurableEngineOptions { MaxSessions = 10, MaxConcurrentActivities = 3 })
{
    [Fact]
    public async Task Ended_instances_leave_memory_and_idle_ones_only_up_to_the_bound()
    {
        Registry.AddOrchestrator<string, string>("main", (context, _) => context.WaitForExternalEvent<string>("go"));
        await Host.StartAsync(Registry);
        for (var i = 0; i < 50; i++) await StartAsync("main", $"n{i}");
        await Host.SettleAsync();
        Assert.Equal(10, Embedded.Engine.LiveCount);
        for (var i = 0; i < 50; i++) await RaiseAsync("go", $"{i}", $"n{i}");
        for (var i = 0; i < 50; i++) Assert.Equal($"{i}", await OutputAsync<string>($"n{i}"));
        await Host.SettleAsync();

        Assert.Equal(0, Embedded.Engine.LiveCount);
    }

    [Fact]
    public async Task No_more_activities_run_at_once_than_the_options_say()
    {
        var (running, most) = (0, 0);
        var gate = new Lock();
        Registry.AddActivity<int, int>("work", async (number, _) =>
            {
                lock (gate) most = Math.Max(most, ++running);
                await Task.Yield();
                lock (gate) running--;
                return number;
            })
            .AddOrchestrator<string, int>("main", async (context, _) =>
                (await Task.WhenAll(Enumerable.Range(0, 40).Select(number => context.CallActivityAsync<int>("work", number)))).Length);
        await BeginAsync("main");

        Assert.Equal(40, await OutputAsync<int>());
        Assert.InRange(most, 1, 3);
    }
}
