using System.Globalization;

namespace Signalbox.FakeGitHub.Repositories;

/// <summary>Who and when, in a commit.</summary>
internal sealed record GitSignature(string Name, string Email, DateTimeOffset Date)
{
    public string DateArgument => string.Create(CultureInfo.InvariantCulture, $"@{Date.ToUnixTimeSeconds()} +0000");

    /// <summary>Reads `Ada &lt;ada@example.org&gt; 1795176000 +0100`.</summary>
    public static GitSignature Parse(string line)
    {
        var open = line.IndexOf('<', StringComparison.Ordinal);
        var close = line.LastIndexOf('>');
        var seconds = line[(close + 2)..].Split(' ')[0];
        return new(
            line[..Math.Max(0, open - 1)], line[(open + 1)..close], DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture)));
    }
}
