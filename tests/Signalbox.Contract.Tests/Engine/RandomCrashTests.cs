using System.Globalization;
using Signalbox.Contract.Tests.Durable;
using Signalbox.Embedded.Engine;
using Signalbox.Embedded.Sqlite;
using Signalbox.Workflows.Durable;
using Xunit;

namespace Signalbox.Contract.Tests.Engine;

/// <summary>Many instances at once, and the world ends again and again in the middle of their group commits.</summary>
public sealed class RandomCrashTests
{
    private const int Instances = 30;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Crashes_at_random_moments_leave_every_instance_with_its_own_right_end(int seed)
    {
        var random = new Random(seed);
        await using var host = new EmbeddedHost(new DurableEngineOptions { MaxSessions = 5, MaxConcurrentActivities = 4 });
        await host.StartAsync(Workflow());
        var crashes = 0;
        for (var isDone = false; !isDone; crashes += isDone ? 0 : 1)
        {
            var where = random.Next(2) == 0 ? WriteMoment.BeforeCommit : WriteMoment.AfterCommit;
            CrashLater(host.Database, random.Next(2, 6 + (crashes * 2)), where);
            try
            {
                await DriveAsync(host);
                isDone = true;
            }
            catch (CrashException)
            {
                await host.RestartAsync();
            }
        }

        Assert.True(crashes > 3, $"Only {crashes} crashes: the test shows nothing.");
        for (var i = 0; i < Instances; i++)
        {
            var end = await host.Client.GetAsync($"n{i}", CancellationToken.None);
            Assert.Equal($"{i}:0123", end!.Output?.GetString());
        }
    }

    private static async Task DriveAsync(EmbeddedHost host)
    {
        var ids = Enumerable.Range(0, Instances).ToList();
        await Task.WhenAll(ids.Select(i => host.Client.StartAsync("main", $"n{i}", $"{i}:", null, CancellationToken.None)));
        await Task.WhenAll(ids.Select(i => host.Client.RaiseEventAsync($"n{i}", "go", null, CancellationToken.None)));
        await host.AdvanceAsync(TimeSpan.FromMinutes(10));
        await Task.WhenAll(ids.Select(i => host.Client.WaitForCompletionAsync($"n{i}", CancellationToken.None))).WaitAsync(TimeSpan.FromSeconds(60));
    }

    private static WorkflowRegistry Workflow() => new WorkflowRegistry()
        .AddActivity<int, int>("add", async (number, _) =>
        {
            await Task.Yield();
            return number + 1;
        })
        .AddOrchestrator<int, int>("child", (context, number) => context.CallActivityAsync<int>("add", number))
        .AddOrchestrator<string, string>("main", async (context, sofar) =>
        {
            var round = sofar.Length - sofar.IndexOf(':', StringComparison.Ordinal) - 1;
            var both = await Task.WhenAll(context.CallActivityAsync<int>("add", round - 1), context.CallSubOrchestratorAsync<int>("child", round - 1));
            if (round == 1) await context.WaitForExternalEvent<string>("go");
            if (round == 2) await context.CreateTimer(context.CurrentUtcDateTime.AddMinutes(1), CancellationToken.None);
            var all = sofar + (both[0] == both[1] ? both[0].ToString(CultureInfo.InvariantCulture) : "x");
            if (round < 3) context.ContinueAsNew(all);
            return all;
        });

    private static void CrashLater(SqliteDatabase database, int writes, WriteMoment where)
    {
        var seen = 0;
        var happened = false;
        database.Interrupt = moment =>
        {
            if (moment == WriteMoment.BeforeCommit) seen++;
            happened |= seen >= writes && moment == where;
            if (happened) throw new CrashException();
        };
    }

    private sealed class CrashException : Exception;
}
