using Signalbox.Core.Builds;
using Signalbox.Core.Providers;
using Signalbox.Core.Results;
using Xunit;

namespace Signalbox.Workflows.Tests.Builds;

public sealed class BuildStories
{
    private static readonly string[] OneTask =
    [
        "BUILD_RECEIVED", "BUILD_PLANNING", "TASK_PLANNED a", "BUILD_START", "STAGE_START check", "TASK_SCHEDULED a", "TASK_START a",
        "TASK_COMPLETE a", "TASK_SUCCESS a", "STAGE_COMPLETE check", "BUILD_COMPLETE", "BUILD_SUCCESS",
    ];

    [Fact]
    public async Task A_build_of_one_task_tells_its_whole_story_in_order()
    {
        await using var world = await BuildWorld.OfAsync("check: a");
        var build = await world.RunAsync();
        var request = await world.Provider.NextAsync();
        await world.Provider.SetAsync(request.Key, new ProviderBuildState.Running());
        await world.SettleAsync();
        await world.Provider.SetAsync(request.Key, new ProviderBuildState.Succeeded(), counts: new ReportCounts(3, 0, 1));
        await world.SettleAsync();

        Assert.Equal(OneTask, await world.EventsAsync(build));
        Assert.Equal(new ReportCounts(3, 0, 1), (await world.TaskAsync(build, "a")).Reports);
        Assert.Equal(new BuildResult(ResultKind.Success, Completed: 1), (await world.HeadAsync(build)).Result);
    }

    [Fact]
    public async Task A_provider_that_says_nothing_but_the_end_gives_the_same_story()
    {
        await using var world = await BuildWorld.OfAsync("check: a");
        world.Provider.Script = _ => new ProviderBuildState.Succeeded();
        var build = await world.RunAsync();
        await world.SettleAsync();

        Assert.Equal(OneTask, await world.EventsAsync(build));
    }

    [Fact]
    public async Task Polling_alone_finds_the_end()
    {
        await using var world = await BuildWorld.OfAsync("check: a");
        var build = await world.RunAsync();
        await world.Provider.SucceedAsync((await world.Provider.NextAsync()).Key, push: false);
        await world.AdvanceAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(BuildState.Succeeded, (await world.HeadAsync(build)).State);
    }

    [Fact]
    public async Task Two_stages_run_both_in_order()
    {
        await using var world = await BuildWorld.OfAsync("check: a b | package: c");
        var build = await world.RunAsync();
        var (one, two) = (await world.Provider.NextAsync(), await world.Provider.NextAsync());
        await world.Provider.SucceedAsync(one.Key);
        await world.SettleAsync();
        Assert.False(world.Provider.HasUnseen);
        await world.Provider.SucceedAsync(two.Key);
        await world.Provider.SucceedAsync((await world.Provider.NextAsync()).Key);
        await world.SettleAsync();

        Assert.Equal(new BuildResult(ResultKind.Success, Completed: 3), (await world.HeadAsync(build)).Result);
        Assert.Equal(3, world.Provider.ScheduleCalls);
    }

    [Fact]
    public async Task A_failed_stage_stops_the_build_and_the_later_stage_does_not_win()
    {
        await using var world = await BuildWorld.OfAsync("check: a b | package: c");
        world.Provider.Script = request => request.Key.Task == "a" ? new ProviderBuildState.Failed("exit 3") : new ProviderBuildState.Succeeded();
        var build = await world.RunAsync();
        await world.SettleAsync();

        var events = await world.EventsAsync(build);
        Assert.Equal(["STAGE_COMPLETE check", "TASK_SKIPPED c", "STAGE_SKIPPED package", "BUILD_COMPLETE", "BUILD_FAIL"], events[^5..]);
        Assert.Equal(new BuildResult(ResultKind.Failed, "check_failed", null, 1, 1), (await world.HeadAsync(build)).Result);
        Assert.Equal("exit 3", (await world.TaskAsync(build, "a")).Reason);
        Assert.Equal(2, world.Provider.Builds);
    }

    [Fact]
    public async Task Fail_fast_cancels_the_siblings_and_names_the_trigger()
    {
        await using var world = await BuildWorld.OfAsync("check: a b c", failFast: true);
        var build = await world.RunAsync();
        var requests = new[] { await world.Provider.NextAsync(), await world.Provider.NextAsync(), await world.Provider.NextAsync() };
        await world.Provider.FailAsync(requests.Single(request => request.Key.Task == "b").Key);
        var stopped = new[] { await world.Provider.NextCancelAsync(), await world.Provider.NextCancelAsync() };
        await world.SettleAsync();

        Assert.Equal(["a", "c"], stopped.Select(key => key.Task).Order());
        Assert.Equal(new BuildResult(ResultKind.FailFast, "check_failed", null, 0, 1, "b"), (await world.HeadAsync(build)).Result);
    }

    [Fact]
    public async Task A_task_that_is_scheduled_twice_by_a_crash_has_one_live_build()
    {
        await using var world = await BuildWorld.OfAsync("check: a");
        var build = await world.RunAsync();
        var request = await world.Provider.NextAsync();
        await world.RestartAsync();
        await world.Provider.SucceedAsync(request.Key);
        await world.SettleAsync();

        Assert.Equal(OneTask, await world.EventsAsync(build));
        Assert.Equal(1, world.Provider.Builds);
    }

    [Fact]
    public async Task A_report_whose_nudge_died_with_its_host_is_found_by_the_next_host()
    {
        await using var world = await BuildWorld.OfAsync("check: a | package: b");
        var build = await world.RunAsync();
        var first = await world.Provider.NextAsync();
        await world.SettleAsync();
        await world.Provider.SucceedAsync(first.Key, push: false);
        await world.RestartAsync();
        await world.AdvanceAsync(TimeSpan.FromSeconds(30));
        await world.Provider.SucceedAsync((await world.Provider.NextAsync()).Key);
        await world.SettleAsync();

        Assert.Equal(BuildState.Succeeded, (await world.HeadAsync(build)).State);
    }

    [Fact]
    public async Task The_same_id_with_the_same_request_is_one_build_and_with_another_is_refused()
    {
        await using var world = await BuildWorld.OfAsync("check: a");
        var id = BuildId.Parse("b-1");
        var starts = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => world.Builds.StartAsync(id, BuildWorld.Request(), CancellationToken.None)));
        var other = await world.Builds.StartAsync(id, BuildWorld.Request('b'), CancellationToken.None);
        await world.Provider.SucceedAsync((await world.Provider.NextAsync()).Key);
        await world.SettleAsync();

        Assert.Single(starts, start => start.Outcome == CreateOutcome.Created);
        Assert.Equal(CreateOutcome.Other, other.Outcome);
        Assert.Equal(OneTask, await world.EventsAsync(id));
    }

    [Fact]
    public async Task An_empty_stage_and_an_empty_plan_succeed()
    {
        await using var world = await BuildWorld.StartAsync("version: 1\nplan: { stages: [ { name: nothing, tasks: [] } ] }\n");
        var build = await world.RunAsync();
        await world.SettleAsync();
        world.Forge.Configuration = "version: 1\nplan: { stages: [] }\n";
        var empty = await world.RunAsync("b-2", BuildWorld.Request('b'));
        await world.SettleAsync();

        Assert.Equal(new BuildResult(ResultKind.Success), (await world.HeadAsync(build)).Result);
        Assert.Equal(new BuildResult(ResultKind.Success), (await world.HeadAsync(empty)).Result);
    }
}
