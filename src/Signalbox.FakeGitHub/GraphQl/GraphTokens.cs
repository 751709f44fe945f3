using System.Text.RegularExpressions;

namespace Signalbox.FakeGitHub.GraphQl;

/// <summary>The words and signs of a GraphQL request, in order.</summary>
internal sealed partial class GraphTokens
{
    private readonly List<string> tokens = [];
    private int next;

    public GraphTokens(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var match = Token().Match(text, at);
            if (!match.Success) throw new FormatException($"Parse error on \"{text[at]}\" at {at}");
            if (match.Groups["token"].Success) tokens.Add(match.Groups["token"].Value);
            at += match.Length;
        }
    }

    /// <summary>The next one; empty at the end.</summary>
    public string Peek => next < tokens.Count ? tokens[next] : "";

    public string Take() => next < tokens.Count ? tokens[next++] : throw new FormatException("Unexpected end of document");

    public bool TakeIf(string token)
    {
        if (Peek != token) return false;
        next++;
        return true;
    }

    public void Expect(string token)
    {
        if (Take() is var found && found != token) throw new FormatException($"Parse error on \"{found}\": expected \"{token}\"");
    }

    public string Name() =>
        Take() is var token && (char.IsAsciiLetter(token[0]) || token[0] == '_') ? token : throw new FormatException($"Parse error on \"{token}\": expected a name");

    // Names, numbers, texts, `...`, signs; blanks, commas and comments mean nothing.
    [GeneratedRegex(
        """\G(?:[\s,\uFEFF]+|\#[^\n]*|(?<token>[A-Za-z_]\w*|-?\d+(\.\d+)?([eE][+-]?\d+)?|"(\\.|[^"\\\n])*"|\.\.\.|[{}()\[\]:!$=@|&]))""",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex Token();
}
