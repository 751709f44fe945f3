using Signalbox.Core.Builds;
using Signalbox.Core.Providers;
using Signalbox.Workflows.Builds;
using Xunit;

namespace Signalbox.Workflows.Tests.Builds;

/// <summary>What a task waits for before it is scheduled, and what it is skipped or forgiven for.</summary>
public sealed class GateStories
{
    private static string Plan(string blueprints, string tasks) =>
        $"version: 1\nblueprints:\n{blueprints}\nplan: {{ stages: [ {{ name: check, tasks: [{tasks}] }} ] }}\n";

    [Fact]
    public async Task A_task_with_approval_waits_for_a_person()
    {
        await using var world = await BuildWorld.StartAsync(Plan("  deploy: { run: x, approval: { roles: [operate] } }", "deploy"));
        var build = await world.RunAsync();
        await world.AdvanceAsync(TimeSpan.FromHours(5));
        Assert.Equal(0, world.Provider.ScheduleCalls);
        Assert.Equal(ActOutcome.Accepted, (await world.Builds.ApproveAsync(build, "deploy", "ann", CancellationToken.None)).Outcome);
        await world.Provider.SucceedAsync((await world.Provider.NextAsync()).Key);
        await world.SettleAsync();

        Assert.Equal("ann", (await world.TaskAsync(build, "deploy")).ApprovedBy);
        Assert.Equal(BuildState.Succeeded, (await world.HeadAsync(build)).State);
    }

    [Fact]
    public async Task Approving_what_needs_none_or_does_not_exist_says_so()
    {
        await using var world = await BuildWorld.OfAsync("check: a");
        var build = await world.RunAsync();
        await world.Provider.NextAsync();

        Assert.Equal(ActOutcome.Refused, (await world.Builds.ApproveAsync(build, "a", "ann", CancellationToken.None)).Outcome);
        Assert.Equal(ActOutcome.NotFound, (await world.Builds.ApproveAsync(build, "nix", "ann", CancellationToken.None)).Outcome);
        Assert.Equal(ActOutcome.NotFound, (await world.Builds.ApproveAsync(BuildId.Parse("nix"), "a", "ann", CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task Of_a_concurrency_group_one_runs_at_a_time_over_all_builds()
    {
        await using var world = await BuildWorld.StartAsync(Plan("  a: { run: x, concurrency: deploy }\n  b: { run: y, concurrency: deploy }", "a, b"));
        var first = await world.RunAsync("b-1");
        var one = await world.Provider.NextAsync();
        await world.SettleAsync();
        Assert.False(world.Provider.HasUnseen);
        await world.Provider.SucceedAsync(one.Key);
        var two = await world.Provider.NextAsync();
        await world.Provider.SucceedAsync(two.Key);
        await world.SettleAsync();

        Assert.Equal(BuildState.Succeeded, (await world.HeadAsync(first)).State);
    }

    [Fact]
    public async Task A_provider_is_given_no_more_than_it_can_take_and_nobody_in_line_is_forgotten()
    {
        await using var world = await BuildWorld.OfAsync($"check: {string.Join(' ', Enumerable.Range(1, 20).Select(i => $"t{i}"))}");
        world.Provider.MaxParallel = 3;
        var build = await world.RunAsync();
        for (var done = 0; done < 20; done++)
        {
            var next = await world.Provider.NextAsync();
            Assert.True(world.Provider.Builds - done <= 3);
            await world.Provider.SucceedAsync(next.Key);
        }

        await world.SettleAsync();
        Assert.Equal(new BuildResult(ResultKind.Success, Completed: 20), (await world.HeadAsync(build)).Result);
    }

    [Fact]
    public async Task Cancelled_tasks_leave_the_line()
    {
        await using var world = await BuildWorld.StartAsync(Plan("  a: { run: x, concurrency: deploy }", "a"));
        await world.RunAsync("b-1", BuildWorld.Request() with { Fresh = true });
        var one = await world.Provider.NextAsync();
        var waiting = await world.RunAsync("b-2", BuildWorld.Request('b') with { Fresh = true });
        var third = await world.RunAsync("b-3", BuildWorld.Request('c') with { Fresh = true });
        await world.SettleAsync();
        await world.Builds.CancelAsync(waiting, "ann", CancellationToken.None);
        await world.SettleAsync();
        await world.Provider.SucceedAsync(one.Key);

        Assert.Equal(third, (await world.Provider.NextAsync()).Key.Build);
    }

    [Fact]
    public async Task An_allowed_failure_is_reported_and_counts_as_success()
    {
        await using var world = await BuildWorld.StartAsync(Plan("  a: { run: x, allowFailure: true }", "a"));
        world.Provider.Script = _ => new ProviderBuildState.Failed("exit 1");
        var build = await world.RunAsync();
        await world.SettleAsync();

        Assert.Equal(TaskState.Failed, (await world.TaskAsync(build, "a")).State);
        Assert.Equal(new BuildResult(ResultKind.Success, Completed: 1), (await world.HeadAsync(build)).Result);
    }

    [Fact]
    public async Task A_task_whose_paths_did_not_change_is_skipped_and_says_why()
    {
        await using var world = await BuildWorld.StartAsync(Plan("  a: { run: x, paths: [\"src/**\"] }\n  b: { run: y }", "a, b"));
        world.Forge.Changed = ["docs/readme.md"];
        world.Provider.Script = _ => new ProviderBuildState.Succeeded();
        var build = await world.RunAsync("b-1", BuildWorld.Request() with { Base = BuildWorld.Request('b').Sha });
        await world.SettleAsync();

        Assert.Equal(TaskState.Skipped, (await world.TaskAsync(build, "a")).State);
        Assert.Equal("no changed path matches", (await world.TaskAsync(build, "a")).Reason);
        Assert.Equal(new BuildResult(ResultKind.Success, Completed: 1), (await world.HeadAsync(build)).Result);
    }

    [Fact]
    public async Task A_matrix_runs_every_combination()
    {
        await using var world = await BuildWorld.StartAsync(Plan("  a: { run: x, matrix: { os: [linux, windows], tfm: [net9, net10] } }", "a"));
        world.Provider.Script = _ => new ProviderBuildState.Succeeded();
        var build = await world.RunAsync();
        await world.SettleAsync();

        var names = (await world.Store.ListTasksAsync(build, null, CancellationToken.None)).Select(task => task.Name);
        Assert.Equal(["a[os=linux,tfm=net9]", "a[os=linux,tfm=net10]", "a[os=windows,tfm=net9]", "a[os=windows,tfm=net10]"], names);
        Assert.Equal(4, world.Provider.Builds);
    }
}
