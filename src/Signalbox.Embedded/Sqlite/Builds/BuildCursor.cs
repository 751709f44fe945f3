using System.Globalization;
using Signalbox.Core.Builds;

namespace Signalbox.Embedded.Sqlite.Builds;

/// <summary>A place in the list of builds: behind the build of that time and id.</summary>
internal readonly record struct BuildCursor(long CreatedAt, string Id)
{
    /// <summary>Before the newest build.</summary>
    public static readonly BuildCursor Start = new(long.MaxValue, "");

    /// <exception cref="FormatException">The text is no cursor of ours.</exception>
    public static BuildCursor Parse(string? text)
    {
        if (text is null) return Start;
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && long.TryParse(text.AsSpan(0, dash), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var ticks)
            ? new(ticks, text[(dash + 1)..])
            : throw new FormatException($"'{text}' is not a cursor of the list of builds: pass on what `next` said.");
    }

    /// <summary>Makes a page of rows that were read with one more than its limit.</summary>
    public static BuildPage Page(List<BuildHead> heads, int limit)
    {
        if (heads.Count <= limit) return new(heads, null);
        heads.RemoveRange(limit, heads.Count - limit);
        return new(heads, $"{heads[^1].CreatedAt.UtcTicks:x}-{heads[^1].Id}");
    }
}
