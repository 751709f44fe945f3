using System.Collections.Immutable;
using System.Text.Json;

namespace Signalbox.Core.Providers;

/// <summary>
/// The keys of a blueprint that belong to one provider: one implementation beside each adapter. The reader refuses keys that are not
/// listed, values of another kind and missing required ones; the published schema is made from the same list.
/// </summary>
public interface IProviderSettings
{
    /// <summary>The provider's word in configuration: `process`.</summary>
    string Provider { get; }

    /// <summary>The provider's own keys, beside those that every blueprint has.</summary>
    ImmutableArray<ProviderKey> Keys { get; }

    /// <summary>
    /// Checks what kinds cannot say. Called only when every key is known, of its kind and, where required, there. Pure, quick, calls
    /// nobody.
    /// </summary>
    IEnumerable<ProviderKeyProblem> Validate(IReadOnlyDictionary<string, JsonElement> settings) => [];
}

/// <summary>A key of a provider.</summary>
/// <param name="Name">Unlike every key that all blueprints have.</param>
/// <param name="Kind">What stands behind it.</param>
/// <param name="Description">One or two sentences for authors of configuration; they end in the published schema.</param>
/// <param name="Required">Whether a blueprint of this provider needs it.</param>
public sealed record ProviderKey(string Name, ProviderKeyKind Kind, string Description, bool Required = false);

/// <summary>What stands behind a provider's key, and as what it arrives in the settings.</summary>
public enum ProviderKeyKind
{
    /// <summary>A text that is not empty: a JSON string.</summary>
    Text,

    /// <summary>A whole number of 32 bits: a JSON number.</summary>
    WholeNumber,

    /// <summary>`true` or `false`: a JSON boolean.</summary>
    Boolean,

    /// <summary>A list of texts: a JSON array of strings.</summary>
    TextList,

    /// <summary>Texts by name: a JSON object of strings.</summary>
    TextMap,
}

/// <summary>What a provider has against a value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record ProviderKeyProblem(string Key, string Message);
