using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Apps;
using Signalbox.FakeGitHub.GraphQl;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Rest;

/// <summary>`POST /graphql`: 200 whatever comes of it, with `errors[]`.</summary>
internal static class GraphRoutes
{
    public static void AddTo(RouteTable routes, RateLimits limits) => routes.Post("/graphql", Access.Anybody, async call =>
    {
        if (call.Caller is Caller.Stranger or Caller.AppItself) return Reply.Of(new Refusal(401, "This endpoint requires you to be authenticated."));
        if (call.Text("query") is not { } text) return Failed("A query attribute must be specified and must be a string.");
        GraphDocument document;
        try
        {
            document = GraphParser.Parse(text);
        }
        catch (FormatException error)
        {
            return Failed(error.Message);
        }

        var graph = new Graph(call.World, call.Caller, limits.Of(call.Caller, "graphql"), call.Cancelled);
        var variables = call.Body["variables"] as JsonObject ?? [];
        return Reply.Ok(await new GraphExecution(document, variables).RunAsync(document.IsMutation ? graph.Mutation() : graph.Query()));
    });

    private static Reply Failed(string message) => Reply.Ok(new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["message"] = message }) });
}
