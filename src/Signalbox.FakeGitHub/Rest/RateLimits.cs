using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Signalbox.FakeGitHub.Apps;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Rest;

/// <summary>GitHub's budgets: requests an hour by resource, and content a minute and an hour.</summary>
internal sealed class RateLimits(World world)
{
    private const int StrangersLimit = 60;

    private readonly ConcurrentDictionary<(string Budget, string Resource), Window> windows = new();
    private readonly ConcurrentDictionary<string, Queue<DateTimeOffset>> contents = new(StringComparer.Ordinal);

    /// <summary>The budget of a caller, a new one when its hour is over.</summary>
    public Window Of(Caller caller, string resource)
    {
        var limit = caller is Caller.Stranger ? StrangersLimit : world.Options.RateLimit;
        return windows.AddOrUpdate(
            (caller.Budget, resource),
            _ => new(limit, world.Now + TimeSpan.FromHours(1)),
            (_, window) => window.ResetAt > world.Now ? window : new(limit, world.Now + TimeSpan.FromHours(1)));
    }

    /// <summary>Counts content and says how long to wait when there was too much of it.</summary>
    public TimeSpan? TakeContent(Caller caller)
    {
        var times = contents.GetOrAdd(caller.Budget, _ => new());
        lock (times)
        {
            var now = world.Now;
            while (times.TryPeek(out var oldest) && oldest <= now - TimeSpan.FromHours(1)) times.Dequeue();
            if (times.Count >= world.Options.ContentPerHour) return times.Peek() + TimeSpan.FromHours(1) - now;
            var recent = times.Where(time => time > now - TimeSpan.FromMinutes(1)).ToList();
            if (recent.Count >= world.Options.ContentPerMinute) return recent[0] + TimeSpan.FromMinutes(1) - now;
            times.Enqueue(now);
            return null;
        }
    }

    /// <summary>One hour of one budget.</summary>
    internal sealed class Window(int limit, DateTimeOffset resetAt)
    {
        private int used;

        public int Limit => limit;

        public int Used => Math.Min(used, limit);

        public int Remaining => limit - Used;

        public DateTimeOffset ResetAt => resetAt;

        public bool TryTake() => Interlocked.Increment(ref used) <= limit;

        /// <summary>A 304 costs nothing.</summary>
        public void GiveBack() => Interlocked.Decrement(ref used);

        public void WriteTo(IHeaderDictionary headers, string resource)
        {
            headers["X-RateLimit-Limit"] = Text(Limit);
            headers["X-RateLimit-Remaining"] = Text(Remaining);
            headers["X-RateLimit-Used"] = Text(Used);
            headers["X-RateLimit-Reset"] = Text(resetAt.ToUnixTimeSeconds());
            headers["X-RateLimit-Resource"] = resource;
        }

        private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
