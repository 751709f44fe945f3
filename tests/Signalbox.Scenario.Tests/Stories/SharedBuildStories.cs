using Signalbox.Testing.Processes;

namespace Signalbox.Scenario.Tests.Stories;

public sealed class SharedBuildStories : IDisposable
{
    private readonly Scene scene = new();
    private readonly Gate gate;

    public SharedBuildStories()
    {
        gate = scene.Gate("gate");
        scene.Configure($$"""
            blueprints:
              first: { run: {{Scene.Script(scene.Notes.Say("first"))}} }
              held: { run: {{Scene.Script(scene.Notes.Say("held"), gate.Pass, scene.Notes.Say("held passed"))}} }
              after: { run: {{Scene.Script(scene.Notes.Say("after"))}} }
            plan:
              stages:
                - { name: one, tasks: [first] }
                - { name: two, tasks: [held] }
                - { name: three, tasks: [after] }
            """);
    }

    public void Dispose() => scene.Dispose();

    [Fact]
    public async Task Two_terminals_with_the_same_id_at_once_see_one_build()
    {
        var one = scene.Start("run", "--id", "b-1", "--json");
        var other = scene.Start("run", "--id", "b-1", "--json");
        // Both follow before it goes on.
        await one.SeesAsync("\"TASK_START\",\"stage\":\"two\"");
        await other.SeesAsync("\"TASK_START\",\"stage\":\"two\"");
        gate.Open();

        var told = StoredEvent.Read((await one.EndAsync()).Expect(0));
        Assert.Equal(told, StoredEvent.Read((await other.EndAsync()).Expect(0)));
        EventOrder.IsThatOfABuild(told);
        Assert.Equal(["b-1"], await scene.BuildsAsync());
        Assert.Equal(["first", "held", "held passed", "after"], await scene.Notes.AllAsync());
    }

    [Fact]
    public async Task Whoever_follows_takes_over_when_the_owner_is_killed()
    {
        var owner = scene.Start("run", "--id", "b-1", "--json");
        await scene.Notes.HearAsync("held");
        var follower = scene.Start("run", "--id", "b-1", "--json");
        await follower.SeesAsync("\"TASK_START\",\"stage\":\"two\"");

        await owner.KillAsync();
        await scene.Notes.HearAsync("held", times: 2);
        gate.Open();

        var told = StoredEvent.Read((await follower.EndAsync()).Expect(0));
        Assert.Equal(await scene.EventsAsync("b-1"), told);
        EventOrder.IsThatOfABuild(told);
        Assert.Contains(told, one => one is { Type: "TASK_INTERRUPTED", Task: "held" } && one.Data!.Contains("\"ourCrash\":true", StringComparison.Ordinal));
        Assert.Equal(["first", "held", "held", "held passed", "after"], await scene.Notes.AllAsync());
    }

    [Fact]
    public async Task An_id_that_stands_for_another_request_is_refused_and_stays_what_it_was()
    {
        gate.Open();
        (await scene.RunAsync("run", "--id", "b-1")).Expect(0);
        var before = await scene.EventsAsync("b-1");
        scene.Repository.Commit("Another");

        var refused = (await scene.RunAsync("run", "--id", "b-1")).Expect(2);

        Assert.Contains("b-1 was asked for differently", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await scene.EventsAsync("b-1"));
        Assert.Equal(["b-1"], await scene.BuildsAsync());
    }

    [Fact]
    public async Task An_owner_whose_own_build_has_ended_stays_for_the_builds_of_the_terminals_that_are_with_it()
    {
        var (first, second) = (scene.Gate("first"), scene.Gate("second"));
        scene.Environment["Providers__Process__MaxParallel"] = "4";
        scene.Configure($$"""
            blueprints:
              quick: { run: {{Scene.Script(scene.Notes.Say("quick begins"), first.Pass)}} }
              slow: { run: {{Scene.Script(scene.Notes.Say("slow begins"), second.Pass, scene.Notes.Say("slow ends"))}} }
            plan: { stages: [{ name: one, tasks: [quick, slow] }] }
            """);
        var owner = scene.Start("run", "--task", "quick", "--id", "b-1");
        await scene.Notes.HearAsync("quick begins");
        var client = scene.Start("run", "--task", "slow", "--id", "b-2", "--json");
        await scene.Notes.HearAsync("slow begins");

        first.Open();
        await owner.SeesAsync("build b-1 succeeded");
        second.Open();

        var told = StoredEvent.Read((await client.EndAsync()).Expect(0));
        (await owner.EndAsync()).Expect(0);
        Assert.DoesNotContain(told, one => one.Type == "TASK_INTERRUPTED");
        Assert.Equal(["quick begins", "slow begins", "slow ends"], await scene.Notes.AllAsync());
    }
}
