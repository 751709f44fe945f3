using System.Text.RegularExpressions;

namespace Signalbox.Core.Plans.Schema;

/// <summary>The texts that configuration knows.</summary>
internal static class Texts
{
    /// <summary>Letters of a name that would make a task's name ambiguous or a filter of them impossible.</summary>
    private const string Reserved = "[]*?\\";

    public static TextShape Any { get; } = new("a text", mayBeEmpty: true);

    public static TextShape NotEmpty { get; } = new("a text");

    public static TextShape Name { get; } = new("a name", CheckName, @"^[^\[\]*?\\\u0000-\u001F]{1,200}$");

    public static TextShape Variable { get; } = new(
        "the name of a variable",
        text => IsWord(text, allowed: "_") && !char.IsAsciiDigit(text[0])
            ? null
            : $"'{text}' is not the name of a variable: letters, digits and '_', no digit first",
        "^[A-Za-z_][A-Za-z0-9_]*$");

    public static TextShape MatrixKey { get; } = new(
        "the name of a matrix key",
        text => IsWord(text, allowed: "_-") && char.IsAsciiLetter(text[0])
            ? null
            : $"'{text}' is not the name of a matrix key: letters, digits, '_' and '-', a letter first",
        "^[A-Za-z][A-Za-z0-9_-]*$");

    public static TextShape MatrixValue { get; } = new(
        "a text",
        text => text.Any(c => c is '[' or ']' or ',' || char.IsControl(c))
            ? "a matrix value has no '[', ']', ',' and no control characters, since it is part of the task's name"
            : null,
        @"^[^\[\],\u0000-\u001F]+$");

    public static TextShape Pattern { get; } = new("a glob such as src/**", text =>
        Glob.TryParse(text, out _, out var error) ? null : error);

    public static TextShape Title { get; } = new("a regular expression", CheckExpression, mayBeEmpty: true);

    private static string? CheckName(string text)
    {
        if (text.Length > 200) return $"a name of {text.Length} characters; at most 200 are allowed";
        if (string.IsNullOrWhiteSpace(text)) return "the name is empty";
        if (text.Any(c => Reserved.Contains(c) || char.IsControl(c)))
            return $"the name '{text.ReplaceLineEndings(" ")}' has one of {string.Join(' ', Reserved.ToArray())} or a control character";
        // Names become addresses of logs and files.
        return text.Split('/').Any(part => part is "" or "." or ".." || part != part.Trim())
            ? $"the name '{text}' has an empty part, a '.' or '..' part, or a space at a part's end"
            : null;
    }

    private static string? CheckExpression(string text)
    {
        if (text.Length > 500) return $"a regular expression of {text.Length} characters; at most 500 are allowed";
        try
        {
            // Linear in the title's length, whatever is written here: titles come from strangers.
            _ = new Regex(text, RegexOptions.NonBacktracking);
            return null;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return $"not a regular expression that can be used: {error.Message}";
        }
    }

    private static bool IsWord(string text, string allowed) => text.All(c => char.IsAsciiLetterOrDigit(c) || allowed.Contains(c));
}
