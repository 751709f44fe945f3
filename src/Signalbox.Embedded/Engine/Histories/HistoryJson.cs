using System.Text.Json;
using System.Text.Json.Serialization;

namespace Signalbox.Embedded.Engine.Histories;

/// <summary>How histories are written: one line each, absent rather than null.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(HistoryHeader)), JsonSerializable(typeof(HistoryTurn)), JsonSerializable(typeof(HistoryEvent))]
internal sealed partial class HistoryJson : JsonSerializerContext
{
    public static string Write(HistoryTurn turn) => JsonSerializer.Serialize(turn, Default.HistoryTurn);

    public static string Write(HistoryHeader header) => JsonSerializer.Serialize(header, Default.HistoryHeader);

    public static string Write(HistoryEvent message) => JsonSerializer.Serialize(message, Default.HistoryEvent);

    public static HistoryTurn ReadTurn(string json) => JsonSerializer.Deserialize(json, Default.HistoryTurn)!;

    public static HistoryHeader ReadHeader(string json) => JsonSerializer.Deserialize(json, Default.HistoryHeader)!;

    public static HistoryEvent ReadEvent(string json) => JsonSerializer.Deserialize(json, Default.HistoryEvent)!;
}
