using System.Globalization;

namespace Signalbox.Core.Plans;

/// <summary>Durations as configuration writes them: a whole number and `ms`, `s`, `m`, `h` or `d`.</summary>
public static class Duration
{
    /// <summary>For messages: what is right.</summary>
    public const string Expected = "a duration such as 90s, 20m, 2h or 7d";

    /// <summary>The form, as a regular expression that .NET and JSON Schema share.</summary>
    internal const string Pattern = "^[0-9]{1,15}(ms|s|m|h|d)$";

    private const int LongestNumber = 15;

    /// <summary>Reads `20m`. No sign, no fraction, no spaces, not longer than a <see cref="TimeSpan"/> holds.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > LongestNumber) return false;
        var unit = text[digits..] switch
        {
            "ms" => TimeSpan.TicksPerMillisecond,
            "s" => TimeSpan.TicksPerSecond,
            "m" => TimeSpan.TicksPerMinute,
            "h" => TimeSpan.TicksPerHour,
            "d" => TimeSpan.TicksPerDay,
            _ => 0,
        };
        var number = long.Parse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture);
        if (unit == 0 || number > TimeSpan.MaxValue.Ticks / unit) return false;
        duration = TimeSpan.FromTicks(number * unit);
        return true;
    }

    /// <summary>Writes it in the largest unit that holds it at least twice, as people do: `60m`, `24h`, `2d`.</summary>
    public static string Format(TimeSpan duration) => duration.Ticks switch
    {
        0 => "0s",
        var ticks when ticks % TimeSpan.TicksPerDay == 0 && ticks / TimeSpan.TicksPerDay > 1 => $"{ticks / TimeSpan.TicksPerDay}d",
        var ticks when ticks % TimeSpan.TicksPerHour == 0 && ticks / TimeSpan.TicksPerHour > 1 => $"{ticks / TimeSpan.TicksPerHour}h",
        var ticks when ticks % TimeSpan.TicksPerMinute == 0 => $"{ticks / TimeSpan.TicksPerMinute}m",
        var ticks when ticks % TimeSpan.TicksPerSecond == 0 => $"{ticks / TimeSpan.TicksPerSecond}s",
        var ticks => $"{ticks / TimeSpan.TicksPerMillisecond}ms",
    };
}
