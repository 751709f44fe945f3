using System.Text.Json;

namespace Signalbox.Scenario.Tests.Cli;

public sealed class RunTests
{
    [Fact]
    public async Task A_run_prints_its_events_as_the_log_has_them_and_nothing_else()
    {
        using var scene = CommandScene.Of(("unit", "echo hello"), ("lint", "true"));

        var run = await scene.RunAsync("run", "--id", "b-1", "--json");
        var events = await scene.RunAsync("events", "b-1", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(events.Output, run.Output);
        var types = run.Json.Select(next => next.GetProperty("type").GetString()).ToList();
        Assert.Equal(["BUILD_RECEIVED", "BUILD_PLANNING", "TASK_PLANNED", "TASK_PLANNED", "BUILD_START", "STAGE_START"], types.Take(6));
        Assert.Equal(["STAGE_COMPLETE", "BUILD_COMPLETE", "BUILD_SUCCESS"], types.TakeLast(3));
        Assert.Equal(Enumerable.Range(1, types.Count), run.Json.Select(next => next.GetProperty("seq").GetInt32()));
    }

    [Fact]
    public async Task An_event_has_the_shape_of_the_contract()
    {
        using var scene = CommandScene.Of(("unit", "true"));

        var run = await scene.RunAsync("run", "--id", "b-1", "--json");

        var start = run.Json.Single(next => next.GetProperty("type").GetString() == "TASK_START");
        Assert.Equal("b-1", start.GetProperty("build").GetString());
        Assert.Equal("check", start.GetProperty("stage").GetString());
        Assert.Equal("unit", start.GetProperty("task").GetString());
        Assert.Equal(1, start.GetProperty("attempt").GetInt32());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", start.GetProperty("at").GetString());
        Assert.All(run.Json, next => Assert.DoesNotContain(next.EnumerateObject(), member => member.Value.ValueKind == JsonValueKind.Null));
    }

    [Fact]
    public async Task A_failing_task_is_told_with_its_reason_its_last_lines_and_where_the_rest_is()
    {
        using var scene = CommandScene.Of(("unit", "for i in $(seq 30); do echo line $i; done; exit 3"), ("lint", "true"));

        var run = await scene.RunAsync("run", "--id", "b-1");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("✗ unit  exit 3\n  │ line 11\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("  │ line 30\n  full log: signalbox logs b-1 unit\n", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"build b-1 failed in \S+: check_failed; 1 succeeded, 1 failed\n$", run.Output);
    }

    [Fact]
    public async Task A_second_run_of_the_same_tree_says_what_it_took_over_and_fresh_turns_that_off()
    {
        using var scene = CommandScene.Of(("unit", "true"), ("lint", "true"), ("docs", "true"));

        await scene.RunAsync("run", "--id", "first");
        var second = await scene.RunAsync("run");
        var fresh = await scene.RunAsync("run", "--fresh", "--id", "fresh");
        var logs = await scene.RunAsync("logs", "fresh", "unit");

        Assert.Contains("3 tasks taken from build first; --fresh builds them again.\n", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("taken from", fresh.Output, StringComparison.Ordinal);
        Assert.Equal(0, logs.ExitCode);
    }

    [Fact]
    public async Task A_run_without_an_id_gets_one_that_sorts_by_time()
    {
        using var scene = CommandScene.Of(("unit", "true"));

        await scene.RunAsync("run");
        await scene.RunAsync("run");

        var ids = (await scene.RunAsync("builds", "--json")).Json.Select(build => build.GetProperty("id").GetString()!).ToList();
        Assert.Equal(2, ids.Count);
        Assert.All(ids, id => Assert.Matches("^[0-9a-hjkmnp-tv-z]{26}$", id));
        Assert.True(string.CompareOrdinal(ids[0], ids[1]) > 0, "The newest comes first, and its id is the greater one.");
    }

    [Fact]
    public async Task The_same_id_goes_on_with_the_same_build_and_refuses_another()
    {
        using var scene = CommandScene.Of(("unit", "true"));
        await scene.RunAsync("run", "--id", "b-1");

        var same = await scene.RunAsync("run", "--id", "b-1", "--json");
        scene.Repository.Commit("more", ("more", ""));
        var other = await scene.RunAsync("run", "--id", "b-1");

        Assert.Equal(0, same.ExitCode);
        Assert.Single(same.Json, next => next.GetProperty("type").GetString() == "TASK_SUCCESS");
        Assert.Equal(2, other.ExitCode);
        Assert.Contains("build b-1 was asked for differently", other.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dirty_tree_is_warned_of_and_the_commit_is_built()
    {
        using var scene = CommandScene.Of(("unit", "test ! -e new-file"));
        scene.Repository.Write("new-file", "not committed");

        var run = await scene.RunAsync("run");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("the commit", run.Errors, StringComparison.Ordinal);
        Assert.Contains("is built, not the tree", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_tasks_that_are_named_are_built()
    {
        using var scene = CommandScene.Of(("unit-a", "true"), ("unit-b", "true"), ("lint", "exit 1"));

        var run = await scene.RunAsync("run", "--task", "unit-*", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(2, run.Json.Count(next => next.GetProperty("type").GetString() == "TASK_SUCCESS"));
    }

    [Fact]
    public async Task A_task_cannot_command_the_reader_of_its_name_or_its_output()
    {
        using var scene = CommandScene.Of(("unit", "printf '\\033]0;owned\\007\\033[2Jgone [red]x[/]\\n'; exit 1"));

        var run = await scene.RunAsync("run");

        Assert.Contains("  │ gone [red]x[/]\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Fact]
    public async Task A_terminating_signal_cancels_the_build_and_exits_130()
    {
        using var scene = CommandScene.Of(("slow", "echo $$; exec sleep 300"));
        using var process = scene.Start(scene.Repository.Directory, "run", "--id", "b-1", "--json");
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } line && !line.Contains("TASK_START", StringComparison.Ordinal))
        {
        }

        using (var kill = System.Diagnostics.Process.Start("kill", ["-TERM", $"{process.Id}"])) await kill.WaitForExitAsync();
        var rest = await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(130, process.ExitCode);
        Assert.Contains("\"TASK_CANCELLED\"", rest, StringComparison.Ordinal);
        Assert.Contains("\"BUILD_CANCELLED\"", rest, StringComparison.Ordinal);
    }
}
