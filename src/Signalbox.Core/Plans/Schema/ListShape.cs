using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Signalbox.Core.Plans.Sources;

namespace Signalbox.Core.Plans.Schema;

/// <summary>A list.</summary>
/// <param name="item">What each item is.</param>
/// <param name="noun">What an item is called in messages.</param>
/// <param name="identity">What must be unique among items; absent: anything may stand twice.</param>
/// <param name="least">The fewest items.</param>
internal sealed class ListShape<T>(Shape<T> item, string noun, Func<T, string>? identity = null, int least = 0) : Shape<ImmutableArray<T>>
{
    public override bool TryRead(Node node, ProblemList problems, out ImmutableArray<T> value)
    {
        value = [];
        if (node is not ListNode list)
        {
            problems.Add(node.Place, $"expected a list, found {node.Found}");
            return false;
        }

        if (list.Items.Count < least) problems.Add(node.Place, $"the list needs at least one {noun}");
        var read = ImmutableArray.CreateBuilder<T>(list.Items.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var child in list.Items)
        {
            if (!item.TryRead(child, problems, out var one)) continue;
            if (identity is null || seen.Add(identity(one))) read.Add(one);
            else problems.Add(child.Place, $"duplicate {noun} '{identity(one)}'");
        }

        value = read.DrainToImmutable();
        return true;
    }

    public override JsonObject Describe(SchemaDefinitions definitions)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = item.Describe(definitions) };
        if (least > 0) schema["minItems"] = least;
        return schema;
    }

    public override JsonNode? Show(ImmutableArray<T> value) =>
        value.IsDefault ? null : new JsonArray([.. value.Select(one => item.Show(one))]);
}

/// <summary>A value that keeps its place.</summary>
internal sealed class LocatedShape<T>(Shape<T> shape) : Shape<Located<T>>
{
    public override bool TryRead(Node node, ProblemList problems, out Located<T> value)
    {
        var right = shape.TryRead(node, problems, out var read);
        value = new(read, node.Place);
        return right;
    }

    public override JsonObject Describe(SchemaDefinitions definitions) => shape.Describe(definitions);

    public override JsonNode? Show(Located<T> value) => shape.Show(value.Value);
}
