using System.Text.Json;
using Signalbox.Scenario.Tests.Cli;

namespace Signalbox.Scenario.Tests.Service;

/// <summary>The same through every door (B1), and the same verbs print the same wherever the builds are.</summary>
public sealed class ParityStories
{
    private const string Plan = """
        version: 1
        blueprints:
          good: { run: "echo fine" }
          bad: { run: "echo broken; exit 3" }
          maybe: { run: "exit 1", allowFailure: true }
          later: { run: "true" }
          tidy: { run: "echo tidy", always: true }
        plan: { stages: [ { name: check, tasks: [good] }, { name: test, tasks: [bad] }, { name: try, tasks: [maybe] }, { name: ship, tasks: [later, tidy] } ] }
        """;

    [Fact]
    public async Task A_build_gives_the_same_events_through_the_command_line_and_through_HTTP()
    {
        using var terminal = CommandScene.With(Plan);
        var run = await terminal.RunAsync("run", "--id", "one", "--json");
        using var scene = CommandScene.With(Plan);
        await using var service = await ServeProcess.StartAsync(scene);
        await service.BuildAsync("one", scene.Repository.Repository.Name.Value);
        var events = await scene.RunAsync("events", "one", "--follow", "--json", "--server", service.Http.BaseAddress!.ToString());

        Assert.Equal(run.Json.Select(Essence), events.Json.Select(Essence));
        Assert.Equal("BUILD_FAIL", events.Json[^1].GetProperty("type").GetString());
    }

    [Fact]
    public async Task Every_verb_prints_of_a_service_what_it_prints_of_its_directory()
    {
        using var scene = CommandScene.With(Plan);
        await using var service = await ServeProcess.StartAsync(scene);
        var server = service.Http.BaseAddress!.ToString();
        await service.BuildAsync("one", scene.Repository.Repository.Name.Value);
        await scene.RunAsync("events", "one", "--follow", "--server", server);

        foreach (var words in (string[][])
                 [
                     ["builds", "--json"], ["status", "one"], ["status", "--json"], ["status", "o"], ["events", "one"], ["events", "one", "--json", "--after", "4"],
                     ["logs", "one"], ["logs", "one", "bad"], ["logs", "one", "bad", "--follow"], ["logs", "one", "none"], ["logs", "one", "later"],
                     ["status", "none"], ["cancel", "one"], ["cancel", "one", "--json"], ["approve", "one", "good"], ["approve", "one", "none"],
                 ])
        {
            var here = await scene.RunAsync(words);
            var there = await scene.RunAsync([.. words, "--server", server]);
            Assert.Equal(here, there);
        }

        var retried = await scene.RunAsync("retry", "one", "--failed-only", "--json", "--server", server);
        Assert.Equal(1, retried.ExitCode);
        Assert.Contains(retried.Json, one => one.GetProperty("type").GetString() == "TASK_DELEGATED");
    }

    [Fact]
    public async Task A_waiting_build_is_approved_and_cancelled_from_elsewhere()
    {
        using var scene = CommandScene.With(Configurations.Approval);
        await using var service = await ServeProcess.StartAsync(scene);
        var server = service.Http.BaseAddress!.ToString();
        foreach (var (id, verb, code) in new (string Id, string[] Verb, string End)[] { ("yes", ["approve", "yes", "deploy"], "BUILD_SUCCESS"), ("no", ["cancel", "no"], "BUILD_CANCELLED") })
        {
            await service.BuildAsync(id, scene.Repository.Repository.Name.Value);
            await service.HearAsync($"/api/builds/{id}/events", one => (string?)one["type"] == "TASK_APPROVAL_REQUESTED");
            Assert.Equal(await scene.RunAsync("status", id, "--json"), await scene.RunAsync("status", id, "--json", "--server", server));
            Assert.Equal(0, (await scene.RunAsync([.. verb, "--server", server])).ExitCode);
            var end = await scene.RunAsync("events", id, "--follow", "--json", "--server", server);
            Assert.Equal(code, end.Json[^1].GetProperty("type").GetString());
        }
    }

    [Fact]
    public async Task What_cannot_be_asked_of_a_service_is_said()
    {
        using var scene = CommandScene.Of(("unit", "true"));
        foreach (var (words, code, named) in new (string[] Words, int Code, string Named)[]
                 {
                     (["run", "--server", "http://127.0.0.1:9"], 2, "--server"), (["status", "--server", "nonsense"], 2, "http://127.0.0.1:8080"),
                     (["status", "--server", "http://127.0.0.1:9"], 3, "http://127.0.0.1:9"), (["status", "--server", "http://127.0.0.1:9", "--data", "x"], 2, "--data"),
                 })
        {
            var refused = await scene.RunAsync(words);
            Assert.Equal(code, refused.ExitCode);
            Assert.Contains(named, refused.Errors, StringComparison.Ordinal);
        }
    }

    // Ids and times are another build's, and why it was made is the door's name.
    private static string Essence(JsonElement one)
    {
        var text = one.EnumerateObject().Where(field => field.Name is not ("id" or "at")).Select(field => field.Name == "data"
            ? string.Join(',', field.Value.EnumerateObject().Where(inner => !inner.Name.EndsWith("Ms", StringComparison.Ordinal)
                && inner.Name is not ("reason" or "commit" or "startedAt" or "endedAt") || (inner.Name == "reason" && inner.Value.GetString() is not ("cli" or "api"))).Select(inner => inner.ToString()))
            : field.ToString());
        return string.Join(' ', text);
    }
}
