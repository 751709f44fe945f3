using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Xunit;

namespace Signalbox.Workflows.Tests.Host;

public sealed class OwnerProcessTests
{
    [Fact]
    public async Task When_the_owner_is_killed_exactly_one_session_takes_over_and_no_event_is_lost_or_repeated()
    {
        await using var scene = new HostScene();
        using var owner = SessionProcess.Start(scene.Data);
        Assert.Equal("owner", await owner.ReadAsync());
        using var other = SessionProcess.Start(scene.Data);
        Assert.Equal("client", await other.ReadAsync());
        var mine = await scene.OpenAsync();
        await mine.Builds.StartAsync(HostScene.Id(), HostScene.Request(), CancellationToken.None);
        var key = new TaskAttempt(HostScene.Id(), "unit", 1);
        var before = await HostScene.FollowAsync(mine, key.Build, until: EventType.TaskScheduled);
        var followed = HostScene.FollowAsync(mine, key.Build);

        owner.Kill();
        var said = other.ReadAsync();
        var successor = await Task.WhenAny(mine.Ownership, said).WaitAsync(HostScene.Soon);
        if (successor == said) await other.WriteAsync("finish b-1");
        else await scene.Provider.SucceedAsync(key);
        var events = await followed;

        Assert.True(mine.IsOwner ^ said.IsCompleted);
        Assert.Equal(before.Select(one => one.Id), events.Take(before.Count).Select(one => one.Id));
        Assert.Equal(EventType.BuildSuccess, events[^1].Type);
        Assert.Single(events, one => one.Type == EventType.TaskScheduled);
    }

    [Fact]
    public async Task A_call_made_while_the_owner_dies_is_answered_by_the_next()
    {
        await using var scene = new HostScene();
        using var owner = SessionProcess.Start(scene.Data);
        Assert.Equal("owner", await owner.ReadAsync());
        var mine = await scene.OpenAsync();

        var calls = Enumerable.Range(0, 20)
            .Select(n => mine.Builds.StartAsync(HostScene.Id($"b-{n}"), HostScene.Request(), CancellationToken.None)).ToList();
        await Task.WhenAny(calls);
        owner.Kill();
        await Task.WhenAll(calls).WaitAsync(HostScene.Soon);

        var listed = await mine.Store.ListAsync(new(), CancellationToken.None);
        Assert.Equal(20, listed.Items.Count);
    }

    [Fact]
    public async Task A_process_that_ends_by_itself_leaves_nothing_behind_but_its_data()
    {
        await using var scene = new HostScene();
        using var owner = SessionProcess.Start(scene.Data);
        Assert.Equal("owner", await owner.ReadAsync());

        Assert.Equal(0, await owner.EndAsync());
        Assert.False(File.Exists(scene.Data.Socket));
        Assert.True((await scene.OpenAsync()).IsOwner);
    }
}
