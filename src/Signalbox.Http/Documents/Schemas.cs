using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Signalbox.Core.Builds;
using Signalbox.Core.Changes;

namespace Signalbox.Http.Documents;

/// <summary>The JSON schemas of the API's shapes, each once, by the name of its type.</summary>
internal sealed class Schemas
{
    private static readonly HashSet<Type> Texts = [typeof(BuildId), typeof(RepositoryName), typeof(CommitSha), typeof(ChangeUri)];

    private static readonly JsonSchemaExporterOptions Options = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = Transform,
    };

    /// <summary>Those that were asked for.</summary>
    public JsonObject Components { get; } = [];

    /// <summary>A reference to the schema of a shape.</summary>
    public JsonObject Of(JsonTypeInfo shape)
    {
        var name = shape.Type.Name;
        if (!Components.ContainsKey(name)) Components[name] = Rebase(shape.GetJsonSchemaAsNode(Options), $"#/components/schemas/{name}");
        return new() { ["$ref"] = $"#/components/schemas/{name}" };
    }

    // An identifier is written by a converter, which tells the exporter nothing. What may be null is absent instead, never null.
    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (Texts.Contains(type)) return new JsonObject { ["type"] = "string" };
        if (type == typeof(DateTimeOffset)) return new JsonObject { ["type"] = "string", ["format"] = "date-time" };
        if (schema is not JsonObject known) return schema;
        if (known["type"] is JsonArray types && types.FirstOrDefault(one => (string?)one != "null") is { } only)
            known["type"] = only.DeepClone();
        (known["enum"] as JsonArray)?.Remove(null);
        return known;
    }

    /// <summary>A type that stands in a shape twice is a reference from the shape's root, which is elsewhere in this document.</summary>
    private static JsonNode Rebase(JsonNode node, string root)
    {
        switch (node)
        {
            case JsonObject holder:
                if ((string?)holder["$ref"] is { } reference) holder["$ref"] = root + reference[1..];
                foreach (var (_, child) in holder.ToList())
                {
                    if (child is not null) Rebase(child, root);
                }

                break;
            case JsonArray list:
                foreach (var child in list)
                {
                    if (child is not null) Rebase(child, root);
                }

                break;
        }

        return node;
    }
}
