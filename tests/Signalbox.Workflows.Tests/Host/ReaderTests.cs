using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Embedded.Host;
using Xunit;

namespace Signalbox.Workflows.Tests.Host;

public sealed class ReaderTests
{
    [Fact]
    public async Task A_directory_that_does_not_exist_is_empty_and_stays_away()
    {
        await using var scene = new HostScene();
        await using var reader = EmbeddedReader.Open(scene.Data);

        Assert.Empty((await reader.Store.ListAsync(new(), CancellationToken.None)).Items);
        Assert.Null(await reader.Store.FindAsync(HostScene.Id(), CancellationToken.None));
        Assert.Null(await reader.Results.OpenLogAsync(new(HostScene.Id(), "unit", 1), 0, CancellationToken.None));
        Assert.False(Directory.Exists(scene.Data.Path));
    }

    [Fact]
    public async Task What_an_owner_wrote_is_seen_beside_it_and_after_it_and_cannot_be_changed()
    {
        await using var scene = new HostScene();
        var owner = await scene.OpenAsync();
        await owner.Builds.StartAsync(HostScene.Id(), HostScene.Request(), CancellationToken.None);
        var key = (await scene.Provider.NextAsync()).Key;
        await using (var beside = EmbeddedReader.Open(scene.Data))
        {
            var followed = beside.FollowAsync(key.Build, 0, CancellationToken.None).ToListAsync().AsTask();
            await scene.Provider.SucceedAsync(key);
            Assert.Equal(EventType.BuildSuccess, (await followed.WaitAsync(HostScene.Soon))[^1].Type);
        }

        await owner.DisposeAsync();
        await using var after = EmbeddedReader.Open(scene.Data);
        Assert.Equal(BuildState.Succeeded, (await after.Store.FindAsync(key.Build, CancellationToken.None))!.State);
        await Assert.ThrowsAsync<InvalidOperationException>(() => after.Store.DeleteAsync(key.Build, CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(() => after.Results.DeleteAsync(key.Build, CancellationToken.None));
    }
}
