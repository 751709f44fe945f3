using System.Text.Json;
using Signalbox.Workflows.Durable;

namespace Signalbox.Embedded.Engine.Histories;

/// <summary>What crosses the boundary between orchestrators, activities and the outside; nothing is absent, not `null`.</summary>
internal static class Payload
{
    public static string? Write(object? value) =>
        value is null ? null : JsonSerializer.Serialize(value, value.GetType(), WorkflowJson.Options);

    /// <summary>As the type that was declared, so that a closed family keeps its discriminator.</summary>
    public static string? Write(object? value, Type type) => value is null ? null : JsonSerializer.Serialize(value, type, WorkflowJson.Options);

    public static RawJson? WriteRaw(object? value) => Raw(Write(value));

    public static RawJson? Raw(string? json) => json is null ? null : new RawJson(json);

    public static T? Read<T>(RawJson? json) => json is { Text: var text } ? JsonSerializer.Deserialize<T>(text, WorkflowJson.Options) : default;

    public static object? Read(string? json, Type type) => json is null ? null : JsonSerializer.Deserialize(json, type, WorkflowJson.Options);

    public static JsonElement? Element(string? json)
    {
        if (json is null) return null;
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
