using System.Text;

namespace Signalbox.Providers.Process.Launch;

/// <summary>The words of a command line: split at spaces; single or double quotes keep spaces; there is no other escape.</summary>
internal static class CommandPrefix
{
    /// <exception cref="FormatException">A quote is not closed.</exception>
    public static IReadOnlyList<string> Parse(string? text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var inWord = false;
        var quote = '\0';
        foreach (var c in text ?? "")
        {
            if (quote != '\0' && c == quote) quote = '\0';
            else if (quote != '\0') word.Append(c);
            else if (c is '\'' or '"') (quote, inWord) = (c, true);
            else if (!char.IsWhiteSpace(c)) (_, inWord) = (word.Append(c), true);
            else if (inWord) EndWord();
        }

        if (quote != '\0') throw new FormatException($"A quote ({quote}) is not closed in: {text}");
        if (inWord) EndWord();
        return words;

        void EndWord()
        {
            words.Add(word.ToString());
            word.Clear();
            inWord = false;
        }
    }
}
