using System.Text;

namespace Signalbox.Embedded.Files;

/// <summary>
/// Any text as a name that every file system takes, and back. Small letters, digits and harmless signs stand as they are; a capital is
/// `^` and its small letter, since some file systems take both for one; anything else is percent-encoded UTF-8. A long name continues
/// inside a folder: `first~/~second`. Two texts never share a name.
/// </summary>
internal static class FileName
{
    private const int LongestPart = 200;
    private const string Harmless = "-_.=,()[]+@!";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly HashSet<string> Devices =
    [
        "con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(n => new[] { $"com{n}", $"lpt{n}" }),
    ];

    /// <summary>The name of a text: a relative path of one part, or of more when it is long.</summary>
    /// <exception cref="ArgumentException">The text is not valid Unicode.</exception>
    public static string Escape(string text)
    {
        if (text.Length == 0) return "%";
        var bytes = Utf8.GetBytes(text);
        var name = new StringBuilder(bytes.Length + 16);
        // A first dot hides the file or names a folder, a last one is dropped by Windows, and a device's name is a device there.
        var device = Devices.Contains(text.Split('.')[0].ToLowerInvariant());
        for (var i = 0; i < bytes.Length; i++) Append(name, bytes[i], edge: i == 0 || i == bytes.Length - 1, escape: device && i == 0);
        return name.Length <= LongestPart
            ? name.ToString()
            : string.Join($"~{Path.DirectorySeparatorChar}~", name.ToString().Chunk(LongestPart).Select(part => new string(part)));
    }

    /// <summary>The text of a name.</summary>
    public static string Unescape(string name)
    {
        var joined = name.Replace($"~{Path.DirectorySeparatorChar}~", "", StringComparison.Ordinal);
        if (joined == "%") return "";
        var bytes = new List<byte>(joined.Length);
        for (var i = 0; i < joined.Length; i++)
        {
            if (joined[i] == '^') bytes.Add((byte)char.ToUpperInvariant(joined[++i]));
            else if (joined[i] == '%') bytes.Add(Convert.FromHexString(joined.AsSpan(i + 1, 2))[0]);
            else bytes.Add((byte)joined[i]);
            if (joined[i] == '%') i += 2;
        }

        return Utf8.GetString([.. bytes]);
    }

    private static void Append(StringBuilder name, byte value, bool edge, bool escape)
    {
        var c = (char)value;
        if (escape || (edge && c == '.')) name.Append('%').Append(Convert.ToHexStringLower([value]));
        else if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || Harmless.Contains(c)) name.Append(c);
        else if (char.IsAsciiLetterUpper(c)) name.Append('^').Append(char.ToLowerInvariant(c));
        else name.Append('%').Append(Convert.ToHexStringLower([value]));
    }
}
