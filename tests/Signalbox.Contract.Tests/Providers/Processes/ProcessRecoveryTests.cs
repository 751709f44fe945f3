using System.Diagnostics;
using Signalbox.Core.Providers;
using Signalbox.Providers.Process.Records;
using Signalbox.Testing.Processes;
using Xunit;

namespace Signalbox.Contract.Tests.Providers.Processes;

/// <summary>A host that is not disposed stands for one that crashed: its processes live on, and another host opens its data.</summary>
public sealed class ProcessRecoveryTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_next_host_kills_what_a_crash_left_running_and_reports_it_lost_by_our_own_end()
    {
        await using var world = new ProcessWorld();
        var crashed = await world.HostAsync();
        var line = world.Lifeline();
        var request = world.Request($"{line.Hold}; {Lifeline.SayReady()}; sleep 1000");
        var id = await crashed.ScheduleAsync(request, CancellationToken.None);
        await line.Ready;
        await world.Reports.StartOfAsync(id);

        var next = await world.HostAsync();

        var lost = Assert.IsType<ProviderBuildState.Lost>((await world.Reports.EndOfAsync(id)).State);
        Assert.True(lost.OurCrash);
        await line.Gone.WaitAsync(Limit);
        await next.DisposeAsync();
        Assert.False(Directory.Exists(Path.Combine(world.Data, "work", Workspaces.NameOf(request.Key))));
    }

    [Fact]
    public async Task A_grandchild_without_its_group_is_found_after_a_crash()
    {
        await using var world = new ProcessWorld();
        var crashed = await world.HostAsync();
        var line = world.Lifeline();
        var id = await crashed.ScheduleAsync(
            world.Request($"{line.Hold}; setsid sh -c '{Lifeline.SayReady()}; exec sleep 1000' >/dev/null 2>&1 & exec sleep 1000 9>&-"),
            CancellationToken.None);
        await line.Ready;

        await world.HostAsync();

        await world.Reports.EndOfAsync(id);
        await line.Gone.WaitAsync(Limit);
    }

    [Fact]
    public async Task A_schedule_repeated_in_the_next_host_ends_the_orphan_before_it_starts_anew()
    {
        await using var world = new ProcessWorld();
        var crashed = await world.HostAsync();
        var line = world.Lifeline();
        var request = world.Request($"{line.Hold}; {Lifeline.SayReady()}; if test -e '{world.Sandbox.Root}/again'; then exit 0; fi; touch '{world.Sandbox.Root}/again'; sleep 1000");
        var id = await crashed.ScheduleAsync(request, CancellationToken.None);
        await line.Ready;
        await world.Reports.StartOfAsync(id);
        var next = world.HostThatReportsNothing();

        await next.ScheduleAsync(request, CancellationToken.None);

        await line.Gone.WaitAsync(Limit);
        await next.CancelAsync(id, CancellationToken.None);
    }

    [Fact]
    public async Task A_stranger_who_has_the_number_now_is_left_alone()
    {
        await using var world = new ProcessWorld();
        using var stranger = Process.Start("sleep", ["1000"]);
        var request = world.Request("true");
        var records = new ProcessRecords(Path.Combine(world.Data, "processes"));
        var identity = ProcessIdentity.Of(stranger.Id)!;
        records.Save(new(request.Key, "/nowhere", identity with { StartTime = identity.StartTime - 1 }));

        await world.HostAsync();

        Assert.False(stranger.HasExited);
        Assert.Equal([new ProviderBuildState.Lost("the host ended", OurCrash: true)], world.Reports.StatesOf(request.Key));
        stranger.Kill();
    }

    [Fact]
    public async Task An_attempt_that_was_accepted_and_never_started_is_reported_too()
    {
        await using var world = new ProcessWorld();
        world.Checkouts.Before = token => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        var crashed = await world.HostAsync();
        var id = await crashed.ScheduleAsync(world.Request("true"), CancellationToken.None);

        await world.HostAsync();

        Assert.True(Assert.IsType<ProviderBuildState.Lost>((await world.Reports.EndOfAsync(id)).State).OurCrash);
    }

    [Fact]
    public async Task The_end_of_a_host_kills_what_runs_and_leaves_the_report_to_the_next_one()
    {
        await using var world = new ProcessWorld();
        var ending = await world.HostAsync();
        var line = world.Lifeline();
        var request = world.Request($"{line.Hold}; {Lifeline.SayReady()}; sleep 1000");
        var id = await ending.ScheduleAsync(request, CancellationToken.None);
        await line.Ready;
        var reports = world.Reports;
        await reports.StartOfAsync(id);

        await ending.DisposeAsync();

        await line.Gone.WaitAsync(Limit);
        Assert.Equal([new ProviderBuildState.Running()], reports.StatesOf(request.Key));
        await world.HostAsync();
        Assert.True(Assert.IsType<ProviderBuildState.Lost>((await world.Reports.EndOfAsync(id)).State).OurCrash);
    }

    [Fact]
    public async Task A_second_recovery_finds_nothing_and_a_broken_record_stops_nobody()
    {
        await using var world = new ProcessWorld();
        var directory = Directory.CreateDirectory(Path.Combine(world.Data, "processes")).FullName;
        await File.WriteAllTextAsync(Path.Combine(directory, "broken.json"), "{\"key\":");
        await File.WriteAllTextAsync(Path.Combine(directory, "half.json.new"), "");
        Directory.CreateDirectory(Path.Combine(world.Data, "work", "forgotten", "deep"));

        var host = await world.HostAsync();
        await host.DisposeAsync();

        Assert.Empty(Directory.EnumerateFiles(directory));
        Assert.False(Directory.Exists(Path.Combine(world.Data, "work", "forgotten")));
        Assert.Empty(new ProcessRecords(directory).ReadAll().Records);
    }
}
