namespace Signalbox.Scenario.Tests.Cli;

public sealed class ActTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_retry_of_what_failed_keeps_what_succeeded()
    {
        using var scene = CommandScene.Of(("good", "true"), ("bad", "exit 1"));
        await scene.RunAsync("run", "--id", "b-1");

        var retry = await scene.RunAsync("retry", "b-1", "--failed-only", "--json");

        Assert.Equal(1, retry.ExitCode);
        Assert.Equal("bad", Assert.Single(retry.Json, next => next.GetProperty("type").GetString() == "TASK_START").GetProperty("task").GetString());
        Assert.NotEqual("b-1", retry.Json[0].GetProperty("build").GetString());
    }

    [Fact]
    public async Task A_build_is_cancelled_from_another_terminal()
    {
        using var scene = CommandScene.Of(("slow", "exec sleep 300"));
        using var run = scene.Start(scene.Repository.Directory, "run", "--id", "b-1", "--json");
        while (await run.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line && !line.Contains("TASK_START", StringComparison.Ordinal))
        {
        }

        var cancel = await scene.RunAsync("cancel", "b-1", "--json");
        var status = await scene.RunAsync("status", "b-1", "--json");
        await run.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await run.WaitForExitAsync().WaitAsync(Patience);
        var again = await scene.RunAsync("cancel", "b-1");

        Assert.Equal(0, cancel.ExitCode);
        Assert.Equal("{\"outcome\":\"accepted\",\"build\":\"b-1\"}\n", cancel.Output);
        Assert.Equal("cancelled", status.Json[0].GetProperty("state").GetString());
        Assert.Equal(130, run.ExitCode);
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("already ended: cancelled", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_waits_for_a_person_goes_on_when_one_allows_it()
    {
        using var scene = CommandScene.With(
            "version: 1\nblueprints: { deploy: { run: 'true', approval: { roles: [operate] } } }\nplan: { stages: [ { name: go, tasks: [deploy] } ] }\n");
        using var run = scene.Start(scene.Repository.Directory, "run", "--id", "b-1");
        while (await run.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line && !line.Contains("waits for approval", StringComparison.Ordinal))
        {
        }

        var waiting = await scene.RunAsync("status", "b-1", "--json");
        var wrong = await scene.RunAsync("approve", "b-1", "deplo");
        var approve = await scene.RunAsync("approve", "b-1", "deploy", "--json");
        var rest = await run.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await run.WaitForExitAsync().WaitAsync(Patience);

        Assert.Equal("awaiting_approval", waiting.Json[0].GetProperty("stages")[0].GetProperty("tasks")[0].GetProperty("reason").GetString());
        Assert.Equal(2, wrong.ExitCode);
        Assert.Equal(0, approve.ExitCode);
        Assert.Equal("accepted", Assert.Single(approve.Json).GetProperty("outcome").GetString());
        Assert.Contains("deploy approved by", rest, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Pruning_forgets_what_ended_long_enough_ago_with_its_logs_and_refs()
    {
        using var scene = CommandScene.Of(("unit", "echo hello"));
        scene.Repository.Branch("feature");
        scene.Repository.Commit("theirs", ("a", ""));
        scene.Repository.Switch("main");
        scene.Repository.Commit("ours", ("b", ""));
        await scene.RunAsync("run", "--base", "main", "--ref", "feature", "--id", "b-1");
        var before = scene.Repository.Git("for-each-ref", "refs/signalbox");

        var none = await scene.RunAsync("prune");
        var all = await scene.RunAsync("prune", "--older", "0s");
        var rest = await scene.RunAsync("builds", "--json");
        var again = await scene.RunAsync("run", "--base", "main", "--ref", "feature", "--id", "b-1", "--json");
        var counted = await scene.RunAsync("prune", "--older", "0s", "--json");

        Assert.NotEmpty(before);
        Assert.Equal("nothing to prune\n", none.Output);
        Assert.StartsWith("pruned 1 build, ", all.Output, StringComparison.Ordinal);
        Assert.Empty(rest.Lines);
        Assert.Equal(1, Assert.Single(counted.Json).GetProperty("builds").GetInt32());
        Assert.Equal(0, again.ExitCode);
        Assert.Single(again.Json, next => next.GetProperty("type").GetString() == "TASK_START");
    }
}
