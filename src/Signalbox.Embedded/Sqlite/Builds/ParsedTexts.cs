using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Signalbox.Embedded.Sqlite.Builds;

/// <summary>
/// What was parsed last, with its text: the same rows are read several times for each of their changes. An entry counts only where its
/// text is the one in the row, so it is never stale, whoever writes, and a transaction that is undone leaves nothing wrong behind.
/// </summary>
/// <typeparam name="TKey">What the row is found by.</typeparam>
/// <typeparam name="T">Immutable: readers share it.</typeparam>
/// <param name="type">How a text is parsed.</param>
/// <param name="limit">More entries than this are let go, all at once.</param>
internal sealed class ParsedTexts<TKey, T>(JsonTypeInfo<T> type, int limit)
    where TKey : notnull
    where T : class
{
    private readonly ConcurrentDictionary<TKey, (string Text, T Value)> entries = new();

    /// <summary>The value of a text.</summary>
    public T Read(TKey key, string text)
    {
        if (entries.TryGetValue(key, out var known) && known.Text == text) return known.Value;
        var value = JsonSerializer.Deserialize(text, type)!;
        Keep(key, text, value);
        return value;
    }

    /// <summary>Remembers what a text says; for a writer who has just made it.</summary>
    public void Keep(TKey key, string text, T value)
    {
        if (entries.Count >= limit) entries.Clear();
        entries[key] = (text, value);
    }
}
