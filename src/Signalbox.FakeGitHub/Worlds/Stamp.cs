using System.Globalization;

namespace Signalbox.FakeGitHub.Worlds;

/// <summary>Times as GitHub writes them: UTC, whole seconds.</summary>
internal static class Stamp
{
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string? Of(DateTimeOffset? time) => time is { } value ? Of(value) : null;

    public static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
