using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Signalbox.Http.Problems;

namespace Signalbox.Http.Routes;

/// <summary>Maps a route table onto an ASP.NET Core server.</summary>
public static class RouteMapping
{
    /// <summary>Maps every route, and problems for what is none.</summary>
    /// <param name="app">The server; its own container needs nothing of the product.</param>
    /// <param name="routes">The table.</param>
    /// <param name="services">The product's services.</param>
    /// <param name="ending">The service ends.</param>
    public static void MapSignalbox(this WebApplication app, IEnumerable<Route> routes, IServiceProvider services, CancellationToken ending)
    {
        var door = new RouteDoor(services, ending);
        app.Use(Guarded);
        app.UseRouting();
        foreach (var path in routes.GroupBy(route => route.Pattern, StringComparer.Ordinal))
        {
            foreach (var route in path)
            {
                app.MapMethods(
                    route.Pattern, MethodsOf(route),
                    async (HttpContext http) => await (await door.AnswerAsync(route, http)).ExecuteAsync(http));
            }

            var allowed = string.Join(", ", path.SelectMany(MethodsOf));
            app.Map(path.Key, (HttpContext http) => Refusals.WrongMethod(http.Request.Method, allowed).ToResult().ExecuteAsync(http))
                .WithOrder(1); // behind the methods that there are
        }

        app.MapFallback("{**path}", (HttpContext http) => Refusals.UnknownRoute(http.Request.Path).ToResult().ExecuteAsync(http));
    }

    private static string[] MethodsOf(Route route) => route.Method == "GET" ? ["GET", "HEAD"] : [route.Method];

    // Of every answer, whatever made it.
    private static Task Guarded(HttpContext http, RequestDelegate next)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.XFrameOptions = "DENY";
        return next(http);
    }
}
