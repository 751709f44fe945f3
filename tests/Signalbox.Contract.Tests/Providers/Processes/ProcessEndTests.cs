using Signalbox.Core.Providers;
using Signalbox.Testing.Clocks;
using Signalbox.Testing.Processes;
using Xunit;

namespace Signalbox.Contract.Tests.Providers.Processes;

public sealed class ProcessEndTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Cancel_lets_a_task_clean_up_and_keeps_what_it_left()
    {
        await using var world = new ProcessWorld();
        await using var host = await world.HostAsync();
        var line = world.Lifeline();
        var request = world.Request(
            $"{line.Hold}; trap 'echo cleaning; echo kept > out.txt; exit 0' TERM; {Lifeline.SayReady()}; while :; do sleep 1000 & wait; done",
            task => task with { Artifacts = ["*.txt"] });

        var id = await host.ScheduleAsync(request, CancellationToken.None);
        await line.Ready;
        await host.CancelAsync(id, CancellationToken.None);

        Assert.IsType<ProviderBuildState.Cancelled>((await world.Reports.EndOfAsync(id)).State);
        await line.Gone.WaitAsync(Limit);
        Assert.Equal("cleaning\n", ProcessWorld.WithoutTimes(await world.LogAsync(request.Key)));
        Assert.Contains(await world.Results.ListAttemptAsync(request.Key, CancellationToken.None), file => file.Path == "out.txt");
    }

    [Fact]
    public async Task A_child_that_ignores_TERM_is_killed_after_the_grace_and_not_before()
    {
        var clock = new ManualClock();
        var grace = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var killAt = clock.GetUtcNow() + TimeSpan.FromSeconds(10);
        clock.TimerSet = due =>
        {
            if (due == killAt) grace.TrySetResult();
        };
        await using var world = new ProcessWorld { Time = clock };
        await using var host = await world.HostAsync();
        var line = world.Lifeline();
        var id = await host.ScheduleAsync(
            world.Request($"{line.Hold}; trap '' TERM; {Lifeline.SayReady()}; while :; do sleep 1000; done"), CancellationToken.None);
        await line.Ready;

        await host.CancelAsync(id, CancellationToken.None);
        await grace.Task.WaitAsync(Limit);
        clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.True(line.IsHeld);
        Assert.False((await host.PollAsync(id, CancellationToken.None)).State.IsTerminal);
        clock.Advance(TimeSpan.FromSeconds(0.1));

        await line.Gone.WaitAsync(Limit);
        Assert.IsType<ProviderBuildState.Cancelled>((await world.Reports.EndOfAsync(id)).State);
    }

    [Fact]
    public async Task A_grandchild_that_holds_the_output_open_does_not_hold_the_task()
    {
        await using var world = new ProcessWorld { Options = new() { DrainTime = TimeSpan.FromMilliseconds(50) } };
        var line = world.Lifeline();

        var (status, log) = await world.RunAsync($"{line.Hold}; sleep 1000 & echo done");

        Assert.IsType<ProviderBuildState.Succeeded>(status.State);
        Assert.Equal("done\n", ProcessWorld.WithoutTimes(log));
        await line.Gone.WaitAsync(Limit);
    }

    [Fact]
    public async Task What_a_task_left_in_the_background_ends_with_it()
    {
        await using var world = new ProcessWorld();
        var line = world.Lifeline();

        var (status, _) = await world.RunAsync($"{line.Hold}; sleep 1000 >/dev/null 2>&1 & true");

        Assert.IsType<ProviderBuildState.Succeeded>(status.State);
        await line.Gone.WaitAsync(Limit);
    }

    [Fact]
    public async Task Cancel_finds_a_grandchild_that_left_the_group()
    {
        await using var world = new ProcessWorld();
        await using var host = await world.HostAsync();
        var line = world.Lifeline();
        var id = await host.ScheduleAsync(
            world.Request($"{line.Hold}; setsid sh -c '{Lifeline.SayReady()}; exec sleep 1000' >/dev/null 2>&1 & exec sleep 1000 9>&-"),
            CancellationToken.None);
        await line.Ready;

        await host.CancelAsync(id, CancellationToken.None);

        Assert.IsType<ProviderBuildState.Cancelled>((await world.Reports.EndOfAsync(id)).State);
        await line.Gone.WaitAsync(Limit);
    }

    [Fact]
    public async Task A_daemon_that_left_the_group_and_holds_the_output_is_ended_with_the_task()
    {
        await using var world = new ProcessWorld { Options = new() { DrainTime = TimeSpan.FromMilliseconds(50) } };
        var line = world.Lifeline();

        var (status, _) = await world.RunAsync($"{line.Hold}; setsid sleep 1000 & true");

        Assert.IsType<ProviderBuildState.Succeeded>(status.State);
        await line.Gone.WaitAsync(Limit);
    }

    [Fact]
    public async Task A_process_that_hides_from_us_is_given_up_and_the_log_says_so()
    {
        await using var world = new ProcessWorld { Options = new() { DrainTime = TimeSpan.FromMilliseconds(50) } };
        var line = world.Lifeline();

        var (status, log) = await world.RunAsync(
            $"{line.Hold}; mkfifo go; setsid env -i /bin/sh -c 'echo $$ >&9; echo > go; exec sleep 1000' & cat go");

        Assert.IsType<ProviderBuildState.Succeeded>(status.State);
        Assert.Contains("left the task's group still holds its output", log, StringComparison.Ordinal);
        using var hidden = System.Diagnostics.Process.GetProcessById(int.Parse(await line.Ready, null));
        hidden.Kill();
        await line.Gone.WaitAsync(Limit);
    }

    [Fact]
    public async Task The_checkout_is_gone_after_the_end_though_the_task_made_it_read_only()
    {
        await using var world = new ProcessWorld();
        await using (var host = await world.HostAsync())
            await world.RunAsync(host, world.Request("mkdir -p a/b; touch a/b/c; ln -s / a/root; chmod 400 a/b/c; chmod 500 a/b a ."));

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(world.Data, "work", ".trash")));
        Assert.Equal([Path.Combine(world.Data, "work", ".trash")], Directory.EnumerateFileSystemEntries(Path.Combine(world.Data, "work")));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(world.Data, "processes")));
    }

    [Fact]
    public async Task Cancel_during_the_checkout_ends_the_task_before_anything_runs()
    {
        await using var world = new ProcessWorld();
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Checkouts.Before = async token =>
        {
            began.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        };
        await using var host = await world.HostAsync();
        var request = world.Request("echo never");
        var id = await host.ScheduleAsync(request, CancellationToken.None);
        await began.Task.WaitAsync(Limit);

        await host.CancelAsync(id, CancellationToken.None);

        Assert.IsType<ProviderBuildState.Cancelled>((await world.Reports.EndOfAsync(id)).State);
        Assert.Empty(await world.LogAsync(request.Key));
    }
}
