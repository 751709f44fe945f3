using Signalbox.Scenario.Tests.Processes;
using Signalbox.Testing.Processes;

namespace Signalbox.Scenario.Tests.Stories;

public sealed class KilledHostStories : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);
    private readonly Scene scene = new();
    private readonly Gate middle;
    private readonly Gate last;
    private readonly Lifeline line;
    private readonly IDisposable kept;

    public KilledHostStories()
    {
        (middle, last, line) = (scene.Gate("middle"), scene.Gate("last"), scene.Lifeline("line"));
        kept = line.Keep();
        scene.Environment["Providers__Process__MaxParallel"] = "3";
        scene.Configure($$"""
            blueprints:
              first: { run: {{Said("first")}} }
              quick: { run: {{Said("quick")}} }
              held: { run: {{Said("held", "sleep 1000 >/dev/null 2>&1 &", middle.Pass, scene.Notes.Say("held passed"))}} }
              late: { run: {{Said("late", last.Pass, scene.Notes.Say("late passed"))}} }
              after: { run: {{Said("after")}} }
            plan:
              stages:
                - { name: one, tasks: [first] }
                - { name: two, tasks: [quick, held, late] }
                - { name: three, tasks: [after] }
            """);
    }

    public void Dispose()
    {
        kept.Dispose();
        scene.Dispose();
    }

    [Theory]
    [InlineData("the stage has begun")]
    [InlineData("a task has said its last word")]
    [InlineData("a task has succeeded and another one runs")]
    [InlineData("a task with a child of its own runs")]
    [InlineData("only the last task runs")]
    public async Task The_next_run_finishes_what_a_kill_in_the_middle_of_stage_two_cut(string moment)
    {
        var host = scene.Start("run", "--id", "b-1", "--json");
        await (moment switch
        {
            "the stage has begun" => host.SeesAsync("\"STAGE_START\",\"stage\":\"two\""),
            "a task has said its last word" => scene.Notes.HearAsync("quick"),
            "a task has succeeded and another one runs" => host.SeesAsync("\"TASK_SUCCESS\",\"stage\":\"two\",\"task\":\"quick\""),
            "a task with a child of its own runs" => scene.Notes.HearAsync("held"),
            _ => OnlyTheLastAsync(host),
        });
        await host.KillAsync();
        await FinishAsync(await MomentAsync());
    }

    [Fact]
    public async Task A_build_whose_host_is_killed_five_times_is_finished_by_the_sixth()
    {
        Snapshot before = new([], []);
        string[] signs = ["\"BUILD_START\"", "\"TASK_SUCCESS\",\"stage\":\"one\"", "\"STAGE_START\",\"stage\":\"two\"", "\"task\":\"quick\",\"attempt\"", "\"task\":\"held\",\"attempt\""];
        foreach (var sign in signs)
        {
            var host = scene.Start("run", "--id", "b-1", "--json");
            await host.SeesAsync(sign);
            await host.KillAsync();
            var after = await MomentAsync();
            Continues(before, after);
            before = after;
        }

        await FinishAsync(before);
    }

    private string Said(string word, params string[] then) => Scene.Script([line.Hold, scene.Notes.Say(word), .. then]);

    private async Task OnlyTheLastAsync(SignalboxProcess host)
    {
        middle.Open();
        await host.SeesAsync("\"TASK_SUCCESS\",\"stage\":\"two\",\"task\":\"held\"");
        await scene.Notes.HearAsync("late");
    }

    private async Task<Snapshot> MomentAsync() => new(await scene.EventsAsync("b-1"), await scene.Notes.AllAsync());

    private async Task FinishAsync(Snapshot killed)
    {
        var next = scene.Start("run", "--id", "b-1", "--json");
        // A new event: the next host has begun, and before that it has ended the orphans, which nothing may let on.
        await next.SeesAsync($"\"seq\":{killed.Events.Count + 1},");
        middle.Open(2);
        last.Open(2);

        var told = StoredEvent.Read((await next.EndAsync()).Expect(0));
        Assert.Equal(await scene.EventsAsync("b-1"), told);
        EventOrder.IsThatOfABuild(told);
        Assert.Equal("BUILD_SUCCESS", told[^1].Type);
        var end = await MomentAsync();
        Continues(killed, end);
        string[] ends = ["after", "held passed", "late passed"];
        Assert.True(
            ends.SequenceEqual(end.Notes.Where(ends.Contains).Order(StringComparer.Ordinal)),
            $"said: {string.Join(", ", end.Notes)}; before: {string.Join(", ", killed.Notes)}, {killed.Events.Count} events; {string.Join('\n', told)}");
        kept.Dispose();
        await line.Gone.WaitAsync(Soon);
    }

    /// <summary>What was written stays, what had finished does not run again, and nothing else runs twice but what a crash interrupted.</summary>
    private static void Continues(Snapshot before, Snapshot after)
    {
        Assert.Equal(before.Events, after.Events.Take(before.Events.Count));
        foreach (var task in before.Events.Where(one => one.Type == "TASK_SUCCESS").Select(one => one.Task))
            Assert.Equal(before.Notes.Count(word => word == task), after.Notes.Count(word => word == task));
        foreach (var task in after.Events.Where(one => one.Type == "TASK_SUCCESS").Select(one => one.Task))
        {
            var starts = after.Notes.Count(word => word == task);
            var interruptions = after.Events.Count(one => one.Type == "TASK_INTERRUPTED" && one.Task == task);
            Assert.InRange(starts, 1, 1 + interruptions);
        }
    }

    private sealed record Snapshot(IReadOnlyList<StoredEvent> Events, IReadOnlyList<string> Notes);
}
