namespace Signalbox.Scenario.Tests.Stories;

public sealed class GateStories : IDisposable
{
    private readonly Scene scene = new();

    public void Dispose() => scene.Dispose();

    [Fact]
    public async Task A_task_that_needs_approval_waits_for_a_person_at_another_terminal()
    {
        scene.Configure($$"""
            blueprints:
              deploy: { approval: { roles: [operate] }, run: {{Scene.Script(scene.Notes.Say("deploy"))}} }
            plan: { stages: [{ name: one, tasks: [deploy] }] }
            """);
        var run = scene.Start("run", "--id", "b-1", "--json");
        await run.SeesAsync("TASK_APPROVAL_REQUESTED");
        var task = (await scene.StatusAsync("b-1")).GetProperty("stages")[0].GetProperty("tasks")[0];
        Assert.Equal("awaiting_approval", task.GetProperty("reason").GetString());
        Assert.Empty(await scene.Notes.AllAsync());

        (await scene.RunAsync("approve", "b-1", "deploy")).Expect(0);

        var told = StoredEvent.Read((await run.EndAsync()).Expect(0));
        EventOrder.IsThatOfABuild(told);
        Assert.Single(told, one => one is { Type: "TASK_APPROVED", Task: "deploy" });
        Assert.Equal(["deploy"], await scene.Notes.AllAsync());
    }

    [Fact]
    public async Task A_concurrency_group_lets_one_task_in_at_a_time_across_builds()
    {
        // Each task says when it comes and goes: an overlap would stand in the order of the words.
        var gate = scene.Gate("gate");
        var inside = Path.Combine(scene.Repository.Root, "inside");
        scene.Environment["Providers__Process__MaxParallel"] = "4";
        scene.Configure($$"""
            blueprints:
              deploy:
                concurrency: site
                matrix: { n: [1, 2, 3] }
                run: {{Scene.Script(scene.Notes.Say("in"), $"mkdir '{inside}'", "for i in 1 2 3 4 5 6 7 8; do sh -c :; done", $"rmdir '{inside}'", scene.Notes.Say("out"))}}
              hold: { run: {{Scene.Script(scene.Notes.Say("owned"), gate.Pass)}} }
            plan: { stages: [{ name: one, tasks: [deploy, hold] }] }
            """);
        // A process of its own owns the directory, so that neither of the two builds ends with the other's owner.
        var owner = scene.Start("run", "--task", "hold", "--id", "owner", "--fresh");
        await scene.Notes.HearAsync("owned");
        var one = scene.Start("run", "--id", "b-1", "--task", "deploy*", "--fresh");
        var other = scene.Start("run", "--id", "b-2", "--task", "deploy*", "--fresh");

        (await one.EndAsync()).Expect(0);
        (await other.EndAsync()).Expect(0);

        gate.Open();
        (await owner.EndAsync()).Expect(0);
        Assert.Equal(["owned", .. Enumerable.Repeat<string[]>(["in", "out"], 6).SelectMany(pair => pair)], await scene.Notes.AllAsync());
    }
}
