using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.Api.Limits;

/// <summary>What a reply says about limits (provider-facts 1.13).</summary>
internal static class LimitHeaders
{
    /// <summary>The hourly limit that the call counted against; null where GitHub says nothing (an Enterprise Server without limits).</summary>
    public static (string Resource, PrimaryLimit Limit)? Primary(HttpResponseHeaders headers) =>
        Number(headers, "x-ratelimit-limit") is { } limit && Number(headers, "x-ratelimit-remaining") is { } remaining
            && Number(headers, "x-ratelimit-reset") is > 0 and < 253402300800 and var reset
            ? (Text(headers, "x-ratelimit-resource") ?? "core",
                new((int)Math.Min(limit, int.MaxValue), (int)Math.Min(remaining, int.MaxValue), DateTimeOffset.FromUnixTimeSeconds(reset)))
            : null;

    /// <summary>How long GitHub asks us to wait; null when it does not ask.</summary>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now) =>
        headers.RetryAfter is { Delta: { } delta } ? delta
        : headers.RetryAfter is { Date: { } date } ? (date > now ? date - now : TimeSpan.Zero)
        : null;

    /// <summary>Whether a reply says that we are too fast. A 403 without a sign of it is a matter of permission.</summary>
    public static bool IsLimited(ApiReply reply) =>
        reply.Status == HttpStatusCode.TooManyRequests
        || (reply.Status == HttpStatusCode.Forbidden
            && (reply.Headers.RetryAfter is not null || Number(reply.Headers, "x-ratelimit-remaining") == 0 || SaysSo(ErrorText.Of(reply.Body))));

    private static bool SaysSo(string message) =>
        message.Contains("rate limit", StringComparison.OrdinalIgnoreCase) || message.Contains("abuse detection", StringComparison.OrdinalIgnoreCase);

    private static long? Number(HttpResponseHeaders headers, string name) =>
        long.TryParse(Text(headers, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Text(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.First() : null;
}
