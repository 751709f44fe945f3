using System.Text.Json;
using System.Text.Json.Serialization;

namespace Signalbox.Workflows.Durable;

/// <summary>How payloads between orchestrators, activities and the outside are written: camelCase, absent rather than null, readers tolerate more.</summary>
public static class WorkflowJson
{
    /// <summary>The one set of options.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
