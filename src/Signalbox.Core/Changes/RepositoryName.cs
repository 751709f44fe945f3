using System.Text.Json.Serialization;
using Signalbox.Core.Json;

namespace Signalbox.Core.Changes;

/// <summary>`owner/name`, as people and the API write it. On disk it comes from the `origin` remote, else it is `local/{directory}`.</summary>
[JsonConverter(typeof(ParsableJsonConverter<RepositoryName>))]
public readonly record struct RepositoryName : IParsable<RepositoryName>
{
    private readonly string? value;

    private RepositoryName(string value) => this.value = value;

    /// <summary>The whole name, `owner/name`.</summary>
    public string Value => value ?? "";

    /// <summary>What stands before the last slash.</summary>
    public string Owner => Value[..Math.Max(0, Value.LastIndexOf('/'))];

    /// <summary>What stands after the last slash.</summary>
    public string Name => Value[(Value.LastIndexOf('/') + 1)..];

    /// <summary>Reads `owner/name`.</summary>
    /// <exception cref="FormatException">There is no slash, an empty part, a control character or a `..`.</exception>
    public static RepositoryName Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var name) ? name : throw new FormatException($"'{s}' is not a repository: expected owner/name.");

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out RepositoryName result)
    {
        var right = s is not null && s.Contains('/') && !s.Any(char.IsControl) && s.Split('/').All(part => part is not ("" or "." or ".."));
        result = right ? new(s!) : default;
        return right;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
