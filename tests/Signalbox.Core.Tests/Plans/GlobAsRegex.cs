using System.Text.RegularExpressions;

namespace Signalbox.Core.Tests.Plans;

/// <summary>The definition of a glob, said in another way.</summary>
internal static class GlobAsRegex
{
    public static Regex Of(string pattern)
    {
        var text = Regex.Replace(pattern, @"(?<![^/{,])\*\*/|(?<![^/{,])\*\*(?![^},])|\*|\?|\{|\}|,|[^*?{},]", Translate, RegexOptions.None, TimeSpan.FromSeconds(1));
        return new Regex($@"\A(?:{text})\z", RegexOptions.NonBacktracking | RegexOptions.Singleline);
    }

    private static string Translate(Match match) => match.Value switch
    {
        "**/" => "(?:.*/)?",
        "**" => ".*",
        "*" => "[^/]*",
        "?" => "[^/]",
        "{" => "(?:",
        "}" => ")",
        "," => "|",
        var letter => Regex.Escape(letter),
    };
}
