using System.Globalization;
using Signalbox.FakeGitHub.Faults;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Rest;

/// <summary>The answers of faults that let a request have no effect.</summary>
internal static class FaultyAnswers
{
    public static Reply? InPlaceOf(Fault? fault, DateTimeOffset now) => fault switch
    {
        Fault.Refused refused => Reply.Of(new Refusal(refused.Status, refused.Message)),
        Fault.PrimaryLimit limit => Primary(now + limit.ResetIn),
        Fault.SecondaryLimit limit => Secondary(limit.RetryAfter),
        _ => null,
    };

    public static Reply Secondary(TimeSpan? retryAfter)
    {
        var reply = Reply.Of(new Refusal(403, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."));
        if (retryAfter is { } wait) reply.Headers["Retry-After"] = Text((long)Math.Ceiling(wait.TotalSeconds));
        return reply;
    }

    private static Reply Primary(DateTimeOffset resetAt)
    {
        var reply = Reply.Of(new Refusal(403, "API rate limit exceeded for installation."));
        reply.Headers["X-RateLimit-Remaining"] = "0";
        reply.Headers["X-RateLimit-Limit"] = reply.Headers["X-RateLimit-Used"] = "5000";
        reply.Headers["X-RateLimit-Resource"] = "core";
        reply.Headers["X-RateLimit-Reset"] = Text(resetAt.ToUnixTimeSeconds());
        return reply;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
