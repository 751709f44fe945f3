using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Core.Json;
using Signalbox.Http.Builds;
using Signalbox.Http.Health;
using Signalbox.Http.Logs;
using Signalbox.Http.Problems;

namespace Signalbox.Http.Json;

/// <summary>
/// The JSON of the HTTP API: the shapes of contract.md, and what surrounds them. Reading is strict: no key twice, 32
/// levels.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = 32,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(BuildView))]
[JsonSerializable(typeof(BuildEvent))]
[JsonSerializable(typeof(BuildList))]
[JsonSerializable(typeof(BuildEvents))]
[JsonSerializable(typeof(FeedPage))]
[JsonSerializable(typeof(StartBuild))]
[JsonSerializable(typeof(BuildReference))]
[JsonSerializable(typeof(Liveness))]
[JsonSerializable(typeof(Readiness))]
[JsonSerializable(typeof(LogPiece))]
[JsonSerializable(typeof(ProblemBody))]
public sealed partial class HttpJson : JsonSerializerContext
{
    /// <summary>The context to read and write with. Readable text stays readable, as in <see cref="OutsideJson.Shapes"/>.</summary>
    public static HttpJson Shapes => field ??= new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowDuplicateProperties = false,
    });
}
