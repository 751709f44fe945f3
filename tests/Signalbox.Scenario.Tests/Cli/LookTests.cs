namespace Signalbox.Scenario.Tests.Cli;

public sealed class LookTests
{
    [Fact]
    public async Task The_status_of_a_build_has_the_shape_of_the_contract()
    {
        using var scene = CommandScene.Of(("unit/y", "exit 3"));
        await scene.RunAsync("run", "--id", "b-1");

        var build = Assert.Single((await scene.RunAsync("status", "--json")).Json);

        Assert.Equal("local/app", build.GetProperty("repository").GetString());
        Assert.Equal("app:main", build.GetProperty("change").GetString());
        Assert.Equal(scene.Repository.Head.Value, build.GetProperty("sha").GetString());
        Assert.False(build.TryGetProperty("base", out _), "Absent rather than null.");
        Assert.Equal("cli", build.GetProperty("reason").GetString());
        Assert.Equal("""{"kind":"failed","reason":"check_failed","completed":0,"failed":1}""", build.GetProperty("result").GetRawText());
        var task = build.GetProperty("stages")[0].GetProperty("tasks")[0];
        Assert.Equal("exit 3", task.GetProperty("reason").GetString());
        var attempt = task.GetProperty("attempts")[0];
        Assert.Equal(1, attempt.GetProperty("attempt").GetInt32());
        Assert.Equal("process", attempt.GetProperty("provider").GetString());
        Assert.Equal("failed", attempt.GetProperty("state").GetString());
        Assert.True(attempt.GetProperty("durationMs").GetInt64() >= 0);
        Assert.StartsWith("process://", attempt.GetProperty("providerBuild").GetString(), StringComparison.Ordinal);
        Assert.Equal("/api/builds/b-1/tasks/unit%2Fy/log", attempt.GetProperty("log").GetString());
    }

    [Fact]
    public async Task A_beginning_is_enough_where_it_means_one_build()
    {
        using var scene = CommandScene.Of(("unit", "true"));
        await scene.RunAsync("run", "--id", "nightly-1");
        await scene.RunAsync("run", "--id", "nightly-12");
        await scene.RunAsync("run", "--id", "weekly");

        var beginning = await scene.RunAsync("status", "week", "--json");
        var exact = await scene.RunAsync("status", "nightly-1", "--json");
        var ambiguous = await scene.RunAsync("status", "nightly");
        var slip = await scene.RunAsync("status", "weeckly");

        Assert.Equal("weekly", beginning.Json[0].GetProperty("id").GetString());
        Assert.Equal("nightly-1", exact.Json[0].GetProperty("id").GetString());
        Assert.Equal(2, ambiguous.ExitCode);
        Assert.Contains("2 builds: nightly-12, nightly-1.", ambiguous.Errors, StringComparison.Ordinal);
        Assert.Equal(2, slip.ExitCode);
        Assert.Contains("did you mean 'weekly'?", slip.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Builds_are_listed_newest_first_by_state_and_up_to_a_limit()
    {
        using var scene = CommandScene.Of(("unit", "test -e ok"));
        await scene.RunAsync("run", "--id", "bad");
        scene.Repository.Commit("ok", ("ok", ""));
        await scene.RunAsync("run", "--id", "good");

        var all = await scene.RunAsync("builds", "--json");
        var failed = await scene.RunAsync("builds", "--state", "failed", "--json");
        var one = await scene.RunAsync("builds", "--limit", "1");

        Assert.Equal(["good", "bad"], all.Json.Select(build => build.GetProperty("id").GetString()));
        Assert.Equal("bad", Assert.Single(failed.Json).GetProperty("id").GetString());
        Assert.Contains("good  succeeded", Assert.Single(one.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_after_a_place_are_the_rest()
    {
        using var scene = CommandScene.Of(("unit", "true"));
        var run = await scene.RunAsync("run", "--id", "b-1", "--json");

        var rest = await scene.RunAsync("events", "b-1", "--after", "4", "--follow", "--json");

        Assert.Equal(run.Lines.Skip(4), rest.Lines);
    }

    [Fact]
    public async Task A_log_is_what_the_task_wrote_byte_for_byte()
    {
        using var scene = CommandScene.Of(("unit", "printf 'a\\000b\\377\\n\\nshort\\n'; printf 'no newline'"));
        await scene.RunAsync("run", "--id", "b-1");

        using var process = scene.Start(scene.Repository.Directory, "logs", "b-1", "unit", "--no-timestamps");
        using var bytes = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(bytes).WaitAsync(TimeSpan.FromSeconds(30));
        var stamped = await scene.RunAsync("logs", "b-1", "unit");

        Assert.Equal([.. "a\0b"u8, 0xff, .. "\n\nshort\nno newline"u8], bytes.ToArray());
        Assert.All(stamped.Lines, line => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ", line));
    }

    [Fact]
    public async Task All_logs_come_under_the_names_of_their_tasks()
    {
        using var scene = CommandScene.Of(("one", "echo 1"), ("two", "echo 2"));
        await scene.RunAsync("run", "--id", "b-1");

        var logs = await scene.RunAsync("logs", "b-1", "--no-timestamps");

        Assert.Equal("==> one <==\n1\n==> two <==\n2\n", logs.Output);
    }

    [Fact]
    public async Task The_log_of_a_task_that_was_taken_over_is_the_other_builds_and_says_so()
    {
        using var scene = CommandScene.Of(("unit", "echo built once"));
        await scene.RunAsync("run", "--id", "b-1");
        await scene.RunAsync("run", "--id", "b-2");

        var logs = await scene.RunAsync("logs", "b-2", "unit", "--no-timestamps");

        Assert.Equal("built once\n", logs.Output);
        Assert.Contains("unit was taken from build b-1", logs.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_of_what_is_not_there_name_what_is()
    {
        using var scene = CommandScene.Of(("unit", "true"));
        await scene.RunAsync("run", "--id", "b-1");

        var slip = await scene.RunAsync("logs", "b-1", "unti");
        var attempt = await scene.RunAsync("logs", "b-1", "unit", "--attempt", "2");

        Assert.Equal((2, 2), (slip.ExitCode, attempt.ExitCode));
        Assert.Contains("did you mean 'unit'?", slip.Errors, StringComparison.Ordinal);
        Assert.Contains("unit has no attempt 2: it has 1.", attempt.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_default_data_directory_is_where_the_platform_keeps_state()
    {
        using var scene = CommandScene.Of(("unit", "true"));

        await scene.RunAsync("run");

        Assert.True(File.Exists(Path.Combine(scene.Data, "signalbox.db")));
    }
}
