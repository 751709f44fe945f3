using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Core.Plans;

namespace Signalbox.Core.Json;

/// <summary>
/// The shapes that leave the product (contract.md, Shapes): what `--json` prints and what the HTTP API answers. camelCase, absent
/// rather than null, times in UTC with milliseconds.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(BuildEvent))]
[JsonSerializable(typeof(BuildView))]
[JsonSerializable(typeof(PlanView))]
public sealed partial class OutsideJson : JsonSerializerContext
{
    /// <summary>
    /// The context to write with: readable text stays readable (`é`, `'`, `+`), since no shape is ever pasted into a page unescaped.
    /// Control characters are escaped all the same.
    /// </summary>
    public static OutsideJson Shapes => field ??=
        new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
