using System.Net;
using Microsoft.Extensions.Caching.Memory;

namespace Signalbox.GitHub.Api.Requests;

/// <summary>
/// Answers kept with their ETags: an answer that has not changed (304) costs nothing of the hourly limit. Bounded in bytes; the least
/// recently used go first. One owner never sees what another was answered.
/// </summary>
internal sealed class EntityTags : IDisposable
{
    private const int LargestEntry = 2 * 1024 * 1024;
    private const int Overhead = 512;

    private readonly MemoryCache entries;

    /// <summary>A cache of at most so many bytes.</summary>
    public EntityTags(long capacity) => entries = new(new MemoryCacheOptions { SizeLimit = capacity });

    /// <summary>What is known of the address; null for nothing.</summary>
    public Entry? Find(Key key) => entries.Get<Entry>(key);

    /// <summary>Keeps an answer that has a tag.</summary>
    public void Keep(Key key, ApiReply reply)
    {
        if (reply.Status != HttpStatusCode.OK || reply.Body.Length > LargestEntry || reply.Headers.ETag is not { } tag) return;
        using var entry = entries.CreateEntry(key);
        entry.Value = new Entry(tag.ToString(), reply);
        entry.Size = reply.Body.Length + Overhead;
    }

    /// <inheritdoc/>
    public void Dispose() => entries.Dispose();

    /// <summary>Whose answer, to what, in which form.</summary>
    public sealed record Key(string Owner, string Accept, string Address);

    /// <summary>An answer and its tag.</summary>
    public sealed record Entry(string Tag, ApiReply Reply);
}
