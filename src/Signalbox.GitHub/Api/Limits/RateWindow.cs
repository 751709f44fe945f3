namespace Signalbox.GitHub.Api.Limits;

/// <summary>Points used within a span of time that moves with the clock. GitHub's own windows may begin anywhere, so this one is never laxer.</summary>
internal sealed class RateWindow(TimeSpan span)
{
    private readonly Queue<(DateTimeOffset At, int Points)> uses = new();
    private int used;

    /// <summary>Points used within the span that ends now.</summary>
    public int Used(DateTimeOffset now)
    {
        while (uses.TryPeek(out var oldest) && oldest.At + span <= now) used -= uses.Dequeue().Points;
        return used;
    }

    /// <summary>When that many points are free of that many.</summary>
    public DateTimeOffset FreeAt(int points, int capacity, DateTimeOffset now)
    {
        var excess = Used(now) + points - capacity;
        if (excess <= 0) return now;
        foreach (var (at, freed) in uses)
        {
            excess -= freed;
            if (excess <= 0) return at + span;
        }

        return now; // more than the capacity in one go: nothing is left to wait for
    }

    /// <summary>Uses points.</summary>
    public void Use(int points, DateTimeOffset now)
    {
        uses.Enqueue((now, points));
        used += points;
    }
}
