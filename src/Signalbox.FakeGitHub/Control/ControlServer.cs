using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Control;

/// <summary>
/// The script surface over HTTP, for who plays with it by hand: `GET /_control` says what there is and what can be done, and
/// `POST /_control/{deed}` with a JSON object does it. JSON alone is taken, so that no page of the web can post a form here.
/// </summary>
internal sealed class ControlServer(Deeds deeds)
{
    public const string Root = "/_control";

    public async Task AnswerAsync(HttpContext context)
    {
        var name = context.Request.Path.Value![Root.Length..].Trim('/');
        var (status, body) = (context.Request.Method, name) switch
        {
            ("GET", "") => (200, deeds.Describe()),
            ("POST", _) when !context.Request.HasJsonContentType() => (415, Message("Send a JSON object as application/json.")),
            ("POST", _) => await DoAsync(context, name),
            _ => (404, Message($"GET {Root} lists what can be done; POST {Root}/{{deed}} does it.")),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(Wire.Bytes(body), context.RequestAborted);
    }

    private async Task<(int Status, JsonNode Body)> DoAsync(HttpContext context, string name)
    {
        if (!deeds.Names.Contains(name)) return (404, Message($"There is no deed '{name}'; there are: {string.Join(", ", deeds.Names)}."));
        try
        {
            var body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) as JsonObject;
            return body is null ? (400, Message("Send a JSON object.")) : (200, await deeds.DoAsync(name, body));
        }
        catch (JsonException error)
        {
            return (400, Message($"This is no JSON: {error.Message}"));
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or FormatException)
        {
            // What the script surface throws is for whoever wrote the script.
            return (422, Message(error.Message));
        }
    }

    private static JsonObject Message(string text) => new() { ["message"] = text };
}
