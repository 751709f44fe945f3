namespace Signalbox.Scenario.Tests.Stories;

public sealed class CancelStories : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);
    private readonly Scene scene = new();

    public void Dispose() => scene.Dispose();

    [Fact]
    public async Task Cancel_from_another_terminal_ends_all_processes_and_still_cleans_up()
    {
        var line = scene.Lifeline("line");
        var cleaning = scene.Gate("cleaning");
        scene.Environment["Providers__Process__KillGrace"] = "00:00:01";
        scene.Configure($$"""
            blueprints:
              family: { run: {{Scene.Script(line.Hold, $"(setsid sh -c \"{scene.Notes.Say("grandchild").Replace("\"", "", StringComparison.Ordinal)}; exec sleep 1000\") & wait")}} }
              stubborn: { run: {{Scene.Script(line.Hold, "trap '' TERM", scene.Notes.Say("stubborn"), "while :; do sleep 1000; done")}} }
              never: { run: {{Scene.Script(scene.Notes.Say("never"))}} }
              tidy: { always: true, run: {{Scene.Script(scene.Notes.Say("tidy"), cleaning.Pass)}} }
            plan:
              stages:
                - { name: work, tasks: [family, stubborn] }
                - { name: tidy, tasks: [never, tidy] }
            """);
        var run = scene.Start("run", "--id", "b-1", "--json");
        await scene.Notes.HearAsync("grandchild");
        await scene.Notes.HearAsync("stubborn");

        var cancel = (await scene.RunAsync("cancel", "b-1")).Expect(0);

        Assert.Contains("b-1 cancelled", cancel.Output, StringComparison.Ordinal);
        // The clean-up task waits for the test, so the build cannot have ended yet.
        Assert.Equal("cancelled", (await scene.StatusAsync("b-1")).GetProperty("state").GetString());
        await line.Gone.WaitAsync(Soon);
        await scene.Notes.HearAsync("tidy");
        cleaning.Open();
        var events = StoredEvent.Read((await run.EndAsync()).Expect(130));
        EventOrder.IsThatOfABuild(events);
        string[] outcomes = ["family TASK_CANCELLED", "never TASK_CANCELLED", "stubborn TASK_CANCELLED", "tidy TASK_SUCCESS"];
        Assert.Equal(outcomes, events.Where(one => one.Type is "TASK_CANCELLED" or "TASK_SUCCESS").Select(one => $"{one.Task} {one.Type}").Order(StringComparer.Ordinal));
        Assert.Contains(events, one => one.Type == "BUILD_CANCELLED");
        Assert.DoesNotContain("never", await scene.Notes.AllAsync());
    }

    [Fact]
    public async Task A_first_interrupt_cancels_the_build_and_a_second_run_of_its_id_shows_it_cancelled()
    {
        var line = scene.Lifeline("line");
        scene.Configure($$"""
            blueprints: { work: { run: {{Scene.Script(line.Hold, scene.Notes.Say("work"), "exec sleep 1000")}} } }
            plan: { stages: [{ name: work, tasks: [work] }] }
            """);
        var run = scene.Start("run", "--id", "b-1");
        await scene.Notes.HearAsync("work");

        await run.InterruptAsync();

        Assert.Contains("cancelled", (await run.EndAsync()).Expect(130).Output, StringComparison.Ordinal);
        await line.Gone.WaitAsync(Soon);
        (await scene.RunAsync("run", "--id", "b-1")).Expect(130);
        Assert.Single(await scene.Notes.AllAsync());
    }

    [Fact]
    public async Task A_build_that_its_host_left_behind_can_be_cancelled_without_it()
    {
        var line = scene.Lifeline("line");
        scene.Configure($$"""
            blueprints:
              work: { run: {{Scene.Script(line.Hold, scene.Notes.Say("work"), "exec sleep 1000")}} }
              tidy: { always: true, run: {{Scene.Script(scene.Notes.Say("tidy"))}} }
            plan: { stages: [{ name: work, tasks: [work] }, { name: tidy, tasks: [tidy] }] }
            """);
        var run = scene.Start("run", "--id", "b-1");
        await scene.Notes.HearAsync("work");
        await run.KillAsync();

        (await scene.RunAsync("cancel", "b-1")).Expect(0);

        await line.Gone.WaitAsync(Soon);
        var events = await scene.EventsAsync("b-1");
        EventOrder.IsThatOfABuild(events);
        Assert.Contains(events, one => one.Type == "BUILD_CANCELLED");
        Assert.Contains("tidy", await scene.Notes.AllAsync());
    }
}
