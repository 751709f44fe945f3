namespace Signalbox.Scenario.Tests.Stories;

public sealed class DelegationStories : IDisposable
{
    private readonly Scene scene = new();

    public void Dispose() => scene.Dispose();

    [Fact]
    public async Task A_second_run_of_the_same_tree_takes_over_what_was_built_and_fresh_builds_it_again()
    {
        scene.Configure($$"""
            blueprints:
              one: { run: {{Scene.Script(scene.Notes.Say("one"))}} }
              two: { run: {{Scene.Script(scene.Notes.Say("two"))}} }
            plan: { stages: [{ name: first, tasks: [one] }, { name: second, tasks: [two] }] }
            """);
        (await scene.RunAsync("run", "--id", "b-1")).Expect(0);
        scene.Repository.Commit("The same tree in another commit");

        var second = (await scene.RunAsync("run", "--id", "b-2")).Expect(0);

        Assert.Contains("2 tasks taken from build b-1; --fresh builds them again.", second.Output, StringComparison.Ordinal);
        Assert.Equal(["one", "two"], await scene.Notes.AllAsync());
        var told = await scene.EventsAsync("b-2");
        EventOrder.IsThatOfABuild(told);
        Assert.Equal(2, told.Count(one => one.Type == "TASK_DELEGATED"));
        Assert.DoesNotContain(told, one => one.Type == "TASK_SCHEDULED");

        var fresh = (await scene.RunAsync("run", "--fresh")).Expect(0);
        Assert.DoesNotContain("taken from", fresh.Output, StringComparison.Ordinal);
        Assert.Equal(["one", "two", "one", "two"], await scene.Notes.AllAsync());
    }

    [Fact]
    public async Task A_retry_of_what_failed_runs_only_that()
    {
        var mended = Path.Combine(scene.Repository.Root, "mended");
        scene.Configure($$"""
            blueprints:
              good: { run: {{Scene.Script(scene.Notes.Say("good"))}} }
              bad: { run: {{Scene.Script(scene.Notes.Say("bad"), $"test -e '{mended}'")}} }
              after: { run: {{Scene.Script(scene.Notes.Say("after"))}} }
            plan: { stages: [{ name: first, tasks: [good] }, { name: second, tasks: [bad] }, { name: third, tasks: [after] }] }
            """);
        (await scene.RunAsync("run", "--id", "b-1")).Expect(1);
        await File.WriteAllTextAsync(mended, "");

        var told = StoredEvent.Read((await scene.RunAsync("retry", "b-1", "--failed-only", "--json")).Expect(0));

        EventOrder.IsThatOfABuild(told);
        Assert.Single(told, one => one is { Type: "TASK_DELEGATED", Task: "good" });
        Assert.Equal(["good", "bad", "bad", "after"], await scene.Notes.AllAsync());
    }

    [Fact]
    public async Task A_build_that_waits_for_the_same_thing_elsewhere_adopts_it()
    {
        var gate = scene.Gate("gate");
        scene.Configure($$"""
            blueprints: { work: { run: {{Scene.Script(scene.Notes.Say("work"), gate.Pass)}} } }
            plan: { stages: [{ name: one, tasks: [work] }] }
            """);
        var first = scene.Start("run", "--id", "b-1", "--json");
        await scene.Notes.HearAsync("work");
        var second = scene.Start("run", "--id", "b-2", "--json");
        await second.SeesAsync("TASK_DELEGATED");

        gate.Open();

        (await first.EndAsync()).Expect(0);
        EventOrder.IsThatOfABuild(StoredEvent.Read((await second.EndAsync()).Expect(0)));
        Assert.Equal(["work"], await scene.Notes.AllAsync());
    }
}
