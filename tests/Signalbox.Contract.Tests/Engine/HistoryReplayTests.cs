using Signalbox.Embedded.Engine;
using Signalbox.Workflows.Durable;
using Xunit;

namespace Signalbox.Contract.Tests.Engine;

public sealed class HistoryReplayTests : EngineTest
{
    /// <summary>As an earlier version wrote it. A later version must read it and repeat it: never edit these lines.</summary>
    private static readonly string[] Recorded =
    [
        """{"instanceId":"i","orchestrator":"main","generation":0,"input":"Ost"}""",
        """{"at":"2026-11-20T12:00:00Z","events":[{"kind":"started"}],"commands":[{"kind":"activity","name":"greet","task":0}]}""",
        """{"at":"2026-11-20T12:00:00Z","events":[{"kind":"completed","task":0,"result":"Gru\u00DF Ost"}],"commands":[{"kind":"timer","fireAt":"2026-11-20T12:01:00Z","task":1}]}""",
        """{"at":"2026-11-20T12:00:00Z","events":[{"kind":"raised","message":1,"name":"go","payload":7}],"commands":[{"kind":"cancel","task":1}],"end":{"kind":"completed","output":"Gru\u00DF Ost 7"}}""",
    ];

    [Fact]
    public async Task A_history_is_exported_as_it_always_was_and_repeats()
    {
        await Host.StartAsync(Workflow("greet"));
        await StartAsync("main", "i", "Ost");
        await Host.SettleAsync();
        await RaiseAsync("go", 7);
        await EndOfAsync();
        var lines = await Embedded.Engine.ExportHistoryAsync("i", CancellationToken.None);

        Assert.Equal(Recorded, lines);
        Assert.Null(HistoryReplay.Replay(lines, Workflow("greet")));
    }

    [Fact]
    public void A_recorded_history_repeats_on_todays_code() => Assert.Null(HistoryReplay.Replay(Recorded, Workflow("greet")));

    [Fact]
    public void Changed_code_is_told_where_it_differs()
    {
        var mismatch = HistoryReplay.Replay(Recorded, Workflow("salute"));

        Assert.Equal(
            "the history shows activity 'greet' as task 0 in the turn at 2026-11-20T12:00:00.0000000Z, the code asks for activity 'salute' as task 0",
            mismatch);
    }

    [Fact]
    public void A_changed_output_is_a_difference_too()
    {
        var other = Recorded.Select(line => line.Replace("Ost 7", "West 7", StringComparison.Ordinal));

        Assert.Contains("the code returned \"Gru\\u00DF Ost 7\"", HistoryReplay.Replay(other, Workflow("greet")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_history_is_refused()
    {
        Assert.Throws<FormatException>(() => HistoryReplay.Replay([], Registry));
        Assert.Throws<FormatException>(() => HistoryReplay.Replay(["not json"], Registry));
    }

    [Fact]
    public async Task Of_an_unknown_instance_there_is_no_history()
    {
        await Host.StartAsync(Registry);
        Assert.Empty(await Embedded.Engine.ExportHistoryAsync("nobody", CancellationToken.None));
    }

    private static WorkflowRegistry Workflow(string activity) => new WorkflowRegistry()
        .AddActivity<string, string>(activity, (name, _) => Task.FromResult($"Gruß {name}"))
        .AddOrchestrator<string, string>("main", async (context, name) =>
        {
            var greeting = await context.CallActivityAsync<string>(activity, name);
            using var cancel = new CancellationTokenSource();
            var timer = context.CreateTimer(context.CurrentUtcDateTime.AddMinutes(1), cancel.Token);
            var go = context.WaitForExternalEvent<int>("go");
            if (await Task.WhenAny(go, timer) != go) return "too late";
            cancel.Cancel();
            return $"{greeting} {await go}";
        });
}
