using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Signalbox.Core.Plans.Sources;
using Signalbox.Core.Providers;

namespace Signalbox.Core.Plans.Schema;

/// <summary>The keys of a blueprint that belong to its provider.</summary>
internal sealed class ProviderShape(IProviderSettings settings)
{
    private readonly Dictionary<string, Key<JsonElement?>> keys = settings.Keys.ToDictionary(
        key => key.Name,
        key => new Key<JsonElement?>(key.Name, new ProviderValueShape(key.Kind), key.Description, required: key.Required),
        StringComparer.Ordinal);

    /// <summary>The provider's word in configuration.</summary>
    public string Name => settings.Provider;

    /// <summary>Reads what is not among the common keys.</summary>
    public ImmutableSortedDictionary<string, JsonElement> Read(Section section, ProblemList problems, IReadOnlyCollection<string> common)
    {
        var values = new Section(section.Node);
        foreach (var entry in section.Others)
        {
            var name = entry.Key.Value;
            if (keys.TryGetValue(name, out var key)) key.Read(entry.Value, problems, values);
            else problems.AddUnknown(entry.Key.Place, $"unknown key '{name}' in a blueprint of the provider '{Name}'", name, [.. common, .. keys.Keys]);
        }

        var missing = keys.Values.Where(key => key.Required && !values.Has(key)).ToList();
        foreach (var key in missing) problems.Add(section.Place, $"a blueprint of the provider '{Name}' needs the key '{key.Name}'");
        var read = keys.Values
            .Where(key => values.Get(key) is not null)
            .ToImmutableSortedDictionary(key => key.Name, key => values.Get(key)!.Value, StringComparer.Ordinal);
        if (missing.Count > 0 || read.Count < section.Others.Count) return read;

        foreach (var problem in settings.Validate(read))
        {
            var at = section.Others.Find(entry => entry.Key.Value == problem.Key);
            problems.Add(at.Value?.Place ?? section.Place, $"'{problem.Key}': {problem.Message}");
        }

        return read;
    }

    /// <summary>What a blueprint of this provider may have on top.</summary>
    public JsonObject Describe(SchemaDefinitions definitions)
    {
        var condition = new JsonObject { ["properties"] = new JsonObject { ["provider"] = new JsonObject { ["const"] = Name } } };
        if (Name != BlueprintKeys.DefaultProvider) condition["required"] = new JsonArray("provider");
        var own = new JsonObject
        {
            ["properties"] = new JsonObject(keys.Values.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)key.Describe(definitions)))),
        };
        if (keys.Values.Any(key => key.Required))
            own["required"] = new JsonArray([.. keys.Values.Where(key => key.Required).Select(key => (JsonNode)key.Name)]);
        return new() { ["if"] = condition, ["then"] = own };
    }
}
