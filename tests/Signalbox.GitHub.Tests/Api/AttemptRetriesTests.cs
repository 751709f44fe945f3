using Signalbox.GitHub.Api;
using Signalbox.GitHub.Api.Requests;
using Signalbox.GitHub.App;
using Signalbox.Testing.Clocks;
using Xunit;

namespace Signalbox.GitHub.Tests.Api;

public sealed class AttemptRetriesTests
{
    [Fact]
    public async Task The_jitter_of_the_pauses_is_the_seeds_and_nothing_elses()
    {
        var one = await PausesAsync(seed: 1);
        Assert.Equal(3, one.Count);
        Assert.Equal(one, await PausesAsync(seed: 1));
        Assert.NotEqual(one, await PausesAsync(seed: 2));
    }

    [Fact]
    public async Task A_pause_that_is_too_long_to_hold_a_call_for_is_not_begun()
    {
        var attempts = 0;
        var last = await AttemptRetries.Of(new(), new ManualClock(), 1).ExecuteAsync(_ =>
        {
            attempts++;
            return ValueTask.FromResult(Failed() with { Pause = TimeSpan.FromMinutes(5) });
        });
        Assert.Equal((1, true), (attempts, last.Again));
    }

    [Fact]
    public void Without_TLS_only_this_machine_is_spoken_to()
    {
        using var http = new HttpClient();
        var error = Assert.Throws<ArgumentException>(() => new Exchanger(
            http, GitHubAddresses.Of(new() { ApiUrl = "http://github.example.com/api/v3" }), TimeProvider.System, TimeSpan.FromSeconds(1)));
        Assert.Contains("github.example.com is spoken to without TLS", error.Message, StringComparison.Ordinal);
    }

    private static Attempt Failed() => new(new Answer<ApiReply>.Unavailable("502"), Again: true);

    private static async Task<IReadOnlyList<TimeSpan>> PausesAsync(int seed)
    {
        var clock = new ManualClock();
        var times = new List<DateTimeOffset>();
        var call = AttemptRetries.Of(new(), clock, seed).ExecuteAsync(_ =>
        {
            times.Add(clock.GetUtcNow());
            return ValueTask.FromResult(Failed());
        }).AsTask();
        while (!call.IsCompleted)
        {
            var timerSet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            clock.TimerSet = _ => timerSet.TrySetResult();
            if (clock.NextTimer is { } due) clock.Advance(due - clock.GetUtcNow());
            else await Task.WhenAny(call, timerSet.Task).WaitAsync(TimeSpan.FromSeconds(30));
        }

        await call;
        return [.. times.Zip(times.Skip(1), (from, to) => to - from)];
    }
}
