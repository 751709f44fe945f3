using System.Text.Json.Serialization;
using Signalbox.Core.Results;

namespace Signalbox.Embedded.Files;

/// <summary>How pointer files are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ResultRun)), JsonSerializable(typeof(ResultAddress))]
internal sealed partial class PointerJson : JsonSerializerContext;
