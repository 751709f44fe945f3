using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Workflows.Builds;
using Xunit;

namespace Signalbox.Workflows.Tests.Host;

public sealed class SessionTests
{
    [Fact]
    public async Task Of_ten_sessions_opened_at_once_exactly_one_owns_the_directory()
    {
        await using var scene = new HostScene();
        var sessions = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => scene.OpenAsync())));

        Assert.Single(sessions, session => session.IsOwner);
    }

    [Fact]
    public async Task A_client_hands_its_build_to_the_owner_and_both_follow_it_to_the_end()
    {
        await using var scene = new HostScene();
        var owner = await scene.OpenAsync();
        var client = await scene.OpenAsync();

        var started = await client.Builds.StartAsync(HostScene.Id(), HostScene.Request(), CancellationToken.None);
        var key = (await scene.Provider.NextAsync()).Key;
        var followed = Task.WhenAll(HostScene.FollowAsync(client, key.Build), HostScene.FollowAsync(owner, key.Build));
        await scene.Provider.SucceedAsync(key);

        Assert.Equal(CreateOutcome.Created, started.Outcome);
        Assert.Equal(HostScene.Request().Sha, started.Head.Request.Sha);
        Assert.All(await followed, events => Assert.Equal(EventType.BuildSuccess, events[^1].Type));
        Assert.Equal(BuildState.Succeeded, (await client.Store.FindAsync(key.Build, CancellationToken.None))!.State);
    }

    [Fact]
    public async Task The_same_id_from_two_sessions_at_once_is_one_build_and_another_request_under_it_is_refused()
    {
        await using var scene = new HostScene();
        var sessions = new[] { await scene.OpenAsync(), await scene.OpenAsync() };

        var started = await Task.WhenAll(
            sessions.Select(session => session.Builds.StartAsync(HostScene.Id(), HostScene.Request(), CancellationToken.None)));
        var other = await sessions[1].Builds.StartAsync(HostScene.Id(), HostScene.Request('b'), CancellationToken.None);

        Assert.Equal([CreateOutcome.Created, CreateOutcome.Same], started.Select(one => one.Outcome).Order());
        Assert.Equal(CreateOutcome.Other, other.Outcome);
    }

    [Fact]
    public async Task A_client_cancels_retries_and_is_told_what_cannot_be_approved()
    {
        await using var scene = new HostScene();
        await scene.OpenAsync();
        var client = await scene.OpenAsync();
        await client.Builds.StartAsync(HostScene.Id(), HostScene.Request(), CancellationToken.None);
        await scene.Provider.NextAsync();

        var approved = await client.Builds.ApproveAsync(HostScene.Id(), "unit", "ada", CancellationToken.None);
        var cancelled = await client.Builds.CancelAsync(HostScene.Id(), "ada", CancellationToken.None);
        var events = await HostScene.FollowAsync(client, HostScene.Id());
        var retried = await client.Builds.RetryAsync(HostScene.Id(), HostScene.Id("b-2"), failedOnly: false, CancellationToken.None);
        var unknown = await client.Builds.CancelAsync(HostScene.Id("b-9"), "ada", CancellationToken.None);

        Assert.Equal(ActOutcome.Refused, approved.Outcome);
        Assert.Equal((ActOutcome.Accepted, ActOutcome.Accepted), (cancelled.Outcome, retried.Outcome));
        Assert.Equal(EventType.BuildCancelled, events[^1].Type);
        Assert.Equal(HostScene.Id("b-2"), retried.Build);
        Assert.Equal(ActOutcome.NotFound, unknown.Outcome);
        Assert.Contains("b-9", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_owner_ends_one_client_owns_the_directory_and_finishes_what_is_unfinished()
    {
        await using var scene = new HostScene();
        var owner = await scene.OpenAsync();
        var clients = new[] { await scene.OpenAsync(), await scene.OpenAsync() };
        await clients[0].Builds.StartAsync(HostScene.Id(), HostScene.Request(), CancellationToken.None);
        var key = (await scene.Provider.NextAsync()).Key;
        var followed = Task.WhenAll(clients.Select(client => HostScene.FollowAsync(client, key.Build)));

        await owner.DisposeAsync();
        await (await Task.WhenAny(clients.Select(client => client.Ownership))).WaitAsync(HostScene.Soon);
        await scene.Provider.SucceedAsync(key);

        Assert.All(await followed, events => Assert.Equal(EventType.BuildSuccess, events[^1].Type));
        Assert.Single(clients, client => client.IsOwner);
        var other = clients.Single(client => !client.IsOwner);
        var again = await other.Builds.StartAsync(HostScene.Id(), HostScene.Request(), CancellationToken.None);
        Assert.Equal(CreateOutcome.Same, again.Outcome);
    }

    [Fact]
    public async Task A_build_that_does_not_exist_has_no_events_to_follow()
    {
        await using var scene = new HostScene();
        Assert.Empty(await HostScene.FollowAsync(await scene.OpenAsync(), HostScene.Id()));
    }
}
