using System.Text;
using System.Text.Json.Nodes;

namespace Signalbox.FakeGitHub.Tests.Hooks;

/// <summary>A webhook as it came.</summary>
internal sealed record ReceivedWebhook(IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public string Text => Encoding.UTF8.GetString(Body);

    public string Event => Headers["X-GitHub-Event"];

    /// <summary>`pull_request.opened`, or `push`.</summary>
    public string Name => Json["action"] is { } action ? $"{Event}.{action}" : Event;
}
