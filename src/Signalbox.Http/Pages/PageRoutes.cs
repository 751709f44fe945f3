using Signalbox.Http.Builds;
using Signalbox.Http.Routes;

namespace Signalbox.Http.Pages;

/// <summary>The routes of pages.</summary>
internal static class PageRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        new()
        {
            Name = "build-page", Method = "GET", Pattern = "/builds/{id}", Access = RouteAccess.Read,
            Summary = "The page of a build: stages, tasks, the ends of logs, results.",
            Parameters = [BuildRoutes.Id],
            Answers = [new(200, "The page.", null, "text/html"), new(404, "There is no such build.")],
            Handle = call => call.Use<BuildPages>().ShowAsync(call.Caller, call.Get(BuildRoutes.Id), call.Stop),
        },
    ];
}
