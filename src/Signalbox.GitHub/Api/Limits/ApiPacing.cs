namespace Signalbox.GitHub.Api.Limits;

/// <summary>
/// How fast one installation is used: GitHub's published limits (provider-facts 1.13), and what we leave of them to the foreground.
/// </summary>
public sealed record ApiPacing
{
    /// <summary>REST points a minute: a read is 1, a write 5.</summary>
    public int RestPoints { get; init; } = 900;

    /// <summary>GraphQL points a minute: a query is 1, a mutation 5.</summary>
    public int GraphQLPoints { get; init; } = 2000;

    /// <summary>Content-creating calls a minute.</summary>
    public int CreationsPerMinute { get; init; } = 80;

    /// <summary>Content-creating calls that notify people, an hour.</summary>
    public int CreationsPerHour { get; init; } = 500;

    /// <summary>Calls at once; GitHub's limit of 100 counts other clients of the account too.</summary>
    public int Concurrent { get; init; } = 40;

    /// <summary>Writes of the last minute that may follow each other directly; from there on they keep <see cref="WriteGap"/>.</summary>
    public int WriteBurst { get; init; } = 30;

    /// <summary>GitHub asks for a second between writes where there are many.</summary>
    public TimeSpan WriteGap { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The part of each limit that background work may use.</summary>
    public double BackgroundShare { get; init; } = 0.75;

    /// <summary>The part of the hourly limit that background work leaves untouched.</summary>
    public double ForegroundReserve { get; init; } = 0.1;

    /// <summary>How long a foreground call waits for its turn before it is told when to come back.</summary>
    public TimeSpan ForegroundPatience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a background call waits for its turn.</summary>
    public TimeSpan BackgroundPatience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one request may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The first pause before a call is repeated; it doubles, with jitter.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often a call is repeated.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>Bytes of answers kept with their ETags, over all installations.</summary>
    public long CacheBytes { get; init; } = 32 * 1024 * 1024;

    internal TimeSpan Patience(Priority priority) => priority == Priority.Foreground ? ForegroundPatience : BackgroundPatience;

    internal int Share(int limit, Priority priority) => priority == Priority.Foreground ? limit : Math.Max(1, (int)(limit * BackgroundShare));
}
