namespace Signalbox.Core.Plans.Sources;

/// <summary>Finds the word that somebody most likely meant.</summary>
public static class NearestWord
{
    private const int LongestWord = 64;

    /// <summary>
    /// The candidate with the fewest slips (a letter too many, missing, wrong, or two swapped); absent when none is
    /// near.
    /// </summary>
    public static string? Find(string word, IEnumerable<string> candidates)
    {
        if (word.Length is 0 or > LongestWord) return null;
        var best = default(string);
        // One slip in three letters: 'plam' means 'plan', but 'foo' does not mean 'env'.
        var bound = word.Length == 1 ? 0 : Math.Max(1, word.Length / 3);
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - word.Length) > bound) continue;
            var distance = Distance(word, candidate);
            if (distance > bound || (distance == bound && best is not null)) continue;
            (best, bound) = (candidate, distance);
            if (distance == 0) break;
        }

        return best;
    }

    /// <summary>The Damerau-Levenshtein distance (optimal string alignment), letters compared without case.</summary>
    private static int Distance(string left, string right)
    {
        var (beforeLast, last, row) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var column = 0; column <= right.Length; column++) last[column] = column;
        for (var line = 1; line <= left.Length; line++)
        {
            row[0] = line;
            for (var column = 1; column <= right.Length; column++)
            {
                var change = Same(left[line - 1], right[column - 1]) ? 0 : 1;
                row[column] = Math.Min(Math.Min(last[column] + 1, row[column - 1] + 1), last[column - 1] + change);
                if (line > 1 && column > 1 && Same(left[line - 1], right[column - 2]) && Same(left[line - 2], right[column - 1]))
                    row[column] = Math.Min(row[column], beforeLast[column - 2] + 1);
            }

            (beforeLast, last, row) = (last, row, beforeLast);
        }

        return last[right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
