using System.Text.Json.Serialization;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Core.Plans;
using Signalbox.Core.Providers;

namespace Signalbox.Embedded.Sqlite;

/// <summary>How the details of rows are written: camelCase, absent rather than null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProviderStatus)), JsonSerializable(typeof(BuildRequest)), JsonSerializable(typeof(BuildHead))]
[JsonSerializable(typeof(BuildTask)), JsonSerializable(typeof(PlannedTask)), JsonSerializable(typeof(BuildEvent))]
internal sealed partial class StoreJson : JsonSerializerContext;
