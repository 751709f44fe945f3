using System.Text.Json.Serialization;
using Signalbox.Core.Json;

namespace Signalbox.Core.Providers;

/// <summary>The id of one run at a provider, `buildkite://org/pipeline/42`: opaque to all but its adapter.</summary>
[JsonConverter(typeof(ParsableJsonConverter<ProviderBuildId>))]
public readonly record struct ProviderBuildId : IParsable<ProviderBuildId>
{
    private readonly string? value;

    private ProviderBuildId(string value) => this.value = value;

    /// <summary>The text.</summary>
    public string Value => value ?? "";

    /// <summary>The provider's name, which is the scheme.</summary>
    public string Provider => Value[..Math.Max(0, Value.IndexOf("://", StringComparison.Ordinal))];

    /// <summary>Reads `{provider}://{rest}`.</summary>
    /// <exception cref="FormatException">There is no scheme or nothing behind it.</exception>
    public static ProviderBuildId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is not a provider build id: expected provider://id.");

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out ProviderBuildId result)
    {
        var at = s?.IndexOf("://", StringComparison.Ordinal) ?? -1;
        var right = at > 0 && s!.Length > at + 3;
        result = right ? new(s!) : default;
        return right;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
