using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.Api.Limits;

/// <summary>What one installation has used of its limits, and so when the next call may be made. Not safe for concurrent use.</summary>
internal sealed class Usage(ApiPacing pacing)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(16);

    private readonly RateWindow rest = new(Minute);
    private readonly RateWindow graph = new(Minute);
    private readonly RateWindow writes = new(Minute);
    private readonly RateWindow created = new(Minute);
    private readonly RateWindow notified = new(TimeSpan.FromHours(1));
    private readonly Dictionary<string, PrimaryLimit> primary = new(StringComparer.Ordinal);
    private DateTimeOffset pausedUntil;
    private DateTimeOffset lastWrite;
    private int strikes;
    private int open;
    private int openWrites;

    /// <summary>Whether only the end of another call can let this one go.</summary>
    public bool IsFull(CallCost cost, Priority priority) =>
        open >= pacing.Share(pacing.Concurrent, priority) || (cost.Write && openWrites > 0);

    /// <summary>The earliest moment that no limit forbids; now or before for at once.</summary>
    public DateTimeOffset FreeAt(CallCost cost, Priority priority, DateTimeOffset now)
    {
        var at = Later(pausedUntil, (cost.GraphQL ? graph : rest).FreeAt(
            cost.Points, pacing.Share(cost.GraphQL ? pacing.GraphQLPoints : pacing.RestPoints, priority), now));
        if (primary.TryGetValue(cost.Resource, out var limit))
            at = Later(at, limit.FreeAt(priority == Priority.Foreground ? 0 : pacing.ForegroundReserve, now));
        if (cost.Write && writes.Used(now) >= pacing.WriteBurst) at = Later(at, lastWrite + pacing.WriteGap);
        if (cost.Creates != ContentCreation.None)
            at = Later(at, created.FreeAt(1, pacing.Share(pacing.CreationsPerMinute, priority), now));
        if (cost.Creates == ContentCreation.Notifying)
            at = Later(at, notified.FreeAt(1, pacing.Share(pacing.CreationsPerHour, priority), now));
        return at;
    }

    public void Begin(CallCost cost, DateTimeOffset now)
    {
        open++;
        (cost.GraphQL ? graph : rest).Use(cost.Points, now);
        if (primary.TryGetValue(cost.Resource, out var limit)) primary[cost.Resource] = limit with { Remaining = Math.Max(0, limit.Remaining - 1) };
        if (cost.Creates != ContentCreation.None) created.Use(1, now);
        if (cost.Creates == ContentCreation.Notifying) notified.Use(1, now);
        if (!cost.Write) return;
        openWrites++;
        writes.Use(1, now);
        lastWrite = now;
    }

    public void End(CallCost cost)
    {
        open--;
        if (cost.Write) openWrites--;
    }

    /// <summary>Learns from a reply. Returns until when GitHub wants us to wait; null when it does not.</summary>
    public DateTimeOffset? Observe(ApiReply reply, CallCost cost, DateTimeOffset now)
    {
        var said = LimitHeaders.Primary(reply.Headers);
        if (said is { } known) primary[known.Resource] = known.Limit.After(primary.GetValueOrDefault(known.Resource));
        if (!LimitHeaders.IsLimited(reply))
        {
            if (reply.Status < System.Net.HttpStatusCode.BadRequest) strikes = 0;
            return null;
        }

        if (LimitHeaders.RetryAfter(reply.Headers, now) is { } asked) return Pause(now + asked);
        if (said is { Limit: { Remaining: 0 } spent, Resource: var resource } && resource == cost.Resource && spent.Reset > now) return spent.Reset;
        // Nothing said: at least a minute, and longer each time (provider-facts 1.13).
        var pause = Minute * Math.Pow(2, strikes++);
        return Pause(now + (pause < LongestPause ? pause : LongestPause));
    }

    private DateTimeOffset Pause(DateTimeOffset until) => pausedUntil = Later(pausedUntil, until);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
