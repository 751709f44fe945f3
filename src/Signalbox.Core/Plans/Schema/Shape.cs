using System.Text.Json.Nodes;
using Signalbox.Core.Plans.Sources;

namespace Signalbox.Core.Plans.Schema;

/// <summary>
/// What may stand somewhere in a configuration: the one description that the reader, the messages and the published JSON Schema share.
/// </summary>
internal abstract class Shape<T>
{
    /// <summary>Reads a value. False: it is wrong, and the problem was added.</summary>
    public abstract bool TryRead(Node node, ProblemList problems, out T value);

    /// <summary>The shape as JSON Schema.</summary>
    public abstract JsonObject Describe(SchemaDefinitions definitions);

    /// <summary>A default as it would be written; absent where there is nothing worth showing.</summary>
    public virtual JsonNode? Show(T value) => null;
}

/// <summary>The named parts of a JSON Schema, collected while it is described.</summary>
internal sealed class SchemaDefinitions
{
    public JsonObject All { get; } = [];

    /// <summary>A reference to a definition, which is made at its first use.</summary>
    public JsonObject Reference(string name, Func<JsonObject> describe)
    {
        if (!All.ContainsKey(name)) All[name] = describe();
        return new() { ["$ref"] = $"#/$defs/{name}" };
    }
}
