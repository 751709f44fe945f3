namespace Signalbox.Scenario.Tests.Stories;

public sealed class ParityStories : IDisposable
{
    private readonly Scene scene = new();

    public void Dispose() => scene.Dispose();

    [Fact]
    public async Task The_same_request_gives_the_same_events_through_any_door()
    {
        // The shape of this repository's own configuration.
        scene.Configure("""
            version: 1
            blueprints:
              format: { run: "true", timeout: 15m }
              build: { run: "echo building", timeout: 15m }
              test: { run: "mkdir TestResults; echo ok >TestResults/log", timeout: 30m, artifacts: ["TestResults/**"] }
            plan:
              stages:
                - { name: check, tasks: [format, build] }
                - { name: test, tasks: [test] }
            """);
        var first = StoredEvent.Read((await scene.RunAsync("run", "--id", "b-1", "--json")).Expect(0));
        EventOrder.IsThatOfABuild(first);

        scene.Data += "-2";
        Same(first, StoredEvent.Read((await scene.RunAsync("run", "--id", "b-1", "--json")).Expect(0)));

        // The third one is handed to a process that owns the directory because of another build.
        scene.Data += "-3";
        var main = scene.Repository.Head;
        var gate = scene.Gate("gate");
        scene.Repository.Branch("other");
        scene.Configure($$"""
            blueprints: { held: { run: {{Scene.Script(scene.Notes.Say("held"), gate.Pass)}} } }
            plan: { stages: [{ name: one, tasks: [held] }] }
            """);
        var owner = scene.Start("run", "--id", "other");
        await scene.Notes.HearAsync("held");
        scene.Repository.Switch("main");
        Assert.Equal(main, scene.Repository.Head);
        Same(first, StoredEvent.Read((await scene.RunAsync("run", "--id", "b-1", "--json")).Expect(0)));
        gate.Open();
        (await owner.EndAsync()).Expect(0);
    }

    [Fact]
    public async Task The_order_of_events_holds_on_a_foreign_repository_too()
    {
        scene.Repository.Write("package.json", "{}");
        scene.Repository.Write(".signalbox/blueprints/web/unit.yml", """
            run: echo "$MATRIX_NODE"
            matrix: { node: [20, 22] }
            """);
        scene.Configure("""
            blueprints:
              lint: { run: "exit 3", allowFailure: true }
              docs: { run: "exit 9", paths: ["docs/**"] }
              flaky: { run: "test $SIGNALBOX_ATTEMPT = 2", retries: 1 }
              nightly: { run: "exit 9", when: { events: [retest] } }
              all: { uses: [lint, docs, web/unit] }
              deploy: { run: "exit 4" }
              notify: { run: "true" }
              tidy: { run: "true", always: true }
            plan:
              stages:
                - { name: check, tasks: [all, flaky, nightly] }
                - { name: empty, tasks: [] }
                - { name: deploy, tasks: [deploy] }
                - { name: notify, tasks: [notify, tidy] }
            """);

        var told = StoredEvent.Read((await scene.RunAsync("run", "--id", "b-1", "--base", "HEAD", "--json")).Expect(1));

        EventOrder.IsThatOfABuild(told);
        Assert.Equal(told, await scene.EventsAsync("b-1"));
        var ends = told.Where(one => one.Type is "TASK_SUCCESS" or "TASK_FAIL" or "TASK_SKIPPED").Select(one => $"{one.Task} {one.Type}");
        string[] expected =
        [
            "deploy TASK_FAIL", "docs TASK_SKIPPED", "flaky TASK_SUCCESS", "lint TASK_FAIL", "notify TASK_SKIPPED", "tidy TASK_SUCCESS",
            "web/unit[node=20] TASK_SUCCESS", "web/unit[node=22] TASK_SUCCESS",
        ];
        Assert.Equal(expected, ends.Order(StringComparer.Ordinal));
        Assert.Single(told, one => one is { Type: "TASK_RETRIED", Task: "flaky" });
    }

    /// <summary>The same steps in the same order; tasks side by side may overtake each other.</summary>
    private static void Same(IReadOnlyList<StoredEvent> one, IReadOnlyList<StoredEvent> other)
    {
        EventOrder.IsThatOfABuild(other);
        foreach (var task in one.Concat(other).Select(step => step.Task).Distinct())
            Assert.Equal(one.Where(step => step.Task == task).Select(step => step.Essence), other.Where(step => step.Task == task).Select(step => step.Essence));
    }
}
