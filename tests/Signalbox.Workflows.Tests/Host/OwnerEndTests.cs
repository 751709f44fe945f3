using Microsoft.Extensions.DependencyInjection;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Embedded.Host;
using Signalbox.Embedded.Sqlite;
using Xunit;

namespace Signalbox.Workflows.Tests.Host;

public sealed class OwnerEndTests
{
    [Fact]
    public async Task A_full_disk_ends_the_session_with_what_to_do_and_the_next_one_finishes_the_build()
    {
        await using var scene = new HostScene();
        scene.Data.Create();
        var database = SqliteDatabase.Open(scene.Data.Database);
        var options = HostScene.Options(scene.Data, scene.Provider);
        var session = await EmbeddedHost.OpenAsync(
            options with
            {
                Adapters = (services, settings) =>
                {
                    options.Adapters(services, settings);
                    services.AddSingleton(_ => database);
                },
            },
            CancellationToken.None);
        await session.Builds.StartAsync(HostScene.Id(), HostScene.Request(), CancellationToken.None);
        var key = (await scene.Provider.NextAsync()).Key;
        await HostScene.FollowAsync(session, key.Build, until: EventType.TaskScheduled);
        var followed = HostScene.FollowAsync(session, key.Build);

        var writes = 0;
        database.Interrupt = moment =>
        {
            // What the provider says is stored, and its nudge; what the engine makes of it is not.
            if (moment == WriteMoment.BeforeCommit && ++writes > 2) throw new StorageException(StorageFault.Full, "No space is left.");
        };
        // Where the poller wrote in between, the nudge is what is refused; the poller's next turn then meets the full disk.
        if (await Record.ExceptionAsync(() => scene.Provider.SucceedAsync(key)) is { } refused) Assert.IsType<StorageException>(refused);
        var fault = Assert.IsType<StorageException>(await session.Fault.WaitAsync(HostScene.Soon));
        await Assert.ThrowsAsync<StorageException>(() => followed);
        await Assert.ThrowsAsync<StorageException>(() => session.Builds.CancelAsync(key.Build, "ada", CancellationToken.None));
        await session.DisposeAsync();

        Assert.Equal(StorageFault.Full, fault.Fault);
        var events = await HostScene.FollowAsync(await scene.OpenAsync(), key.Build);
        Assert.Equal(EventType.BuildSuccess, events[^1].Type);
    }

    [Fact]
    public async Task A_request_under_way_when_the_owner_ends_is_made_again_to_the_next()
    {
        await using var scene = new HostScene();
        var options = HostScene.Options(scene.Data, scene.Provider);
        var reached = new TaskCompletionSource();
        var owner = await EmbeddedHost.OpenAsync(
            options, async stop => new HeldState(await OwnedServices.OpenAsync(options, stop), reached), CancellationToken.None);
        var client = await scene.OpenAsync();
        var calling = client.Builds.StartAsync(HostScene.Id(), HostScene.Request(), CancellationToken.None);
        await reached.Task.WaitAsync(HostScene.Soon);

        await owner.DisposeAsync();

        Assert.Equal(CreateOutcome.Created, (await calling.WaitAsync(HostScene.Soon)).Outcome);
        Assert.True(client.IsOwner);
    }

    [Fact]
    public async Task A_session_that_was_disposed_of_hands_nothing_to_the_owner()
    {
        await using var scene = new HostScene();
        var owner = await scene.OpenAsync();
        var client = await scene.OpenAsync();
        await client.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => client.Builds.StartAsync(HostScene.Id(), HostScene.Request(), CancellationToken.None));
        Assert.Null(await owner.Store.FindAsync(HostScene.Id(), CancellationToken.None));
    }
}
