using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Signalbox.Workflows.Builds;

namespace Signalbox.Cli.Output;

/// <summary>What `--json` of verbs that act prints: the door's answer, written as `Signalbox.Core.Json.OutsideJson` writes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ActOnBuildResult))]
[JsonSerializable(typeof(PruneResult))]
internal sealed partial class ActJson : JsonSerializerContext
{
    /// <summary>The context to write with: readable text stays readable.</summary>
    public static ActJson Shapes => field ??=
        new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
