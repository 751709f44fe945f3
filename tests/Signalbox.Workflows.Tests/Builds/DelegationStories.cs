using Signalbox.Core.Builds;
using Signalbox.Core.Providers;
using Signalbox.Workflows.Builds;
using Xunit;

namespace Signalbox.Workflows.Tests.Builds;

public sealed class DelegationStories
{
    [Fact]
    public async Task A_second_build_of_the_same_tree_is_delegated_and_calls_no_provider()
    {
        await using var world = await BuildWorld.OfAsync("check: a b");
        world.Provider.Script = _ => new ProviderBuildState.Succeeded();
        await world.RunAsync("b-1");
        await world.SettleAsync();
        var second = await world.RunAsync("b-2", BuildWorld.Request('b'));
        await world.SettleAsync();

        Assert.Equal(BuildState.Succeeded, (await world.HeadAsync(second)).State);
        Assert.Equal(2, world.Provider.Builds);
        Assert.Equal("b-1", (await world.TaskAsync(second, "a")).DelegatedTo!.Build.Value);
        Assert.Contains("TASK_DELEGATED a", await world.EventsAsync(second));
    }

    [Fact]
    public async Task A_build_of_what_another_is_building_waits_for_it_and_adopts_its_outcome()
    {
        await using var world = await BuildWorld.OfAsync("check: a");
        await world.RunAsync("b-1");
        var key = (await world.Provider.NextAsync()).Key;
        var second = await world.RunAsync("b-2", BuildWorld.Request('b'));
        await world.SettleAsync();
        Assert.Equal(TaskState.Delegated, (await world.TaskAsync(second, "a")).State);
        await world.Provider.SucceedAsync(key);
        await world.SettleAsync();

        Assert.Equal(BuildState.Succeeded, (await world.HeadAsync(second)).State);
        Assert.Equal(1, world.Provider.Builds);
    }

    [Fact]
    public async Task When_the_build_that_stood_in_is_cancelled_the_task_runs_itself()
    {
        await using var world = await BuildWorld.OfAsync("check: a");
        var first = await world.RunAsync("b-1");
        await world.Provider.NextAsync();
        var second = await world.RunAsync("b-2", BuildWorld.Request('b'));
        await world.SettleAsync();
        await world.Builds.CancelAsync(first, "ann", CancellationToken.None);
        var own = await world.Provider.NextAsync();
        await world.Provider.SucceedAsync(own.Key);
        await world.SettleAsync();

        Assert.Equal(second, own.Key.Build);
        Assert.Equal(BuildState.Succeeded, (await world.HeadAsync(second)).State);
        Assert.Contains("TASK_INTERRUPTED a", await world.EventsAsync(second));
    }

    [Fact]
    public async Task A_stand_in_that_is_tried_again_is_looked_for_again_and_its_last_attempt_counts()
    {
        await using var world = await BuildWorld.StartAsync(
            "version: 1\nblueprints: { a: { run: x, retries: 1 } }\nplan: { stages: [ { name: check, tasks: [a] } ] }\n");
        var first = await world.RunAsync("b-1");
        var one = await world.Provider.NextAsync();
        var second = await world.RunAsync("b-2", BuildWorld.Request('b'));
        await world.SettleAsync();
        await world.Provider.FailAsync(one.Key);
        await world.Provider.SucceedAsync((await world.Provider.NextAsync()).Key);
        await world.SettleAsync();

        Assert.Equal(BuildState.Succeeded, (await world.HeadAsync(first)).State);
        Assert.Equal(BuildState.Succeeded, (await world.HeadAsync(second)).State);
        Assert.Equal(2, world.Provider.Builds);
        var (a, b) = (await world.TaskAsync(first, "a"), await world.TaskAsync(second, "a"));
        Assert.Single(new[] { a, b }, task => task.DelegatedTo is { } to && to.Attempt == (task == a ? b : a).Attempt);
    }

    [Fact]
    public async Task Trouble_of_the_stand_ins_infrastructure_is_not_adopted()
    {
        await using var world = await BuildWorld.StartAsync(
            "version: 1\nblueprints: { a: { run: x, attempts: 1 } }\nplan: { stages: [ { name: check, tasks: [a] } ] }\n");
        var first = await world.RunAsync("b-1");
        var one = await world.Provider.NextAsync();
        var second = await world.RunAsync("b-2", BuildWorld.Request('b'));
        await world.SettleAsync();
        await world.Provider.SetAsync(one.Key, new ProviderBuildState.Lost("agent lost"));
        await world.Provider.SucceedAsync((await world.Provider.NextAsync()).Key);
        await world.SettleAsync();

        Assert.Equal("lost_too_often", (await world.HeadAsync(first)).Result!.Reason);
        Assert.Equal(BuildState.Succeeded, (await world.HeadAsync(second)).State);
    }

    [Fact]
    public async Task Another_tree_and_a_fresh_build_are_not_delegated()
    {
        await using var world = await BuildWorld.OfAsync("check: a");
        world.Provider.Script = _ => new ProviderBuildState.Succeeded();
        await world.RunAsync("b-1");
        await world.SettleAsync();
        await world.RunAsync("b-2", BuildWorld.Request() with { Fresh = true });
        await world.SettleAsync();
        world.Forge.Tree = new('8', 40);
        await world.RunAsync("b-3", BuildWorld.Request('c'));
        await world.SettleAsync();

        Assert.Equal(3, world.Provider.Builds);
    }

    [Fact]
    public async Task A_failed_build_is_never_a_stand_in()
    {
        await using var world = await BuildWorld.OfAsync("check: a");
        world.Provider.Script = _ => new ProviderBuildState.Failed("exit 1");
        await world.RunAsync("b-1");
        await world.SettleAsync();
        world.Provider.Script = _ => new ProviderBuildState.Succeeded();
        var second = await world.RunAsync("b-2", BuildWorld.Request('b'));
        await world.SettleAsync();

        Assert.Equal(BuildState.Succeeded, (await world.HeadAsync(second)).State);
        Assert.Equal(2, world.Provider.Builds);
    }

    [Fact]
    public async Task Retrying_what_failed_keeps_what_succeeded()
    {
        await using var world = await BuildWorld.OfAsync("check: a b");
        world.Provider.Script = request => request.Key.Task == "b" ? new ProviderBuildState.Failed("exit 1") : new ProviderBuildState.Succeeded();
        var first = await world.RunAsync("b-1");
        await world.SettleAsync();
        world.Provider.Script = _ => new ProviderBuildState.Succeeded();
        var answer = await world.Builds.RetryAsync(first, BuildId.Parse("b-2"), failedOnly: true, CancellationToken.None);
        await world.SettleAsync();

        Assert.Equal(BuildState.Succeeded, (await world.HeadAsync(answer.Build!.Value)).State);
        Assert.Equal(3, world.Provider.Builds);
        Assert.NotNull((await world.TaskAsync(answer.Build.Value, "a")).DelegatedTo);
    }

    [Fact]
    public async Task A_retry_is_gone_on_with_by_its_id_as_any_build_is()
    {
        await using var world = await BuildWorld.OfAsync("check: a");
        world.Provider.Script = _ => new ProviderBuildState.Failed("exit 1");
        var first = await world.RunAsync("b-1");
        await world.SettleAsync();
        await world.Builds.RetryAsync(first, BuildId.Parse("b-2"), failedOnly: true, CancellationToken.None);

        var again = await world.Builds.StartAsync(BuildId.Parse("b-2"), BuildWorld.Request(), CancellationToken.None);
        var other = await world.Builds.StartAsync(BuildId.Parse("b-2"), BuildWorld.Request('b'), CancellationToken.None);

        Assert.Equal((CreateOutcome.Same, CreateOutcome.Other), (again.Outcome, other.Outcome));
    }

    [Fact]
    public async Task Retrying_a_build_runs_all_of_it_again()
    {
        await using var world = await BuildWorld.OfAsync("check: a b");
        world.Provider.Script = _ => new ProviderBuildState.Succeeded();
        var first = await world.RunAsync("b-1");
        await world.SettleAsync();
        var answer = await world.Builds.RetryAsync(first, BuildId.Parse("b-2"), failedOnly: false, CancellationToken.None);
        await world.SettleAsync();

        Assert.Equal(ActOutcome.Accepted, answer.Outcome);
        Assert.Equal(4, world.Provider.Builds);
    }
}
