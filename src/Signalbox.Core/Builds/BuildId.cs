using System.Text.Json.Serialization;
using Signalbox.Core.Json;

namespace Signalbox.Core.Builds;

/// <summary>The id of a build: 1 to 64 characters of letters, digits, `.`, `_`, `-`. Also the id of its orchestration instance.</summary>
[JsonConverter(typeof(ParsableJsonConverter<BuildId>))]
public readonly record struct BuildId : IParsable<BuildId>
{
    private readonly string? value;

    private BuildId(string value) => this.value = value;

    /// <summary>The text.</summary>
    public string Value => value ?? "";

    /// <summary>Reads an id that a caller gave.</summary>
    /// <exception cref="FormatException">Empty, too long, or another character; the message says what is allowed.</exception>
    public static BuildId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id)
            ? id
            : throw new FormatException($"'{s}' is not a build id: 1 to 64 letters, digits, '.', '_' or '-', and not only dots.");

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out BuildId result)
    {
        // "." and ".." would be folders of the file system.
        var right = s is { Length: >= 1 and <= 64 } && s.All(IsAllowed) && s.Any(c => c != '.');
        result = right ? new(s!) : default;
        return right;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-';
}
