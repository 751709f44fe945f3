using System.Text.Json.Serialization;
using Signalbox.Core.Providers;

namespace Signalbox.Embedded.Sqlite;

/// <summary>How the details of rows are written: camelCase, absent rather than null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProviderStatus))]
internal sealed partial class StoreJson : JsonSerializerContext;
