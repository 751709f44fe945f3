using System.Globalization;

namespace Signalbox.Cli.Output;

/// <summary>Lengths of time and amounts, as people read them.</summary>
internal static class Spans
{
    /// <summary>`0.4s`, `12s`, `2m 05s`, `1h 02m`, `3d 04h`.</summary>
    public static string Text(TimeSpan span)
    {
        var seconds = Math.Max(0, span.TotalSeconds);
        return seconds switch
        {
            < 9.95 => Invariant($"{seconds:0.0}s"),
            < 60 => Invariant($"{(int)seconds}s"),
            < 3600 => Invariant($"{(int)seconds / 60}m {(int)seconds % 60:00}s"),
            < 86400 => Invariant($"{(int)seconds / 3600}h {(int)seconds / 60 % 60:00}m"),
            _ => Invariant($"{(int)span.TotalDays}d {span.Hours:00}h"),
        };
    }

    /// <summary>`1 task`, `12 tasks`.</summary>
    public static string Count(int count, string noun) => Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>`812 B`, `3.4 MB`.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1000 => Invariant($"{bytes} B"),
        < 1_000_000 => Invariant($"{bytes / 1e3:0.0} kB"),
        < 1_000_000_000 => Invariant($"{bytes / 1e6:0.0} MB"),
        _ => Invariant($"{bytes / 1e9:0.0} GB"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
