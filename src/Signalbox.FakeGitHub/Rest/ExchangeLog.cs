using System.Collections.Concurrent;

namespace Signalbox.FakeGitHub.Rest;

/// <summary>What was asked of the API: a test counts requests here. The last few thousand are kept.</summary>
public sealed class ExchangeLog
{
    private const int Kept = 5000;

    private readonly ConcurrentQueue<Exchange> exchanges = new();
    private long count;

    /// <summary>How many there were since the start.</summary>
    public long Count => Interlocked.Read(ref count);

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Exchange> All => [.. exchanges];

    internal void Add(Exchange exchange)
    {
        Interlocked.Increment(ref count);
        exchanges.Enqueue(exchange);
        while (exchanges.Count > Kept) exchanges.TryDequeue(out _);
    }
}
