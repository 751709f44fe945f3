using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Signalbox.Http.Json;
using Signalbox.Http.Routes;

namespace Signalbox.Http.Documents;

/// <summary>The route table as an OpenAPI 3.1 document: made of it, so that it cannot say anything else.</summary>
public static class OpenApiDocument
{
    /// <summary>The document of <see cref="RouteTable.All"/>.</summary>
    public static string Text => field ??= Of(RouteTable.All).ToJsonString(HttpJson.Shapes.Options);

    /// <summary>The document of routes. Pages are for people and stand in none.</summary>
    public static JsonObject Of(IEnumerable<Route> routes)
    {
        var schemas = new Schemas();
        var paths = new JsonObject();
        foreach (var path in routes.Where(route => route.Pattern.StartsWith("/api/", StringComparison.Ordinal)).GroupBy(
            PathOf, StringComparer.Ordinal))
        {
            var item = new JsonObject();
#pragma warning disable CA1308 // OpenAPI writes methods in lower case.
            foreach (var route in path) item[route.Method.ToLowerInvariant()] = Operation(route, schemas);
#pragma warning restore CA1308
            paths[path.Key] = item;
        }

        return new()
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "Signalbox",
                ["version"] = Version,
                ["description"] =
                    "Builds of changes. Values in paths are percent-encoded as one segment each. Errors are RFC 9457 problem details.",
            },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas.Components,
                ["securitySchemes"] = new JsonObject { ["token"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" } },
            },
        };
    }

    private static string? Version => typeof(OpenApiDocument).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

    private static string PathOf(Route route) => route.Pattern.Replace("{**", "{", StringComparison.Ordinal);

    private static JsonObject Operation(Route route, Schemas schemas)
    {
        var operation = new JsonObject { ["operationId"] = route.Name, ["summary"] = route.Summary };
        if (route.Parameters.Count > 0) operation["parameters"] = new JsonArray([.. route.Parameters.Select(Describe)]);
        if (route.Body is { } body)
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Json(schemas.Of(body)) };
        var responses = new JsonObject();
        foreach (var answer in route.Answers) responses[answer.Status.ToString(CultureInfo.InvariantCulture)] = Describe(answer, schemas);
        responses["default"] = new JsonObject { ["description"] = "A problem.", ["content"] = Problem(schemas) };
        operation["responses"] = responses;
        // An empty requirement beside the token: on this machine alone, without tokens, none is asked for.
        if (route.Access is not (RouteAccess.Open or RouteAccess.Signature))
            operation["security"] = new JsonArray(new JsonObject { ["token"] = new JsonArray() }, new JsonObject());
        return operation;
    }

    private static JsonObject Describe(Parameter parameter)
    {
        var described = new JsonObject
        {
            ["name"] = parameter.Name,
            ["in"] = parameter.Place == ParameterPlace.Path ? "path" : "query",
            ["description"] = parameter.Summary,
            ["schema"] = parameter.Schema(),
        };
        if (parameter.Place == ParameterPlace.Path) described["required"] = true;
        return described;
    }

    private static JsonObject Describe(Answer answer, Schemas schemas)
    {
        var described = new JsonObject { ["description"] = answer.Summary };
        var content = answer.Body is { } body ? Json(schemas.Of(body)) : [];
        foreach (var type in answer.ContentTypes) content[type] = new JsonObject();
        if (content.Count == 0 && answer.Status >= 400) content = Problem(schemas);
        if (content.Count > 0) described["content"] = content;
        return described;
    }

    private static JsonObject Json(JsonObject schema) => new() { ["application/json"] = new JsonObject { ["schema"] = schema } };

    private static JsonObject Problem(Schemas schemas) =>
        new() { ["application/problem+json"] = new JsonObject { ["schema"] = schemas.Of(HttpJson.Shapes.ProblemBody) } };
}
