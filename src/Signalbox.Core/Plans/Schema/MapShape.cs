using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Signalbox.Core.Plans.Sources;

namespace Signalbox.Core.Plans.Schema;

/// <summary>Values by names that the author chooses, in the order of the file.</summary>
internal sealed class MapShape<T>(TextShape key, Shape<T> item) : Shape<ImmutableArray<KeyValuePair<Located<string>, T>>>
{
    public override bool TryRead(Node node, ProblemList problems, out ImmutableArray<KeyValuePair<Located<string>, T>> value)
    {
        value = [];
        if (node is not MapNode map)
        {
            problems.Add(node.Place, $"expected a map, found {node.Found}");
            return false;
        }

        var read = ImmutableArray.CreateBuilder<KeyValuePair<Located<string>, T>>(map.Entries.Count);
        foreach (var entry in map.Entries)
        {
            // A wrong name stays a name, so that what refers to it is not called unknown on top.
            key.TryRead(new ScalarNode(entry.Key.Place, entry.Key.Value, plain: false), problems, out _);
            if (item.TryRead(entry.Value, problems, out var one)) read.Add(new(entry.Key, one));
        }

        value = read.DrainToImmutable();
        return true;
    }

    public override JsonObject Describe(SchemaDefinitions definitions)
    {
        var names = key.Describe(definitions);
        names.Remove("type");
        return new() { ["type"] = "object", ["propertyNames"] = names, ["additionalProperties"] = item.Describe(definitions) };
    }
}
