using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Core.Failures;
using Signalbox.Core.Forges;
using Signalbox.Core.Providers;
using Xunit;

namespace Signalbox.Workflows.Tests.Builds;

/// <summary>What goes wrong at providers, and how a build ends all the same.</summary>
public sealed class TroubleStories
{
    private const string OneTask = "version: 1\nblueprints:\n  a: { run: x, attempts: 2, retries: 1, timeout: 10m }\nplan: { stages: [ { name: check, tasks: [a] } ] }\n";

    [Fact]
    public async Task A_lost_run_is_tried_again_and_passes()
    {
        await using var world = await BuildWorld.StartAsync(OneTask);
        var build = await world.RunAsync();
        await world.Provider.SetAsync((await world.Provider.NextAsync()).Key, new ProviderBuildState.Lost("agent lost"));
        var second = await world.Provider.NextAsync();
        await world.Provider.SucceedAsync(second.Key);
        await world.SettleAsync();

        Assert.Equal(2, second.Key.Attempt);
        Assert.Contains("TASK_INTERRUPTED a", await world.EventsAsync(build));
        Assert.Equal(BuildState.Succeeded, (await world.HeadAsync(build)).State);
        Assert.False((await world.TaskAsync(build, "a")).Flaky);
    }

    [Fact]
    public async Task A_run_lost_too_often_fails_the_build_and_blames_nobody()
    {
        await using var world = await BuildWorld.StartAsync(OneTask);
        world.Provider.Script = _ => new ProviderBuildState.Lost("agent lost");
        var build = await world.RunAsync();
        await world.SettleAsync();

        var events = await world.EventsAsync(build);
        Assert.Equal(["TASK_INTERRUPTED a", "TASK_COMPLETE a", "TASK_FAIL a", "STAGE_COMPLETE check", "BUILD_COMPLETE", "BUILD_FAIL"], events[^6..]);
        Assert.Equal("lost_too_often", (await world.HeadAsync(build)).Result!.Reason);
        Assert.Equal(2, world.Provider.Builds);
    }

    [Fact]
    public async Task Our_own_crash_interrupts_and_uses_up_no_attempt()
    {
        await using var world = await BuildWorld.StartAsync(OneTask);
        var build = await world.RunAsync();
        for (var crash = 0; crash < 5; crash++)
            await world.Provider.SetAsync((await world.Provider.NextAsync()).Key, new ProviderBuildState.Lost("the host ended", OurCrash: true));
        await world.Provider.SucceedAsync((await world.Provider.NextAsync()).Key);
        await world.SettleAsync();

        Assert.Equal(BuildState.Succeeded, (await world.HeadAsync(build)).State);
        Assert.Equal(6, (await world.TaskAsync(build, "a")).Attempt);
    }

    [Fact]
    public async Task A_build_that_the_provider_forgot_is_lost()
    {
        await using var world = await BuildWorld.StartAsync(OneTask);
        var build = await world.RunAsync();
        world.Provider.Forget((await world.Provider.NextAsync()).Key);
        await world.AdvanceAsync(TimeSpan.FromSeconds(30));
        await world.Provider.SucceedAsync((await world.Provider.NextAsync()).Key);
        await world.SettleAsync();

        Assert.Equal(BuildState.Succeeded, (await world.HeadAsync(build)).State);
    }

    [Fact]
    public async Task A_test_that_passes_at_the_second_try_is_flaky()
    {
        await using var world = await BuildWorld.StartAsync(OneTask);
        var build = await world.RunAsync();
        await world.Provider.FailAsync((await world.Provider.NextAsync()).Key);
        await world.Provider.SucceedAsync((await world.Provider.NextAsync()).Key);
        await world.SettleAsync();

        Assert.Contains("TASK_RETRIED a", await world.EventsAsync(build));
        Assert.True((await world.TaskAsync(build, "a")).Flaky);
    }

    [Fact]
    public async Task A_test_that_goes_on_failing_fails_once()
    {
        await using var world = await BuildWorld.StartAsync(OneTask);
        world.Provider.Script = _ => new ProviderBuildState.Failed("exit 1");
        var build = await world.RunAsync();
        await world.SettleAsync();

        var events = await world.EventsAsync(build);
        Assert.Single(events, e => e == "TASK_FAIL a");
        Assert.DoesNotContain("TASK_SUCCESS a", events);
        Assert.Equal(2, world.Provider.Builds);
    }

    [Fact]
    public async Task Silence_ends_at_the_timeout_and_the_provider_is_asked_to_stop()
    {
        await using var world = await BuildWorld.StartAsync(OneTask);
        var build = await world.RunAsync();
        await world.Provider.NextAsync();
        await world.AdvanceAsync(TimeSpan.FromMinutes(9));
        Assert.Equal(BuildState.Executing, (await world.HeadAsync(build)).State);
        await world.AdvanceAsync(TimeSpan.FromMinutes(2));
        await world.Provider.NextCancelAsync();

        Assert.Equal(new BuildResult(ResultKind.Failed, "timeout", null, 0, 1), (await world.HeadAsync(build)).Result);
        Assert.Equal("timeout", (await world.TaskAsync(build, "a")).Reason);
    }

    [Fact]
    public async Task A_provider_that_cannot_be_reached_is_tried_for_ten_minutes_and_then_named()
    {
        await using var world = await BuildWorld.StartAsync(OneTask);
        world.Provider.ScheduleFault = new HttpRequestException("connection refused");
        var build = await world.RunAsync();
        await world.AdvanceAsync(TimeSpan.FromMinutes(9));
        Assert.Equal(BuildState.Executing, (await world.HeadAsync(build)).State);
        await world.AdvanceAsync(TimeSpan.FromMinutes(8));

        Assert.Equal("provider_unavailable", (await world.HeadAsync(build)).Result!.Reason);
        Assert.InRange(world.Provider.ScheduleCalls, 10, 30);
    }

    [Fact]
    public async Task An_outage_of_a_minute_loses_nothing()
    {
        await using var world = await BuildWorld.StartAsync(OneTask);
        world.Provider.ScheduleFault = new HttpRequestException("connection refused");
        var build = await world.RunAsync();
        await world.AdvanceAsync(TimeSpan.FromMinutes(1));
        world.Provider.ScheduleFault = null;
        await world.AdvanceAsync(TimeSpan.FromMinutes(2));
        await world.Provider.SucceedAsync((await world.Provider.NextAsync()).Key);
        await world.SettleAsync();

        Assert.Equal(BuildState.Succeeded, (await world.HeadAsync(build)).State);
    }

    [Fact]
    public async Task A_request_that_the_provider_refuses_is_not_tried_again()
    {
        await using var world = await BuildWorld.StartAsync(OneTask);
        world.Provider.ScheduleFault = new InvalidRequestException("there is no pipeline acme/image");
        var build = await world.RunAsync();
        await world.SettleAsync();

        Assert.Equal(1, world.Provider.ScheduleCalls);
        Assert.Equal("plan_error", (await world.HeadAsync(build)).Result!.Reason);
    }

    [Fact]
    public async Task A_provider_whose_calls_time_out_is_unreachable_and_not_our_own_end()
    {
        await using var world = await BuildWorld.StartAsync(OneTask);
        world.Provider.ScheduleFault = new TaskCanceledException("The request timed out.");
        var build = await world.RunAsync();
        await world.AdvanceAsync(TimeSpan.FromMinutes(17));

        Assert.Equal("provider_unavailable", (await world.HeadAsync(build)).Result!.Reason);
    }

    [Fact]
    public async Task Results_that_cannot_be_published_keep_no_build_from_ending()
    {
        await using var world = await BuildWorld.StartAsync(
            "version: 1\nblueprints: { a: { run: x, artifacts: [out] } }\nplan: { stages: [ { name: check, tasks: [a] } ] }\n");
        var build = await world.RunAsync();
        var key = (await world.Provider.NextAsync()).Key;
        await world.Results.PutResultAsync(key, "out", new MemoryStream([1]), CancellationToken.None);
        var incoming = Path.Combine(world.DataDirectory, "results", "incoming");
        Directory.Delete(incoming, recursive: true);
        await File.WriteAllTextAsync(incoming, "in the way");
        await world.Provider.SucceedAsync(key);
        await world.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(BuildState.Succeeded, (await world.HeadAsync(build)).State);
        Assert.Equal("BUILD_SUCCESS", (await world.EventsAsync(build))[^1]);
    }

    [Fact]
    public async Task A_build_that_cannot_go_on_runs_its_clean_up_and_is_failed_and_not_cancelled()
    {
        await using var world = await BuildWorld.StartAsync(
            "version: 1\nblueprints: { a: { run: x }, sweep: { run: y, always: true } }\nplan: { stages: [ { name: check, tasks: [a, sweep] } ] }\n");
        var build = await world.RunAsync();
        var requests = new[] { await world.Provider.NextAsync(), await world.Provider.NextAsync() };
        await world.SettleAsync();
        await world.Store.MarkCancelledAsync(build, new("signalbox", world.Clock.GetUtcNow(), "no way on", IsTrouble: true), CancellationToken.None);
        Assert.Equal(BuildState.Executing, (await world.HeadAsync(build)).Shown);
        await world.AdvanceAsync(TimeSpan.FromMinutes(3));
        await world.Provider.SucceedAsync(requests.Single(request => request.Key.Task == "sweep").Key);
        await world.AdvanceAsync(TimeSpan.FromMinutes(10));

        var result = (await world.HeadAsync(build)).Result!;
        Assert.Equal((ResultKind.Failed, "internal_error", "no way on"), (result.Kind, result.Reason, result.Message));
        Assert.Equal("BUILD_FAIL", (await world.EventsAsync(build)).Last(e => e.StartsWith("BUILD", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_orchestration_that_ended_before_its_build_is_started_anew_when_the_build_is_asked_for()
    {
        await using var world = await BuildWorld.StartAsync(OneTask);
        var build = await world.RunAsync();
        var request = await world.Provider.NextAsync();
        await world.SettleAsync();
        await world.Workflows.TerminateAsync(build.Value, "by hand", CancellationToken.None);
        await world.Workflows.TerminateAsync(request.Key.InstanceId, "by hand", CancellationToken.None);
        await world.Workflows.TerminateAsync("poller~process", "by hand", CancellationToken.None);
        await world.SettleAsync();
        await world.Provider.SucceedAsync(request.Key);
        await world.RunAsync();
        await world.SettleAsync();

        Assert.Equal(BuildState.Succeeded, (await world.HeadAsync(build)).State);
    }

    [Fact]
    public async Task Of_a_cancelled_and_a_lost_task_the_cancelled_one_gives_the_reason()
    {
        await using var world = await BuildWorld.StartAsync(
            "version: 1\nblueprints: { a: { run: x, attempts: 1 }, b: { run: y } }\nplan: { stages: [ { name: check, tasks: [a, b] } ] }\n");
        world.Provider.Script = request =>
            request.Key.Task == "a" ? new ProviderBuildState.Lost("agent lost") : new ProviderBuildState.Cancelled();
        var build = await world.RunAsync();
        await world.SettleAsync();

        Assert.Equal("provider_cancelled", (await world.HeadAsync(build)).Result!.Reason);
    }

    [Fact]
    public async Task A_cancellation_in_the_CI_is_a_failure_with_its_own_reason()
    {
        await using var world = await BuildWorld.StartAsync(OneTask);
        world.Provider.Script = _ => new ProviderBuildState.Cancelled();
        var build = await world.RunAsync();
        await world.SettleAsync();

        Assert.Equal(BuildState.Failed, (await world.HeadAsync(build)).State);
        Assert.Equal("provider_cancelled", (await world.HeadAsync(build)).Result!.Reason);
    }

    [Fact]
    public async Task A_word_that_nobody_knows_is_never_an_end()
    {
        await using var world = await BuildWorld.StartAsync(OneTask);
        var build = await world.RunAsync();
        var request = await world.Provider.NextAsync();
        await world.Provider.SetAsync(request.Key, new ProviderBuildState.Unknown("quantum"));
        await world.SettleAsync();
        Assert.Equal(TaskState.Scheduled, (await world.TaskAsync(build, "a")).State);
        await world.Provider.SucceedAsync(request.Key);
        await world.SettleAsync();

        Assert.Equal(BuildState.Succeeded, (await world.HeadAsync(build)).State);
    }

    [Fact]
    public async Task Reports_twice_out_of_order_and_of_an_older_attempt_change_nothing()
    {
        await using var world = await BuildWorld.StartAsync(OneTask);
        var build = await world.RunAsync();
        var first = (await world.Provider.NextAsync()).Key;
        await world.Provider.SetAsync(first, new ProviderBuildState.Lost("agent lost"));
        var second = (await world.Provider.NextAsync()).Key;
        await world.Provider.SucceedAsync(first);
        await world.Provider.SucceedAsync(second);
        await world.Provider.SucceedAsync(second);
        await world.Provider.SetAsync(second, new ProviderBuildState.Running());
        await world.Provider.FailAsync(second);
        await world.SettleAsync();

        var events = await world.EventsAsync(build);
        Assert.Equal(BuildState.Succeeded, (await world.HeadAsync(build)).State);
        Assert.Single(events, e => e == "TASK_SUCCESS a");
        Assert.Equal(2, events.Count(e => e == "PROVIDER_LATE_RESULT a"));
    }

    [Fact]
    public async Task An_attempt_whose_end_was_heard_before_its_schedule_was_written_is_not_scheduled_again()
    {
        await using var world = await BuildWorld.StartAsync(OneTask);
        var key = new TaskAttempt(BuildId.Parse("b-1"), "a", 1);
        var id = ProviderBuildId.Parse("process://b-1/a/1");
        await world.Reports.ReportAsync(key, id, new(new ProviderBuildState.Succeeded(), Stopped: true), CancellationToken.None);
        var build = await world.RunAsync();
        await world.SettleAsync();

        Assert.Equal(BuildState.Succeeded, (await world.HeadAsync(build)).State);
        Assert.Equal(0, world.Provider.ScheduleCalls);
    }

    [Theory]
    [InlineData(null, "no .signalbox.yml")]
    [InlineData("version: 1\nplan: [", ".signalbox.yml:2")]
    [InlineData("version: 1\nplan: { stages: [ { name: check, tasks: [nix] } ] }\n", "nix")]
    public async Task A_configuration_that_is_wrong_is_a_failed_build_that_says_where(string? configuration, string says)
    {
        await using var world = await BuildWorld.OfAsync("check: a");
        world.Forge.Configuration = configuration;
        var build = await world.RunAsync();
        await world.SettleAsync();

        var head = await world.HeadAsync(build);
        Assert.Equal(["BUILD_RECEIVED", "BUILD_PLANNING", "BUILD_COMPLETE", "BUILD_FAIL"], await world.EventsAsync(build));
        Assert.Equal((ResultKind.Failed, "plan_error"), (head.Result!.Kind, head.Result.Reason));
        Assert.Contains(says, head.Result.Message, StringComparison.Ordinal);
        Assert.Equal(0, world.Provider.ScheduleCalls);
    }

    [Fact]
    public async Task A_change_that_conflicts_with_its_base_is_not_built_and_names_the_files()
    {
        await using var world = await BuildWorld.OfAsync("check: a");
        world.Forge.Merge = new MergeOutcome.Conflicted(["src/a.cs"]);
        var build = await world.RunAsync("b-1", BuildWorld.Request() with { Base = BuildWorld.Request('b').Sha });
        await world.SettleAsync();

        Assert.Contains("src/a.cs", (await world.HeadAsync(build)).Result!.Message, StringComparison.Ordinal);
        Assert.Equal(0, world.Provider.ScheduleCalls);
    }

    [Fact]
    public async Task The_log_of_a_build_is_dense_and_starts_at_one()
    {
        await using var world = await BuildWorld.StartAsync(OneTask);
        world.Provider.Script = _ => new ProviderBuildState.Succeeded();
        var build = await world.RunAsync();
        await world.SettleAsync();

        IReadOnlyList<BuildEvent> events = await world.Log.ReadAsync(build, 0, 100, CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(seq => (long)seq), events.Select(e => e.Seq));
    }
}
