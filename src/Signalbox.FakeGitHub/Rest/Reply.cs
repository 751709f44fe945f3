using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Rest;

/// <summary>An answer before it is written.</summary>
internal sealed record Reply(int Status, JsonNode? Body = null)
{
    private const string Documentation = "https://docs.github.com/rest";

    public Dictionary<string, string> Headers { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Bytes in place of JSON, and their type.</summary>
    public (ReadOnlyMemory<byte> Bytes, string Type)? Raw { get; init; }

    public static Reply Ok(JsonNode body) => new(200, body);

    public static Reply Created(JsonNode body) => new(201, body);

    public static Reply Nothing { get; } = new(204);

    public static Reply NotFound => Of(Refusal.NotFound);

    public static Reply Of(Refusal refusal)
    {
        var body = new JsonObject { ["message"] = refusal.Message };
        if (refusal.Errors.Length > 0)
        {
            body["errors"] = new JsonArray([.. refusal.Errors.Select(JsonNode (error) =>
            {
                var shape = new JsonObject { ["resource"] = error.Resource, ["field"] = error.Field, ["code"] = error.Code };
                if (error.Message is not null) shape["message"] = error.Message;
                return shape;
            })]);
        }

        body["documentation_url"] = Documentation;
        body["status"] = $"{refusal.Status}";
        return new(refusal.Status, body);
    }

    /// <summary>The shape of what came out, or the refusal.</summary>
    public static Reply Of<T>(Result<T> result, Func<T, JsonNode> shape, int status = 200)
        where T : class => result.Value is { } value ? new(status, shape(value)) : Of(result.Refusal!);
}
