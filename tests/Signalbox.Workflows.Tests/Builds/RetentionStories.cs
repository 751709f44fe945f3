using Signalbox.Core.Builds;
using Signalbox.Core.Providers;
using Signalbox.Workflows.Builds;
using Xunit;

namespace Signalbox.Workflows.Tests.Builds;

public sealed class RetentionStories
{
    private static readonly TimeSpan Age = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_build_stays_as_long_as_a_build_that_took_its_tasks_from_it()
    {
        await using var world = await BuildWorld.OfAsync("check: a");
        world.Provider.Script = _ => new ProviderBuildState.Succeeded();
        var unrelated = await world.RunAsync("b-0", BuildWorld.Request('c') with { Fresh = true });
        await world.SettleAsync();
        var first = await world.RunAsync("b-1", BuildWorld.Request() with { Fresh = true });
        await world.SettleAsync();
        await world.AdvanceAsync(2 * Age);
        var second = await world.RunAsync("b-2", BuildWorld.Request('b'));
        await world.SettleAsync();
        var source = (await world.TaskAsync(second, "a")).DelegatedTo!.Build;
        var other = source == first ? unrelated : first;

        var early = await PruneAsync(world);
        Assert.Equal((1, 1, 0), (early.Builds, early.Needed, early.Unsettled));
        Assert.NotNull(await world.Store.FindAsync(source, CancellationToken.None));
        Assert.Null(await world.Store.FindAsync(other, CancellationToken.None));

        await world.AdvanceAsync(2 * Age);
        var late = await PruneAsync(world);
        Assert.Equal((2, 0, 0), (late.Builds, late.Needed, late.Unsettled));
        Assert.Empty((await world.Store.ListAsync(new(), CancellationToken.None)).Items);
    }

    [Fact]
    public async Task A_build_stays_while_a_build_that_repeats_it_has_not_ended()
    {
        await using var world = await BuildWorld.OfAsync("check: a | package: b");
        world.Provider.Script = request => request.Key.Task == "a" ? new ProviderBuildState.Succeeded() : new ProviderBuildState.Failed("exit 1");
        var first = await world.RunAsync("b-1");
        await world.SettleAsync();
        await world.AdvanceAsync(2 * Age);
        world.Provider.Script = null;
        await world.Provider.NextAsync();
        await world.Provider.NextAsync();
        var again = BuildId.Parse("b-2");
        await world.Builds.RetryAsync(first, again, failedOnly: true, CancellationToken.None);

        Assert.Equal(1, (await PruneAsync(world)).Needed);
        await world.Provider.SucceedAsync((await world.Provider.NextAsync()).Key);
        await world.SettleAsync();
        Assert.Equal(first, (await world.TaskAsync(again, "a")).DelegatedTo!.Build);
    }

    [Fact]
    public async Task A_cancelled_build_stays_until_its_provider_has_stopped()
    {
        await using var world = await BuildWorld.OfAsync("check: a");
        var build = await world.RunAsync();
        var key = (await world.Provider.NextAsync()).Key;
        await world.Builds.CancelAsync(build, "ann", CancellationToken.None);
        await world.Provider.NextCancelAsync();
        await world.SettleAsync();
        var everything = world.Clock.GetUtcNow() + Age;

        var early = await world.Builds.PruneAsync(everything, CancellationToken.None);
        Assert.Equal((0, 0, 1), (early.Builds, early.Needed, early.Unsettled));

        await world.Provider.SucceedAsync(key);
        await world.SettleAsync();
        Assert.Equal(1, (await world.Builds.PruneAsync(everything, CancellationToken.None)).Builds);
    }

    private static Task<PruneResult> PruneAsync(BuildWorld world) =>
        world.Builds.PruneAsync(world.Clock.GetUtcNow() - Age, CancellationToken.None);
}
