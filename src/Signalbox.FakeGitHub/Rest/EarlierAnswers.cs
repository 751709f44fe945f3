using System.Collections.Concurrent;

namespace Signalbox.FakeGitHub.Rest;

/// <summary>The last two different answers of reads, for those that a fault makes stale.</summary>
internal sealed class EarlierAnswers
{
    private const int Kept = 500;

    private readonly ConcurrentDictionary<string, (byte[] Last, byte[]? Before)> answers = new(StringComparer.Ordinal);

    /// <summary>Notes an answer.</summary>
    /// <returns>The one before it; itself when there is none.</returns>
    public byte[] Note(string question, byte[] answer)
    {
        if (answers.Count > Kept) answers.Clear();
        var known = answers.AddOrUpdate(
            question, _ => (answer, null), (_, pair) => answer.AsSpan().SequenceEqual(pair.Last) ? pair : (answer, pair.Last));
        return known.Before ?? known.Last;
    }
}
