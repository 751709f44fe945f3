using System.Globalization;
using Signalbox.Core.Providers;
using Signalbox.Testing.Clocks;
using Signalbox.Testing.Processes;
using Xunit;

namespace Signalbox.Contract.Tests.Providers.Processes;

/// <summary>Memory is measured, so nothing else runs beside these.</summary>
[CollectionDefinition(nameof(ProcessOutputTests), DisableParallelization = true)]
public sealed class ProcessOutputAlone;

[Collection(nameof(ProcessOutputTests))]
public sealed class ProcessOutputTests
{
    private const int Million = 1_000_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Each_line_begins_with_its_time()
    {
        await using var world = new ProcessWorld { Time = new ManualClock(new(2026, 11, 20, 17, 3, 11, 204, TimeSpan.Zero)) };

        var (_, log) = await world.RunAsync("echo one; echo two >&2; echo; printf three");

        const string time = "2026-11-20T17:03:11.204Z ";
        Assert.Equal($"{time}one\n{time}two\n{time}\n{time}three", log);
    }

    [Fact]
    public async Task A_part_of_a_line_shows_after_a_short_while_and_its_rest_joins_it()
    {
        var clock = new ManualClock();
        var flush = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        clock.TimerSet = _ => flush.TrySetResult();
        await using var world = new ProcessWorld { Time = clock };
        var first = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Results = new MeasuredResults(world.Results) { OnAppend = text => { first.TrySetResult(text); return Task.CompletedTask; } };
        await using var host = await world.HostAsync();
        var go = Path.Combine(world.Sandbox.Root, "go");
        var line = world.Lifeline();
        var request = world.Request($"mkfifo '{go}'; printf 'pass'; cat '{go}'");

        var id = await host.ScheduleAsync(request, CancellationToken.None);
        await flush.Task.WaitAsync(Limit);
        clock.Advance(TimeSpan.FromMilliseconds(200));
        Assert.EndsWith("Z pass", await first.Task.WaitAsync(Limit), StringComparison.Ordinal);
        await File.WriteAllTextAsync(go, "word\n");
        await world.Reports.EndOfAsync(id);

        Assert.Equal("password\n", ProcessWorld.WithoutTimes(await world.LogAsync(request.Key)));
    }

    [Fact]
    public async Task A_secret_is_hidden_though_a_flush_falls_into_the_middle_of_it()
    {
        var clock = new ManualClock();
        var flush = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        clock.TimerSet = _ => flush.TrySetResult();
        await using var world = new ProcessWorld { Time = clock };
        world.Secrets["TOKEN"] = "hunter2hunter3";
        var first = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Results = new MeasuredResults(world.Results) { OnAppend = text => { first.TrySetResult(text); return Task.CompletedTask; } };
        await using var host = await world.HostAsync();
        var go = Path.Combine(world.Sandbox.Root, "go");
        var request = world.Request($"mkfifo '{go}'; printf 'it is hunter2'; cat '{go}'; exit 4", task => task with { Secrets = ["TOKEN"] });

        var id = await host.ScheduleAsync(request, CancellationToken.None);
        await flush.Task.WaitAsync(Limit);
        clock.Advance(TimeSpan.FromMilliseconds(200));
        Assert.EndsWith("it is ", await first.Task.WaitAsync(Limit), StringComparison.Ordinal);
        await File.WriteAllTextAsync(go, "hunter3!\n");
        await world.Reports.EndOfAsync(id);

        Assert.Equal("it is ***!\n", ProcessWorld.WithoutTimes(await world.LogAsync(request.Key)));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_pass_unchanged()
    {
        await using var world = new ProcessWorld();
        var all = string.Concat(Enumerable.Range(0, 256).Where(i => i != '\n').Select(i => "\\" + Convert.ToString(i, 8).PadLeft(3, '0')));

        var (_, log) = await world.RunAsync($"printf '{all}'");

        Assert.Equal(string.Concat(Enumerable.Range(0, 256).Where(i => i != '\n').Select(i => (char)i)), log[25..]);
    }

    [Theory]
    [InlineData("yes 'a line of output as compilers write them' | head -c 200000000", false)]
    [InlineData("head -c 200000000 /dev/zero", false)]
    [InlineData("yes 'a line of output as compilers write them' | head -c 200000000", true)]
    public async Task Two_hundred_megabytes_pass_in_flat_memory_and_in_large_appends(string script, bool secrets)
    {
        await using var world = new ProcessWorld { Options = new() { MaxLogBytes = long.MaxValue } };
        var measured = new MeasuredResults(world.Results) { Forgets = true };
        world.Results = measured;
        world.Secrets["TOKEN"] = "a line of the enemy";
        await world.RunAsync("true");
        var before = GC.GetTotalAllocatedBytes();

        var (status, _) = await world.RunAsync(script, task => secrets ? task with { Secrets = ["TOKEN"] } : task);

        Assert.IsType<ProviderBuildState.Succeeded>(status.State);
        Assert.True(measured.Length >= 200 * Million, measured.Length.ToString(CultureInfo.InvariantCulture));
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 32 * Million);
        Assert.InRange(measured.Length / measured.Appends, 16 * 1024, long.MaxValue);
    }

    [Fact]
    public async Task A_log_that_is_too_long_ends_with_a_line_that_says_where_it_was_cut()
    {
        await using var world = new ProcessWorld { Options = new() { MaxLogBytes = 10_000 } };

        var (status, log) = await world.RunAsync("yes | head -c 1000000");

        Assert.IsType<ProviderBuildState.Succeeded>(status.State);
        var last = log.TrimEnd('\n').Split('\n')[^1];
        Assert.InRange(log.Length - last.Length, 9_950, 10_001);
        var kept = log.Split('\n').SkipLast(2).Sum(line => Math.Max(0, line.Length - 24));
        var dropped = long.Parse(last.Split("bytes; ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
        Assert.Contains("[signalbox] the log was cut at 10000 bytes; ", last, StringComparison.Ordinal);
        Assert.InRange(kept + dropped, Million - 30, Million + 30);
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_ends_the_task_as_lost()
    {
        await using var world = new ProcessWorld();
        var line = world.Lifeline();
        world.Results = new MeasuredResults(world.Results) { OnAppend = _ => throw new IOException("No space left on device") };
        world.Options = new() { DrainTime = TimeSpan.FromMilliseconds(50) };

        var (status, _) = await world.RunAsync($"{line.Hold}; echo begin; exec sleep 1000");

        Assert.Contains("No space left", Assert.IsType<ProviderBuildState.Lost>(status.State).Reason, StringComparison.Ordinal);
        await line.Gone.WaitAsync(Limit);
    }

    [Fact]
    public async Task A_task_that_writes_faster_than_the_store_waits_for_it()
    {
        await using var world = new ProcessWorld();
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var line = world.Lifeline();
        world.Results = new MeasuredResults(world.Results) { OnAppend = _ => { first.TrySetResult(); return release.Task; } };
        await using var host = await world.HostAsync();
        var request = world.Request($"{line.Hold}; head -c 1000000 /dev/zero; {Lifeline.SayReady("through")}");

        var id = await host.ScheduleAsync(request, CancellationToken.None);
        await first.Task.WaitAsync(Limit);
        Assert.False(line.Ready.IsCompleted);
        release.SetResult();

        Assert.Equal("through", await line.Ready);
        await world.Reports.EndOfAsync(id);
        Assert.Equal(Million + 25, (await world.LogAsync(request.Key)).Length);
    }
}
