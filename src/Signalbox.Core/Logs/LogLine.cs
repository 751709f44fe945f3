namespace Signalbox.Core.Logs;

/// <summary>A line of a stored log: `2026-11-20T17:03:11.204Z ` and what the task wrote.</summary>
public static class LogLine
{
    /// <summary>How long the timestamp is, the space behind it included.</summary>
    public const int TimestampLength = 25;

    /// <summary>The line without its timestamp; as it is where it has none.</summary>
    public static string WithoutTimestamp(string line) =>
        line.Length >= TimestampLength && IsTimestamp(line.AsSpan(0, TimestampLength)) ? line[TimestampLength..] : line;

    /// <summary>Whether the bytes begin with a timestamp.</summary>
    public static bool HasTimestamp(ReadOnlySpan<byte> line)
    {
        if (line.Length < TimestampLength) return false;
        Span<char> text = stackalloc char[TimestampLength];
        for (var i = 0; i < TimestampLength; i++) text[i] = (char)line[i];
        return IsTimestamp(text);
    }

    private static bool IsTimestamp(ReadOnlySpan<char> text)
    {
        const string Pattern = "0000-00-00T00:00:00.000Z ";
        for (var i = 0; i < TimestampLength; i++)
        {
            if (Pattern[i] == '0' ? !char.IsAsciiDigit(text[i]) : text[i] != Pattern[i]) return false;
        }

        return true;
    }
}
