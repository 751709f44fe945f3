using Microsoft.AspNetCore.Http;
using Signalbox.Http.Routes;

namespace Signalbox.Http.Documents;

/// <summary>The route of the description of all routes.</summary>
internal static class DocumentRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        new()
        {
            Name = "openapi", Method = "GET", Pattern = "/api/openapi.json", Access = RouteAccess.Open,
            Summary = "This description, OpenAPI 3.1.",
            Answers = [new(200, "The document.", null, "application/json")],
            Handle = _ => Task.FromResult<IResult>(TypedResults.Text(OpenApiDocument.Text, "application/json; charset=utf-8")),
        },
    ];
}
