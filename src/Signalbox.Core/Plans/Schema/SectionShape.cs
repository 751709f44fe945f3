using System.Text.Json.Nodes;
using Signalbox.Core.Plans.Sources;

namespace Signalbox.Core.Plans.Schema;

/// <summary>A map whose keys are known.</summary>
/// <param name="noun">What it is called in messages: `a stage`.</param>
/// <param name="keys">The keys, in the order in which they are documented.</param>
/// <param name="build">Makes the value. Keys that were wrong have their defaults.</param>
/// <param name="definition">The name under which the JSON Schema defines it once; absent: in place.</param>
internal sealed class SectionShape<T>(string noun, IReadOnlyList<Key> keys, Func<Section, T> build, string? definition = null) : Shape<T>
{
    private readonly Dictionary<string, Key> known = keys.ToDictionary(key => key.Name, StringComparer.Ordinal);

    /// <summary>The value of an empty map.</summary>
    public T Default => build(new Section(new MapNode(default, [], size: 1)));

    /// <summary>The names of all keys.</summary>
    public IReadOnlyCollection<string> Names => known.Keys;

    public override bool TryRead(Node node, ProblemList problems, out T value)
    {
        value = default!;
        if (ReadKeys(node, problems) is not { } section) return false;
        foreach (var other in section.Others)
            problems.AddUnknown(other.Key.Place, $"unknown key '{other.Key.Value}' in {noun}", other.Key.Value, Names);
        var complete = CheckRequired(section, problems);
        if (complete) value = build(section);
        return complete;
    }

    /// <summary>Reads the known keys and leaves the others to the caller; null when it is no map.</summary>
    public Section? ReadKeys(Node node, ProblemList problems)
    {
        if (node is not MapNode map)
        {
            problems.Add(node.Place, $"expected {noun}, which is a map, found {node.Found}");
            return null;
        }

        var section = new Section(node);
        foreach (var entry in map.Entries)
        {
            if (known.TryGetValue(entry.Key.Value, out var key)) key.Read(entry.Value, problems, section);
            else section.Others.Add(entry);
        }

        return section;
    }

    /// <summary>The keys as JSON Schema, open or closed at the caller's choice.</summary>
    public JsonObject DescribeKeys(SchemaDefinitions definitions)
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(keys.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)key.Describe(definitions)))),
        };
        if (keys.Any(key => key.Required))
            schema["required"] = new JsonArray([.. keys.Where(key => key.Required).Select(key => (JsonNode)key.Name)]);
        return schema;
    }

    public override JsonObject Describe(SchemaDefinitions definitions)
    {
        return definition is null ? Closed() : definitions.Reference(definition, Closed);

        JsonObject Closed()
        {
            var schema = DescribeKeys(definitions);
            schema["additionalProperties"] = false;
            return schema;
        }
    }

    private bool CheckRequired(Section section, ProblemList problems)
    {
        foreach (var key in keys.Where(key => key.Required && !section.Has(key)))
            problems.Add(section.Place, $"{noun} needs the key '{key.Name}'");
        return keys.All(key => !key.Required || (section.Has(key) && !section.IsSpoilt(key)));
    }
}
