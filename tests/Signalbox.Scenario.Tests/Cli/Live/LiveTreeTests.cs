using Signalbox.Core.Builds;
using Signalbox.Core.Events;

namespace Signalbox.Scenario.Tests.Cli.Live;

public sealed class LiveTreeTests
{
    [Fact]
    public void A_build_is_shown_with_what_each_task_does_and_says()
    {
        var story = TreeStory.Of(("check", ["unit", "lint", "types"]), ("package", ["image"]))
            .Starts("unit").Starts("lint").Fails("lint", "exit 3", new() { Reports = new(120, 2, 0) });

        Assert.Equal(
            [
                "build b-1  app:main ccccccc  1 of 4 tasks  10s",
                "● check  1 of 3  1 failed  6.0s",
                "  ● unit   4.0s  │ compiling",
                "  ✗ lint   2.0s  exit 3  120 tests, 2 failed",
                "  ○ types",
                "· package  1 task",
                "  · image",
            ],
            story.Lines(24, _ => "compiling").Select(line => line.TrimEnd()));
    }

    [Fact]
    public void What_is_out_of_the_ordinary_is_said_beside_the_task()
    {
        var story = TreeStory.Of(("check", ["flaky", "waits", "taken", "lost"]))
            .Tell(EventType.TaskApprovalRequested, "waits")
            .Tell(EventType.TaskDelegated, "taken", data: new() { DelegatedTo = new(BuildId.Parse("b-0"), "taken", 1) })
            .Starts("flaky").Tell(EventType.TaskRetried, "flaky", data: new() { Reason = "exit 1", AttemptsLeft = 1 })
            .Starts("flaky", 2).Succeeds("flaky", new() { Flaky = true })
            .Starts("lost").Tell(EventType.TaskInterrupted, "lost", data: new() { Reason = "agent lost", AttemptsLeft = 2 }).Starts("lost", 2);

        var lines = story.Lines(24);

        Assert.Contains("flaky: passed on attempt 2", lines[2], StringComparison.Ordinal);
        Assert.Contains("waits for approval: signalbox approve b-1 waits", lines[3], StringComparison.Ordinal);
        Assert.Contains("waits for build b-0", lines[4], StringComparison.Ordinal);
        Assert.Contains("attempt 2", lines[5], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(24)]
    [InlineData(200)]
    public void A_thousand_tasks_fit_any_terminal_and_what_failed_or_runs_is_seen(int height)
    {
        var names = Enumerable.Range(0, 1000).Select(number => $"t{number}").ToArray();
        var story = TreeStory.Of(("check", names), ("package", ["image"])).Starts("t998").Starts("t999").Fails("t999", "exit 1");

        var lines = story.Lines(height);

        Assert.True(lines.Count <= height, $"{lines.Count} lines on {height}");
        Assert.Contains(lines, line => line.StartsWith("  … ", StringComparison.Ordinal) && line.Contains("ready", StringComparison.Ordinal));
        if (height < 10) return;
        Assert.Contains(lines, line => line.Contains("✗ t999", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("● t998", StringComparison.Ordinal));
    }

    [Fact]
    public void Many_stages_fit_too_and_the_one_that_runs_is_seen()
    {
        var story = TreeStory.Of([.. Enumerable.Range(0, 100).Select(number => ($"s{number}", new[] { $"t{number}" }))]).Starts("t0");

        var lines = story.Lines(12);

        Assert.True(lines.Count <= 12);
        Assert.Contains(lines, line => line.StartsWith("● s0", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("● t0", StringComparison.Ordinal));
        Assert.Contains("more stages", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancel_is_understood_from_events_alone()
    {
        var story = TreeStory.Of(("check", ["unit"]), ("package", ["image"]))
            .Starts("unit")
            .Tell(EventType.TaskCancelled, "unit").Tell(EventType.TaskCancelled, "image")
            .Tell(EventType.StageComplete, stage: "check", data: new() { State = StageState.Cancelled })
            .Tell(EventType.StageSkipped, stage: "package")
            .Tell(EventType.BuildComplete, data: new() { Result = new(ResultKind.Cancelled) })
            .Tell(EventType.BuildCancelled);

        Assert.Equal(BuildState.Cancelled, story.Build.Head.State);
        Assert.StartsWith("⊘ check", story.Lines(24)[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Names_and_log_lines_cannot_command_the_terminal()
    {
        var story = TreeStory.Of(("check", ["u\u001b[2Jnit"])).Starts("u\u001b[2Jnit");

        var lines = story.Lines(24, _ => "[red]x[/] \u001b]0;owned\u0007\u202egnp.exe");

        Assert.Contains("[red]x[/] ·gnp.exe", lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.Any(char.IsControl));
    }
}
