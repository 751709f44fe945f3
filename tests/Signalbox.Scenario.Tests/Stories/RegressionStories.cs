namespace Signalbox.Scenario.Tests.Stories;

/// <summary>What earlier tools of this kind got wrong, told through the command line.</summary>
public sealed class RegressionStories : IDisposable
{
    private readonly Scene scene = new();

    public void Dispose() => scene.Dispose();

    [Fact]
    public async Task A_failed_stage_stops_the_build_and_nothing_that_comes_after_it_makes_up_for_it()
    {
        scene.Configure($$"""
            blueprints:
              good: { run: {{Scene.Script(scene.Notes.Say("good"))}} }
              bad: { run: {{Scene.Script(scene.Notes.Say("bad"), "exit 7")}} }
              never: { run: {{Scene.Script(scene.Notes.Say("never"))}} }
              tidy: { always: true, run: {{Scene.Script(scene.Notes.Say("tidy"))}} }
            plan:
              stages:
                - { name: one, tasks: [bad, good] }
                - { name: two, tasks: [never] }
                - { name: last, tasks: [tidy] }
            """);

        var told = StoredEvent.Read((await scene.RunAsync("run", "--id", "b-1", "--json")).Expect(1));

        EventOrder.IsThatOfABuild(told);
        Assert.Equal(["bad", "good", "tidy"], (await scene.Notes.AllAsync()).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(told, one => one is { Type: "TASK_SUCCESS", Task: "bad" });
        Assert.Contains(told, one => one is { Type: "TASK_SKIPPED", Task: "never" });
        Assert.Contains(told, one => one is { Type: "STAGE_SKIPPED", Stage: "two" });
        Assert.Equal("BUILD_FAIL", told[^1].Type);
        var status = await scene.StatusAsync("b-1");
        Assert.Equal("failed", status.GetProperty("state").GetString());
        Assert.Equal("""{"kind":"failed","reason":"check_failed","completed":2,"failed":1}""", status.GetProperty("result").GetRawText());
        Assert.Equal(["failed", "skipped", "succeeded"], status.GetProperty("stages").EnumerateArray().Select(stage => stage.GetProperty("state").GetString()));
        Assert.Equal("exit 7", status.GetProperty("stages")[0].GetProperty("tasks")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Two_stages_run_both_and_each_of_ten_parallel_tasks_is_given_to_one_builder()
    {
        scene.Environment["Providers__Process__MaxParallel"] = "4";
        scene.Configure($$"""
            blueprints:
              ten: { matrix: { n: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] }, run: {{Scene.Script(scene.Notes.Say("$MATRIX_N"))}} }
              after: { run: {{Scene.Script(scene.Notes.Say("after"))}} }
            plan: { stages: [{ name: one, tasks: [ten] }, { name: two, tasks: [after] }] }
            """);

        var told = StoredEvent.Read((await scene.RunAsync("run", "--json")).Expect(0));

        EventOrder.IsThatOfABuild(told);
        var notes = await scene.Notes.AllAsync();
        Assert.Equal("0123456789", string.Concat(notes.Take(10).Order(StringComparer.Ordinal)));
        Assert.Equal(["after"], notes.Skip(10));
        Assert.Equal(11, told.Count(one => one.Type == "TASK_SCHEDULED"));
        Assert.Equal(11, told.Count(one => one.Type == "TASK_SUCCESS"));
    }

    [Fact]
    public async Task The_first_failure_ends_its_stage_at_once_where_the_plan_says_failFast()
    {
        var line = scene.Lifeline("line");
        var gate = scene.Gate("gate");
        scene.Configure($$"""
            blueprints:
              slow: { run: {{Scene.Script(line.Hold, scene.Notes.Say("slow"), "exec sleep 1000")}} }
              bad: { run: {{Scene.Script(gate.Pass, "exit 1")}} }
            plan: { failFast: true, stages: [{ name: one, tasks: [slow, bad] }] }
            """);
        var run = scene.Start("run", "--id", "b-1", "--json");
        await scene.Notes.HearAsync("slow");

        gate.Open();

        EventOrder.IsThatOfABuild(StoredEvent.Read((await run.EndAsync()).Expect(1)));
        await line.Gone.WaitAsync(TimeSpan.FromSeconds(60));
        var result = (await scene.StatusAsync("b-1")).GetProperty("result");
        Assert.Equal("fail_fast", result.GetProperty("kind").GetString());
        Assert.Equal("bad", result.GetProperty("trigger").GetString());
    }
}
