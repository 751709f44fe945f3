using Signalbox.Contract.Tests.Providers.Processes;
using Signalbox.Core.Providers;
using Xunit;

namespace Signalbox.Contract.Tests.Providers.Fakes;

public sealed class FakeLogTests : IAsyncDisposable
{
    private readonly FakeWorld world = new();

    public async ValueTask DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Lines_come_evenly_over_the_duration_each_behind_its_time()
    {
        var host = await world.HostAsync();
        var request = world.Request("\"duration\": \"10s\", \"lateStart\": \"1s\", \"log\": [\"compiling\", \"linking\\nalmost done\"]");
        var id = await host.ScheduleAsync(request, CancellationToken.None);

        await world.ComeToAsync(1);
        await world.ComeToAsync(1.2);
        await world.ComeToAsync(1 + 3.333);
        await world.WaitedForAsync(1 + 6.666);
        var half = await world.LogAsync(request.Key);
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        await world.Reports.EndOfAsync(id);

        const string start = "2026-11-20T12:00:01.000Z compiling\n2026-11-20T12:00:04.333Z linking\n";
        Assert.Equal(start, half);
        Assert.Equal(start + "2026-11-20T12:00:07.666Z almost done\n", await world.LogAsync(request.Key));
    }

    [Fact]
    public async Task Generated_lines_are_all_there_before_the_end_is_said()
    {
        var host = await world.HostAsync();
        var request = world.Request("\"logLines\": 20000");

        await world.Reports.EndOfAsync(await host.ScheduleAsync(request, CancellationToken.None));

        var lines = (await world.LogAsync(request.Key)).Split('\n');
        Assert.Equal(20001, lines.Length);
        Assert.Equal("2026-11-20T12:00:00.000Z line 1 of 20000", lines[0]);
        Assert.Equal("2026-11-20T12:00:00.000Z line 20000 of 20000", lines[19999]);
    }

    [Fact]
    public async Task A_cancelled_build_writes_no_more()
    {
        var host = await world.HostAsync();
        var request = world.Request("\"duration\": \"10s\", \"logLines\": 10");
        var id = await host.ScheduleAsync(request, CancellationToken.None);
        await world.ComeToAsync(0.2);
        await world.ComeToAsync(1);
        await world.WaitedForAsync(2);

        await host.CancelAsync(id, CancellationToken.None);
        await world.Reports.EndOfAsync(id);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.DisposeAsync();

        Assert.Equal("2026-11-20T12:00:00.000Z line 1 of 10\n2026-11-20T12:00:01.000Z line 2 of 10\n", await world.LogAsync(request.Key));
    }

    [Fact]
    public async Task While_the_store_does_not_take_the_log_the_build_goes_on()
    {
        var refused = new TaskCompletionSource();
        var broken = true;
        world.Results = new MeasuredResults(world.Results)
        {
            OnAppend = _ =>
            {
                if (!broken) return Task.CompletedTask;
                refused.TrySetResult();
                throw new IOException("The disk is full.");
            },
        };
        var host = await world.HostAsync();
        var request = world.Request("\"logLines\": 2");
        var id = await host.ScheduleAsync(request, CancellationToken.None);
        await refused.Task.WaitAsync(TimeSpan.FromSeconds(30));

        var without = await host.PollAsync(id, CancellationToken.None);
        broken = false;
        await world.ComeToAsync(1);
        var with = await world.Reports.EndOfAsync(id);

        Assert.IsType<ProviderBuildState.Running>(without.State);
        Assert.IsType<ProviderBuildState.Succeeded>(with.State);
        Assert.Equal(2, (await world.LogAsync(request.Key)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }
}
