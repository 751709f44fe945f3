using System.Text.Json.Nodes;

namespace Signalbox.FakeGitHub.GraphQl;

/// <summary>A parsed request: one operation and its fragments.</summary>
internal sealed record GraphDocument(bool IsMutation, IReadOnlyList<GraphSelection> Selections, IReadOnlyDictionary<string, GraphFragment> Fragments);

/// <summary>A named fragment.</summary>
internal sealed record GraphFragment(string Type, IReadOnlyList<GraphSelection> Selections);

/// <summary>What is asked of an object.</summary>
internal abstract record GraphSelection
{
    private GraphSelection()
    {
    }

    /// <summary>A field, under its alias if it has one.</summary>
    public sealed record Field(string Name, string Key, IReadOnlyDictionary<string, GraphValue> Arguments, IReadOnlyList<GraphSelection> Selections) : GraphSelection;

    /// <summary>`...name`.</summary>
    public sealed record Spread(string Name) : GraphSelection;

    /// <summary>`... on Type { }`; without a type it is about all.</summary>
    public sealed record Inline(string? Type, IReadOnlyList<GraphSelection> Selections) : GraphSelection;
}

/// <summary>An argument before its variables are known.</summary>
internal abstract record GraphValue
{
    private GraphValue()
    {
    }

    public abstract JsonNode? With(JsonObject variables);

    public sealed record Variable(string Name) : GraphValue
    {
        public override JsonNode? With(JsonObject variables) => variables[Name]?.DeepClone();
    }

    public sealed record Constant(JsonNode? Node) : GraphValue
    {
        public override JsonNode? With(JsonObject variables) => Node?.DeepClone();
    }

    public sealed record Items(IReadOnlyList<GraphValue> Values) : GraphValue
    {
        public override JsonNode With(JsonObject variables) => new JsonArray([.. Values.Select(one => one.With(variables))]);
    }

    public sealed record Fields(IReadOnlyDictionary<string, GraphValue> Values) : GraphValue
    {
        public override JsonNode With(JsonObject variables) => new JsonObject(Values.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.With(variables))));
    }
}
