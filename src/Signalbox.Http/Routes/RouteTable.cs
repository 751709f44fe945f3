using Signalbox.Http.Builds;
using Signalbox.Http.Documents;
using Signalbox.Http.Health;
using Signalbox.Http.Logs;
using Signalbox.Http.Pages;
using Signalbox.Http.Results;

namespace Signalbox.Http.Routes;

/// <summary>Every route of the service, in both hosts. A feature keeps its rows beside its handlers and is named here once.</summary>
public static class RouteTable
{
    /// <summary>The rows.</summary>
    public static IReadOnlyList<Route> All { get; } =
    [
        .. BuildRoutes.All,
        .. EventRoutes.All,
        .. LogRoutes.All,
        .. ResultRoutes.All,
        .. HealthRoutes.All,
        .. DocumentRoutes.All,
        .. PageRoutes.All,
    ];
}
