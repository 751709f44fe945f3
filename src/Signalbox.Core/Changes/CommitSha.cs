using System.Text.Json.Serialization;
using Signalbox.Core.Json;

namespace Signalbox.Core.Changes;

/// <summary>The object name of a git commit: 40 (SHA-1) or 64 (SHA-256) hexadecimal digits, lower case.</summary>
[JsonConverter(typeof(ParsableJsonConverter<CommitSha>))]
public readonly record struct CommitSha : IParsable<CommitSha>
{
    private readonly string? value;

    private CommitSha(string value) => this.value = value;

    /// <summary>The digits; the default value has none.</summary>
    public string Value => value ?? "";

    /// <summary>The first seven digits, for people.</summary>
    public string Abbreviated => Value.Length > 7 ? Value[..7] : Value;

    /// <summary>Reads a full object name in either case.</summary>
    /// <exception cref="FormatException">The text is anything else, an abbreviation included.</exception>
    public static CommitSha Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var sha) ? sha : throw new FormatException($"'{s}' is not a commit SHA: 40 or 64 hexadecimal digits.");

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out CommitSha result)
    {
        var right = s is { Length: 40 or 64 } && s.All(char.IsAsciiHexDigit);
        result = right ? new(s!.ToLowerInvariant()) : default;
        return right;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
