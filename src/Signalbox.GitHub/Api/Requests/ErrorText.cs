using System.Text.Json;
using System.Text.RegularExpressions;

namespace Signalbox.GitHub.Api.Requests;

/// <summary>GitHub's own words of why it refuses: `{ message, errors: [ { message, resource, field, code } | text ] }`.</summary>
internal static partial class ErrorText
{
    private const int Longest = 500;

    /// <summary>Some sentence, whatever the body is; without tokens, should a server or a proxy show us ours.</summary>
    public static string Of(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Clean(string.Join("; ", Parts(document.RootElement)));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter: text with a lone surrogate
        {
            return "";
        }
    }

    /// <summary>A text without what looks like a token, on one line, and short.</summary>
    public static string Clean(string text)
    {
        var safe = string.Concat(Token().Replace(text, "***").Select(c => char.IsControl(c) ? ' ' : c));
        return safe.Length <= Longest ? safe : safe[..Longest] + "…";
    }

    private static IEnumerable<string> Parts(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) yield break;
        if (Text(root, "message") is { } message) yield return message;
        if (!root.TryGetProperty("errors", out var errors) || errors.ValueKind != JsonValueKind.Array) yield break;
        foreach (var error in errors.EnumerateArray())
        {
            if (error.ValueKind == JsonValueKind.String) yield return error.GetString()!;
            else if (Text(error, "message") is { } detail) yield return detail;
            else if (Text(error, "code") is { } code) yield return $"{Text(error, "resource")}.{Text(error, "field")} {code}".TrimStart('.');
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    // Installation, user and personal tokens in the old and the new, dotted form, and the JWTs of the App.
    [GeneratedRegex(@"(gh[a-z]_|github_pat_)[A-Za-z0-9._]{10,}|eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
