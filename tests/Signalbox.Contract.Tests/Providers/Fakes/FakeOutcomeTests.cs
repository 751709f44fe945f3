using Signalbox.Core.Failures;
using Signalbox.Core.Providers;
using Xunit;

namespace Signalbox.Contract.Tests.Providers.Fakes;

public sealed class FakeOutcomeTests : IAsyncDisposable
{
    private readonly FakeWorld world = new();

    public async ValueTask DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task A_build_waits_runs_and_ends_as_long_as_its_keys_say()
    {
        var host = await world.HostAsync();

        var seen = await world.WatchAsync(host, world.Request("\"lateStart\": \"5s\", \"duration\": \"2s\""), 0, 4.999, 5, 6.999, 7);

        Assert.Equal(["Accepted", "Accepted", "Running", "Running", "Succeeded"], seen.Select(status => status.State.GetType().Name));
        Assert.Equal([false, false, false, false, true], seen.Select(status => status.Stopped));
        Assert.Equal("2000", seen[^1].Metadata![BuildMetadata.DurationMs]);
        Assert.Equal(new string('a', 40), seen[^1].Metadata![BuildMetadata.CommitSha]);
    }

    [Theory]
    [InlineData("succeed", typeof(ProviderBuildState.Succeeded))]
    [InlineData("fail", typeof(ProviderBuildState.Failed))]
    [InlineData("cancel", typeof(ProviderBuildState.Cancelled))]
    [InlineData("lose", typeof(ProviderBuildState.Lost))]
    [InlineData("never", typeof(ProviderBuildState.Running))]
    public async Task It_ends_as_the_outcome_says(string outcome, Type state)
    {
        var host = await world.HostAsync();

        var seen = await world.WatchAsync(host, world.Request($"\"duration\": \"1s\", \"outcome\": \"{outcome}\""), 0.5, 1, 86400);

        Assert.IsType<ProviderBuildState.Running>(seen[0].State);
        Assert.IsType(state, seen[1].State);
        Assert.Equal(seen[1].State, seen[2].State);
        Assert.Equal(outcome != "never", seen[2].Stopped);
    }

    [Fact]
    public async Task First_come_the_losses_then_the_failures_then_the_outcome()
    {
        var host = await world.HostAsync();
        var request = world.Request("\"losses\": 2, \"failures\": 1");

        var states = new List<string>();
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            var next = request with { Key = request.Key with { Attempt = attempt } };
            states.Add((await world.WatchAsync(host, next, 0))[0].State.GetType().Name);
        }

        Assert.Equal(["Lost", "Lost", "Failed", "Succeeded"], states);
    }

    [Fact]
    public async Task A_loss_of_the_pretended_agent_uses_up_an_attempt()
    {
        var host = await world.HostAsync();

        var seen = await world.WatchAsync(host, world.Request("\"outcome\": \"lose\""), 0);

        Assert.False(Assert.IsType<ProviderBuildState.Lost>(seen[0].State).OurCrash);
    }

    [Fact]
    public async Task The_CI_answers_500_as_often_as_asked_for_each_attempt_and_then_takes_it()
    {
        var host = await world.HostAsync();
        var request = world.Request("\"scheduleErrors\": 2");
        foreach (var attempt in (int[])[1, 2])
        {
            var next = request with { Key = request.Key with { Attempt = attempt } };
            for (var i = 0; i < 2; i++)
            {
                var error = await Assert.ThrowsAsync<HttpRequestException>(() => host.ScheduleAsync(next, CancellationToken.None));
                Assert.Equal(500, (int)error.StatusCode!);
            }

            var id = await host.ScheduleAsync(next, CancellationToken.None);

            Assert.Equal(id, await host.ScheduleAsync(next, CancellationToken.None));
            await world.Reports.EndOfAsync(id);
        }
    }

    [Fact]
    public async Task The_unknown_word_stands_in_place_of_running_and_is_no_end()
    {
        var host = await world.HostAsync();

        var seen = await world.WatchAsync(host, world.Request("\"duration\": \"1s\", \"unknownState\": \"quantum / foam?\""), 0, 1);

        Assert.Equal(new ProviderBuildState.Unknown("quantum / foam?"), seen[0].State);
        Assert.Equal("quantum / foam?", seen[0].Metadata![BuildMetadata.ProviderState]);
        Assert.IsType<ProviderBuildState.Succeeded>(seen[1].State);
    }

    [Fact]
    public async Task A_cancelled_build_stops_when_it_likes()
    {
        var host = await world.HostAsync();
        var request = world.Request("\"outcome\": \"never\", \"stopAfterCancel\": \"30s\"");
        var id = await host.ScheduleAsync(request, CancellationToken.None);
        await world.Reports.StartOfAsync(id);

        await host.CancelAsync(id, CancellationToken.None);
        var going = await world.Reports.EndOfAsync(id);
        await world.ComeToAsync(30);
        var stopped = await host.PollAsync(id, CancellationToken.None);

        Assert.Equal((new ProviderBuildState.Cancelled(), false), (going.State, going.Stopped));
        Assert.Equal((new ProviderBuildState.Cancelled(), true), (stopped.State, stopped.Stopped));
        await world.Reports.ReportsOfAsync(request.Key, 3);
        Assert.Equal(["Running", "Cancelled", "Cancelled"], world.Reports.StatesOf(request.Key).Select(state => state.GetType().Name));
    }

    [Fact]
    public async Task A_cancel_at_the_end_comes_too_late()
    {
        var host = await world.HostAsync();
        var id = await host.ScheduleAsync(world.Request("\"duration\": \"1s\", \"outcome\": \"fail\""), CancellationToken.None);
        world.Clock.Advance(TimeSpan.FromSeconds(1));

        await host.CancelAsync(id, CancellationToken.None);

        Assert.IsType<ProviderBuildState.Failed>((await host.PollAsync(id, CancellationToken.None)).State);
    }

    [Fact]
    public async Task A_build_that_pushes_says_that_it_runs_and_how_it_ended_until_it_is_heard()
    {
        var host = await world.HostAsync(TimeProvider.System);
        world.Reports.RefuseNext(1);
        var request = world.Request();

        var id = await host.ScheduleAsync(request, CancellationToken.None);
        await world.Reports.EndOfAsync(id);

        Assert.Equal(["Running", "Succeeded"], world.Reports.StatesOf(request.Key).Select(state => state.GetType().Name));
    }

    [Fact]
    public async Task A_build_that_does_not_push_has_to_be_polled()
    {
        var host = await world.HostAsync();
        var request = world.Request("\"duration\": \"1s\", \"push\": false, \"logLines\": 1");
        var id = await host.ScheduleAsync(request, CancellationToken.None);
        await world.ComeToAsync(0.2);
        await world.ComeToAsync(1);

        var polled = await host.PollAsync(id, CancellationToken.None);
        await host.DisposeAsync();

        Assert.IsType<ProviderBuildState.Succeeded>(polled.State);
        Assert.Empty(world.Reports.StatesOf(request.Key));
    }

    [Fact]
    public async Task What_it_could_do_at_once_is_a_setting_of_the_host()
    {
        Assert.Null((await world.HostAsync()).MaxParallel);
        Assert.Equal(3, (await world.HostAsync(options: new() { MaxParallel = 3 })).MaxParallel);
    }

    [Theory]
    [InlineData("\"duration\": 2", "duration")]
    [InlineData("\"duration\": \"2 s\"", "duration")]
    [InlineData("\"push\": \"yes\"", "push")]
    [InlineData("\"log\": [1]", "log")]
    [InlineData("\"files\": { \"../x\": \"\" }", "files")]
    public async Task A_setting_of_an_older_plan_is_checked_again(string settings, string named)
    {
        var host = await world.HostAsync();

        var refusal = await Assert.ThrowsAsync<InvalidRequestException>(() => host.ScheduleAsync(world.Request(settings), CancellationToken.None));

        Assert.Contains($"'{named}'", refusal.Message, StringComparison.Ordinal);
    }
}
