namespace Signalbox.Core.Plans.Sources;

/// <summary>A file's text before and beside YAML: what may stand in it, and where its lines are.</summary>
internal static class SourceText
{
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>What makes the text unreadable from the start; else absent.</summary>
    public static Located<string>? Check(ConfigurationFile file)
    {
        if (file.Text.Length > ConfigurationFile.MaxLength)
            return new($"the file has {file.Text.Length} characters; at most {ConfigurationFile.MaxLength} are read", new(file.Path, 1, 1));
        var text = WithoutMark(file.Text);
        for (var index = 0; index < text.Length; index++)
        {
            if (IsText(text, ref index)) continue;
            // The parser takes U+0000 for the end: what follows it would silently not count.
            return new($"the character U+{(int)text[index]:X4} is not allowed in YAML", PlaceOf(file.Path, text, index));
        }

        return null;
    }

    /// <summary>The text without the byte order mark that some editors leave.</summary>
    public static string WithoutMark(string text) => text.StartsWith(ByteOrderMark) ? text[1..] : text;

    /// <summary>The place itself, or the nearest one that the file has: an error at the end is reported behind the last line.</summary>
    private static Place Inside(ConfigurationFile file, Place place)
    {
        var lines = Lines(file);
        var line = Math.Clamp(place.Line, 1, lines.Length);
        return line < place.Line
            ? place with { Line = line, Column = lines[line - 1].Length + 1 }
            : place with { Line = line, Column = Math.Clamp(place.Column, 1, lines[line - 1].Length + 1) };
    }

    /// <summary>
    /// What the parser found wrong, in the file. It reports a tab at the start of the map that the tab is in, and often as another
    /// character's fault.
    /// </summary>
    public static Located<string> Explain(ConfigurationFile file, Place place, string message)
    {
        var inside = Inside(file, place);
        var lines = Lines(file);
        var from = message.Contains("tab as indentation", StringComparison.Ordinal) ? lines.Length : inside.Line;
        for (var line = inside.Line; line <= from; line++)
        {
            var indentation = lines[line - 1].AsSpan(0, lines[line - 1].AsSpan().IndexOfAnyExcept(" \t") is var end and >= 0 ? end : 0);
            if (indentation.IndexOf('\t') is var tab and >= 0)
                return new("a tab cannot indent YAML; use spaces", inside with { Line = line, Column = tab + 1 });
        }

        return new($"broken YAML: {message.ReplaceLineEndings(" ")}", inside);
    }

    private static string[] Lines(ConfigurationFile file)
    {
        var lines = WithoutMark(file.Text).ReplaceLineEndings("\n").Split('\n');
        return lines is [.. var all, ""] && all.Length > 0 ? all : lines;
    }

    private static Place PlaceOf(string path, string text, int index)
    {
        var before = text[..index].ReplaceLineEndings("\n");
        return new(path, before.Count(character => character == '\n') + 1, before.Length - before.LastIndexOf('\n'));
    }

    private static bool IsText(string text, ref int index)
    {
        var character = text[index];
        if (character is >= ' ' and <= '~' or '\n' or '\t' or '\r') return true;
        if (char.IsHighSurrogate(character) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
        {
            index++;
            return true;
        }

        return !char.IsControl(character) && !char.IsSurrogate(character) && character is not (ByteOrderMark or '\uFFFE' or '\uFFFF');
    }
}
