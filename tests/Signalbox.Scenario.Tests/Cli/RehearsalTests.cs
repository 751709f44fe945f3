using System.Text.Json;

namespace Signalbox.Scenario.Tests.Cli;

public sealed class RehearsalTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_rehearsal_sample_does_what_its_comments_say()
    {
        using var scene = CommandScene.With(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "samples", "rehearsal.signalbox.yml")));

        var run = await scene.RunAsync("run", "--id", "b-1", "--json");
        var log = await scene.RunAsync("logs", "b-1", "image");

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        var passed = Of(run, "TASK_SUCCESS", "unit").GetProperty("data");
        Assert.True(passed.GetProperty("flaky").GetBoolean());
        Assert.Equal("""{"tests":120,"failed":0,"skipped":1}""", passed.GetProperty("reports").GetRawText());
        Assert.Equal(2, Of(run, "TASK_INTERRUPTED", "image").GetProperty("data").GetProperty("attemptsLeft").GetInt32());
        Assert.Equal(2, Of(run, "TASK_SUCCESS", "image").GetProperty("attempt").GetInt32());
        Assert.Equal(1, Of(run, "TASK_FAIL", "scan").GetProperty("attempt").GetInt32());
        Of(run, "TASK_SUCCESS", "deploy");
        Of(run, "TASK_SUCCESS", "clean-up");
        Assert.Equal(["pulling the base image", "step 1 of 2: restore", "step 2 of 2: publish"], log.Lines.Select(line => line[25..]));
    }

    [Theory]
    [InlineData("outcome: fail", 1, "check_failed")]
    [InlineData("outcome: cancel", 1, "provider_cancelled")]
    [InlineData("outcome: never, timeout: 500ms", 1, "timeout")]
    [InlineData("losses: 2, attempts: 2", 3, "lost_too_often")]
    public async Task A_rehearsed_trouble_ends_the_run_as_the_real_one_would(string keys, int code, string reason)
    {
        using var scene = Of(keys);

        var run = await scene.RunAsync("run", "--json");

        Assert.Equal(code, run.ExitCode);
        var end = run.Json.Single(next => next.GetProperty("type").GetString() == "BUILD_COMPLETE");
        Assert.Contains($"\"{reason}\"", end.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_host_does_not_end_a_rehearsed_build()
    {
        using var scene = Of("duration: 2s, logLines: 4");
        using (var host = scene.Start(scene.Repository.Directory, "run", "--id", "b-1", "--json"))
        {
            using var patience = new CancellationTokenSource(Patience);
            while (await host.StandardOutput.ReadLineAsync(patience.Token) is { } line && !line.Contains("TASK_START", StringComparison.Ordinal))
            {
            }

            host.Kill();
            await host.WaitForExitAsync(patience.Token);
        }

        var run = await scene.RunAsync("run", "--id", "b-1", "--json");
        var log = await scene.RunAsync("logs", "b-1", "unit");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(1, Of(run, "TASK_SUCCESS", "unit").GetProperty("attempt").GetInt32());
        Assert.Equal(["line 1 of 4", "line 2 of 4", "line 3 of 4", "line 4 of 4"], log.Lines.Select(line => line[25..]));
    }

    [Fact]
    public async Task A_wrong_key_is_told_with_its_place()
    {
        using var scene = Of("duration: soon");

        var run = await scene.RunAsync("validate");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(".signalbox.yml:2:37: 'duration': 'soon' is not a duration", run.Output + run.Errors, StringComparison.Ordinal);
    }

    private static CommandScene Of(string keys) => CommandScene.With(
        $"blueprints:\n  unit: {{ provider: fake, {keys} }}\nplan: {{ stages: [ {{ name: check, tasks: [unit] }} ] }}\n");

    private static JsonElement Of(CommandOutcome run, string type, string task) => run.Json.Single(
        next => next.GetProperty("type").GetString() == type && next.TryGetProperty("task", out var one) && one.GetString() == task);
}
