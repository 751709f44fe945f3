using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Signalbox.FakeGitHub.Worlds;

/// <summary>JSON as GitHub writes it: apostrophes, pluses and letters of every alphabet as they are.</summary>
internal static class Wire
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Bytes(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, Relaxed);
}
