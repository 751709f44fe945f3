using System.Globalization;
using System.Text;

namespace Signalbox.Core.Logs;

/// <summary>
/// Makes text that came from a repository or a task safe to show on one line: it can neither move the cursor, nor recolour or rename the
/// terminal, nor reorder what stands beside it.
/// </summary>
public static class Printable
{
    private const char Escape = '\u001b';
    private const char Bell = '\u0007';

    /// <summary>The text without terminal sequences; a tab is a space, another control or directional character is `·`.</summary>
    public static string Line(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~')) return text;
        var safe = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == Escape) i = SequenceEnd(text, i);
            else if (text[i] == '\t') safe.Append(' ');
            else if (IsUnsafe(text, i)) safe.Append('·');
            else safe.Append(text[i]);
        }

        return safe.ToString();
    }

    private static bool IsUnsafe(string text, int index) => CharUnicodeInfo.GetUnicodeCategory(text[index]) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        // Joiners hold emoji and some scripts together; everything else of this category is invisible or reorders text.
        UnicodeCategory.Format => text[index] is not ('\u200c' or '\u200d'),
        UnicodeCategory.Surrogate => !char.IsSurrogatePair(text, Math.Max(0, index - (char.IsLowSurrogate(text[index]) ? 1 : 0))),
        _ => false,
    };

    /// <summary>The place of the last character of the sequence that begins at the place (ECMA-48).</summary>
    private static int SequenceEnd(string text, int start)
    {
        if (start + 1 >= text.Length) return start;
        var end = start + 2;
        switch (text[start + 1])
        {
            case '[':
                while (end < text.Length && text[end] is >= '\u0020' and <= '\u003f') end++;
                return Math.Min(end, text.Length - 1);
            case ']' or 'P' or 'X' or '^' or '_':
                while (end < text.Length && text[end] is not (Bell or Escape)) end++;
                return end + 1 < text.Length && text[end] == Escape && text[end + 1] == '\\' ? end + 1 : Math.Min(end, text.Length - 1);
            default:
                return start + 1;
        }
    }
}
