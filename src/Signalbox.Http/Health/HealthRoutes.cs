using Signalbox.Http.Json;
using Signalbox.Http.Routes;

namespace Signalbox.Http.Health;

/// <summary>The routes of health.</summary>
internal static class HealthRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        new()
        {
            Name = "health", Method = "GET", Pattern = "/api/health", Access = RouteAccess.Open,
            Summary = "Says that the process answers.",
            Answers = [new(200, "It does.", HttpJson.Shapes.Liveness)],
            Handle = _ => Task.FromResult(HealthReading.Live()),
        },
        new()
        {
            Name = "ready", Method = "GET", Pattern = "/api/ready", Access = RouteAccess.Open,
            Summary = "Says whether the service can do its work, with the state of each thing that it needs.",
            Answers = [new(200, "It can.", HttpJson.Shapes.Readiness), new(503, "It cannot.", HttpJson.Shapes.Readiness)],
            Handle = call => call.Use<HealthReading>().ReadyAsync(call.Stop),
        },
    ];
}
