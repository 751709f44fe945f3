using System.Collections.Concurrent;
using System.Globalization;
using Signalbox.Contract.Tests.Durable;
using Signalbox.Embedded.Sqlite;
using Signalbox.Workflows.Durable;
using Xunit;

namespace Signalbox.Contract.Tests.Engine;

/// <summary>The world ends at the n-th write, just before or just after its commit, for every n; then it goes on with the same file.</summary>
public sealed class CrashAtEveryWriteTests
{
    private static readonly string[] Keys = ["a0", "b0", "child0", "last0", "a1", "b1", "child1", "last1"];

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    public async Task A_crash_at_any_write_loses_nothing_and_doubles_no_turn(string place)
    {
        var moment = place == "before" ? WriteMoment.BeforeCommit : WriteMoment.AfterCommit;
        var crashes = 0;
        while (await CrashAtAsync(crashes + 1, moment)) crashes++;

        Assert.InRange(crashes, 12, 200); // a start, an event, and a turn for each thing learned in two generations
    }

    /// <summary>False when the workflow ended before it came to the write.</summary>
    private static async Task<bool> CrashAtAsync(int write, WriteMoment moment)
    {
        var effects = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        await using var host = new EmbeddedHost();
        await host.StartAsync(Workflow(effects));
        var crash = new Crash(write, moment);
        host.Database.Interrupt = crash.OnWrite;
        try
        {
            await DriveAsync(host);
        }
        catch (CrashException)
        {
            Assert.True(crash.Happened);
        }

        if (crash.Happened)
        {
            await host.RestartAsync();
            await DriveAsync(host);
        }

        var end = await host.Client.WaitForCompletionAsync("i", CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("a0b0child0last0;a1b1child1last1;", end.Output?.GetString());
        Assert.Equal(Keys.Order(StringComparer.Ordinal), effects.Keys.Order(StringComparer.Ordinal));
        Assert.All(effects, effect => Assert.InRange(effect.Value, 1, crash.Happened ? 2 : 1));
        Assert.InRange(effects.Values.Sum(), Keys.Length, Keys.Length + 2); // at most what ran at the moment of the crash runs again
        return crash.Happened;
    }

    private static async Task DriveAsync(EmbeddedHost host)
    {
        await host.Client.StartAsync("main", "i", "", null, CancellationToken.None);
        await host.Client.RaiseEventAsync("i", "go", null, CancellationToken.None);
        await host.AdvanceAsync(TimeSpan.FromMinutes(5));
        await host.Client.WaitForCompletionAsync("i", CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static WorkflowRegistry Workflow(ConcurrentDictionary<string, int> effects) => new WorkflowRegistry()
        .AddActivity<string, string>("work", (key, _) =>
        {
            effects.AddOrUpdate(key, 1, (_, count) => count + 1);
            return Task.FromResult(key);
        })
        .AddOrchestrator<string, string>("child", (context, key) => context.CallActivityAsync<string>("work", key))
        .AddOrchestrator<string, string>("main", async (context, sofar) =>
        {
            var round = sofar.Count(c => c == ';').ToString(CultureInfo.InvariantCulture);
            var both = await Task.WhenAll(context.CallActivityAsync<string>("work", "a" + round), context.CallActivityAsync<string>("work", "b" + round));
            var child = await context.CallSubOrchestratorAsync<string>("child", "child" + round);
            if (round == "0") await context.WaitForExternalEvent<string>("go");
            await context.CreateTimer(context.CurrentUtcDateTime.AddMinutes(1), CancellationToken.None);
            var all = sofar + string.Concat(both) + child + await context.CallActivityAsync<string>("work", "last" + round) + ";";
            if (round == "0") context.ContinueAsNew(all);
            return all;
        });

    private sealed class Crash(int write, WriteMoment moment)
    {
        private int writes;

        public bool Happened { get; private set; }

        public void OnWrite(WriteMoment now)
        {
            if (now == WriteMoment.BeforeCommit) writes++;
            Happened |= writes >= write && now == moment;
            if (Happened) throw new CrashException();
        }
    }

    private sealed class CrashException : Exception;
}
