using Signalbox.Core.Builds;
using Signalbox.Core.Providers;
using Signalbox.Workflows.Builds;
using Xunit;

namespace Signalbox.Workflows.Tests.Builds;

public sealed class CancelStories
{
    private const string CleanUp = """
        version: 1
        blueprints:
          a: { run: x }
          b: { run: x }
          sweep: { run: x, always: true }
        plan: { stages: [ { name: check, tasks: [a] }, { name: package, tasks: [b, sweep] } ] }
        """;

    [Fact]
    public async Task A_cancel_is_shown_at_once_and_the_provider_is_told()
    {
        await using var world = await BuildWorld.OfAsync("check: a b | package: c");
        var build = await world.RunAsync();
        await world.Provider.NextAsync();
        await world.Provider.NextAsync();
        var answer = await world.Builds.CancelAsync(build, "ann", CancellationToken.None);
        Assert.Equal(ActOutcome.Accepted, answer.Outcome);
        Assert.Equal(BuildState.Cancelled, (await world.HeadAsync(build)).Shown);
        await world.Provider.NextCancelAsync();
        await world.Provider.NextCancelAsync();
        await world.SettleAsync();

        var events = await world.EventsAsync(build);
        Assert.Equal(3, events.Count(e => e.StartsWith("TASK_CANCELLED", StringComparison.Ordinal)));
        Assert.Equal(["STAGE_COMPLETE check", "STAGE_SKIPPED package", "BUILD_COMPLETE", "BUILD_CANCELLED"], events[^4..]);
        Assert.Equal(ActOutcome.Accepted, (await world.Builds.CancelAsync(build, "ann", CancellationToken.None)).Outcome);
        Assert.Equal(events, await world.EventsAsync(build));
    }

    [Fact]
    public async Task What_the_provider_says_after_our_cancel_is_a_late_result_and_its_stop_is_recorded()
    {
        await using var world = await BuildWorld.OfAsync("check: a");
        var build = await world.RunAsync();
        var key = (await world.Provider.NextAsync()).Key;
        await world.Builds.CancelAsync(build, "ann", CancellationToken.None);
        await world.Provider.NextCancelAsync();
        await world.Provider.SucceedAsync(key);
        await world.SettleAsync();

        var events = await world.EventsAsync(build);
        Assert.Equal(["BUILD_CANCELLED", "PROVIDER_LATE_RESULT a", "PROVIDER_STOPPED a"], events[^3..]);
        Assert.Equal(BuildState.Cancelled, (await world.HeadAsync(build)).State);
    }

    [Fact]
    public async Task A_provider_that_refuses_the_cancel_holds_up_nothing()
    {
        await using var world = await BuildWorld.OfAsync("check: a");
        world.Provider.CancelFault = new HttpRequestException("500");
        var build = await world.RunAsync();
        await world.Provider.NextAsync();
        await world.Builds.CancelAsync(build, "ann", CancellationToken.None);
        await world.AdvanceAsync(TimeSpan.FromMinutes(6));

        Assert.Equal(BuildState.Cancelled, (await world.HeadAsync(build)).State);
        Assert.Contains("PROVIDER_CANCEL_ERROR a", await world.EventsAsync(build));
    }

    [Fact]
    public async Task Clean_up_runs_after_a_cancel_and_the_end_comes_after_it()
    {
        await using var world = await BuildWorld.StartAsync(CleanUp);
        var build = await world.RunAsync();
        await world.Provider.NextAsync();
        await world.Builds.CancelAsync(build, "ann", CancellationToken.None);
        var sweep = await world.Provider.NextAsync();
        Assert.Equal("sweep", sweep.Key.Task);
        Assert.Equal(BuildState.Cancelled, (await world.HeadAsync(build)).Shown);
        Assert.Equal(BuildState.Executing, (await world.HeadAsync(build)).State);
        await world.Provider.SucceedAsync(sweep.Key);
        await world.SettleAsync();

        var events = await world.EventsAsync(build);
        Assert.Equal("BUILD_CANCELLED", events[^1]);
        Assert.Contains("TASK_CANCELLED b", events);
        Assert.Contains("TASK_SUCCESS sweep", events);
    }

    [Fact]
    public async Task Clean_up_runs_after_a_failure_in_an_earlier_stage()
    {
        await using var world = await BuildWorld.StartAsync(CleanUp);
        world.Provider.Script = request => request.Key.Task == "a" ? new ProviderBuildState.Failed("exit 1") : new ProviderBuildState.Succeeded();
        var build = await world.RunAsync();
        await world.SettleAsync();

        var events = await world.EventsAsync(build);
        Assert.Contains("TASK_SKIPPED b", events);
        Assert.Contains("TASK_SUCCESS sweep", events);
        Assert.Equal("BUILD_FAIL", events[^1]);
    }

    [Fact]
    public async Task A_cancel_before_planning_ends_the_build()
    {
        await using var world = await BuildWorld.OfAsync("check: a");
        var id = BuildId.Parse("b-1");
        await world.Store.CreateAsync(id, BuildWorld.Request(), world.Clock.GetUtcNow(), CancellationToken.None);
        await world.Builds.CancelAsync(id, "ann", CancellationToken.None);
        await world.SettleAsync();

        Assert.Equal(["BUILD_RECEIVED", "BUILD_COMPLETE", "BUILD_CANCELLED"], await world.EventsAsync(id));
        Assert.Equal(0, world.Provider.ScheduleCalls);
    }

    [Fact]
    public async Task A_cancel_that_nobody_heard_is_found_by_the_next_host()
    {
        await using var world = await BuildWorld.OfAsync("check: a");
        var build = await world.RunAsync();
        await world.Provider.NextAsync();
        await world.SettleAsync();
        await world.Store.MarkCancelledAsync(build, new("ann", world.Clock.GetUtcNow()), CancellationToken.None);
        await world.RestartAsync();
        await world.Provider.NextCancelAsync();
        await world.SettleAsync();

        Assert.Equal(BuildState.Cancelled, (await world.HeadAsync(build)).State);
    }

    [Fact]
    public async Task Cancelling_what_does_not_exist_says_so()
    {
        await using var world = await BuildWorld.OfAsync("check: a");
        Assert.Equal(ActOutcome.NotFound, (await world.Builds.CancelAsync(BuildId.Parse("nix"), "ann", CancellationToken.None)).Outcome);
    }
}
