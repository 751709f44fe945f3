using System.Net;
using Signalbox.GitHub.Api;
using Signalbox.GitHub.Api.Limits;
using Signalbox.GitHub.Api.Requests;
using Signalbox.Testing.Clocks;
using Xunit;

namespace Signalbox.GitHub.Tests.Api;

public sealed class BudgetTests
{
    private static readonly CallCost Read = new(GraphQL: false, Write: false, ContentCreation.None);
    private static readonly CallCost Write = Read with { Write = true };
    private static readonly CallCost Comment = Write with { Creates = ContentCreation.Notifying };
    private static readonly ApiPacing Patient = new() { ForegroundPatience = TimeSpan.FromDays(1), BackgroundPatience = TimeSpan.FromDays(1) };

    private readonly ManualClock clock = new();

    [Fact]
    public async Task A_minute_has_900_points_and_a_read_is_one_of_them()
    {
        var budget = new Budget(Patient, clock);
        for (var i = 0; i < 900; i++) End(await budget.EnterAsync(Read, Priority.Foreground, default));

        var late = budget.EnterAsync(Read, Priority.Foreground, default);
        Assert.False(late.IsCompleted);
        // Queries of GraphQL have points of their own.
        End(await budget.EnterAsync(Read with { GraphQL = true }, Priority.Foreground, default));
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(late.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        End(await late.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task People_are_notified_80_times_a_minute_and_500_times_an_hour_at_most()
    {
        var budget = new Budget(Patient, clock);
        var times = new List<DateTimeOffset>();
        for (var i = 0; i < 700; i++)
        {
            End(await EventuallyAsync(budget.EnterAsync(Comment, Priority.Foreground, default)));
            times.Add(clock.GetUtcNow());
        }

        Assert.True(MostWithin(times, TimeSpan.FromMinutes(1)) <= 80);
        Assert.Equal(500, MostWithin(times, TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task A_burst_of_writes_is_let_through_and_many_keep_a_second_between_them()
    {
        var budget = new Budget(Patient, clock);
        var times = new List<DateTimeOffset>();
        for (var i = 0; i < 60; i++)
        {
            End(await EventuallyAsync(budget.EnterAsync(Write, Priority.Foreground, default)));
            times.Add(clock.GetUtcNow());
        }

        Assert.Equal(TimeSpan.Zero, times[29] - times[0]);
        Assert.All(times.Skip(30).Zip(times.Skip(31)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Writes_are_made_one_after_the_other_and_reads_beside_them()
    {
        var budget = new Budget(Patient, clock);
        var first = await budget.EnterAsync(Write, Priority.Foreground, default);
        var second = budget.EnterAsync(Write, Priority.Foreground, default);
        Assert.False(second.IsCompleted);
        End(await budget.EnterAsync(Read, Priority.Foreground, default));

        End(first);
        End(await second.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Background_work_leaves_room_and_what_somebody_waits_for_overtakes_it()
    {
        var budget = new Budget(Patient with { Concurrent = 4 }, clock);
        var open = new List<Turn>();
        for (var i = 0; i < 3; i++) open.Add(await budget.EnterAsync(Read, Priority.Background, default));
        var background = budget.EnterAsync(Read, Priority.Background, default);
        Assert.False(background.IsCompleted);
        open.Add(await budget.EnterAsync(Read, Priority.Foreground, default)); // the fourth place is the foreground's
        var foreground = budget.EnterAsync(Read, Priority.Foreground, default);
        Assert.False(foreground.IsCompleted);

        End(open[0]);
        var turn = await foreground.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(background.IsCompleted);
        End(open[1]);
        Assert.False(background.IsCompleted); // three are still open, which is all that the background may have
        End(turn);
        End(await background.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task The_last_tenth_of_the_hour_is_for_the_foreground()
    {
        var budget = new Budget(Patient with { BackgroundPatience = TimeSpan.FromMinutes(2) }, clock);
        var reset = clock.GetUtcNow().AddMinutes(20);
        budget.Observe(Said(200, ("x-ratelimit-limit", "5000"), ("x-ratelimit-remaining", "500"), ("x-ratelimit-reset", $"{reset.ToUnixTimeSeconds()}")), Read);

        Assert.Equal(new Turn.TooLong(reset), await budget.EnterAsync(Read, Priority.Background, default));
        End(await budget.EnterAsync(Read, Priority.Foreground, default));
        // The hour of GraphQL is another.
        End(await budget.EnterAsync(Read with { GraphQL = true }, Priority.Background, default));
        clock.Advance(TimeSpan.FromMinutes(20));
        End(await budget.EnterAsync(Read, Priority.Background, default));
    }

    [Fact]
    public async Task A_spent_hour_is_waited_for_or_told()
    {
        var budget = new Budget(new(), clock);
        var reset = clock.GetUtcNow().AddSeconds(10);
        budget.Observe(Said(200, ("x-ratelimit-limit", "5000"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", $"{reset.ToUnixTimeSeconds()}")), Read);

        var waits = budget.EnterAsync(Read, Priority.Foreground, default);
        Assert.False(waits.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(10));
        End(await waits.WaitAsync(TimeSpan.FromSeconds(30)));

        reset = clock.GetUtcNow().AddMinutes(40);
        budget.Observe(Said(403, ("x-ratelimit-limit", "5000"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", $"{reset.ToUnixTimeSeconds()}")), Read);
        Assert.Equal(new Turn.TooLong(DateTimeOffset.FromUnixTimeSeconds(reset.ToUnixTimeSeconds())), await budget.EnterAsync(Read, Priority.Foreground, default));
    }

    [Fact]
    public async Task Without_a_word_of_how_long_the_pauses_begin_at_a_minute_and_double()
    {
        var budget = new Budget(Patient, clock);
        var start = clock.GetUtcNow();
        Assert.Equal(start.AddMinutes(1), budget.Observe(Said(429), Read));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(start.AddMinutes(3), budget.Observe(Said(429), Read));
        clock.Advance(TimeSpan.FromMinutes(2));
        budget.Observe(Said(200), Read);
        Assert.Equal(start.AddMinutes(4), budget.Observe(Said(429), Read));
        End(await EventuallyAsync(budget.EnterAsync(Read, Priority.Foreground, default)));
        Assert.Equal(start.AddMinutes(4), clock.GetUtcNow());
    }

    [Fact]
    public async Task A_call_that_is_cancelled_while_it_waits_leaves_its_place_to_the_next()
    {
        var budget = new Budget(Patient with { Concurrent = 1 }, clock);
        var open = await budget.EnterAsync(Read, Priority.Foreground, default);
        using var stop = new CancellationTokenSource();
        var given = budget.EnterAsync(Read, Priority.Foreground, stop.Token);
        var next = budget.EnterAsync(Read, Priority.Foreground, default);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        End(open);
        End(await next.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private static void End(Turn turn) => Assert.IsType<Turn.Given>(turn).Dispose();

    private async Task<Turn> EventuallyAsync(Task<Turn> turn)
    {
        while (!turn.IsCompleted && clock.NextTimer is { } due) clock.Advance(due - clock.GetUtcNow());
        return await turn.WaitAsync(TimeSpan.FromSeconds(30)); // the turn is given; who waits for it may be told a moment later
    }

    private static int MostWithin(List<DateTimeOffset> times, TimeSpan span) => times.Max(from => times.Count(at => at >= from && at < from + span));

    private static ApiReply Said(int status, params (string Name, string Value)[] headers)
    {
        using var message = new HttpResponseMessage((HttpStatusCode)status);
        foreach (var (name, value) in headers) message.Headers.Add(name, value);
        return new(message.StatusCode, message.Headers, "{}"u8.ToArray());
    }
}
