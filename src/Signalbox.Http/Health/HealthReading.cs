using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Signalbox.Http.Json;

namespace Signalbox.Http.Health;

/// <summary>Liveness and readiness, for service managers and load balancers.</summary>
public sealed partial class HealthReading(IEnumerable<IDependency> dependencies, TimeProvider time, ILogger<HealthReading> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>That the process answers.</summary>
    public static IResult Live() => TypedResults.Json(new Liveness("ok"), HttpJson.Shapes.Liveness);

    /// <summary>That all it needs works.</summary>
    public async Task<IResult> ReadyAsync(CancellationToken stop)
    {
        var states = await Task.WhenAll(dependencies.Select(one => StateAsync(one, stop)));
        var ready = states.All(state => state.Works);
        return TypedResults.Json(
            new Readiness(ready ? "ready" : "not_ready", states.ToDictionary(
                state => state.Name, state => state.Works ? "ok" : "failing", StringComparer.Ordinal)),
            HttpJson.Shapes.Readiness,
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private async Task<(string Name, bool Works)> StateAsync(IDependency dependency, CancellationToken stop)
    {
        try
        {
            await dependency.CheckAsync(stop).WaitAsync(Patience, time, stop);
            return (dependency.Name, true);
        }
#pragma warning disable CA1031 // Whatever is wrong with it is what was asked for.
        catch (Exception error) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.Failing(logger, error, dependency.Name);
            return (dependency.Name, false);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4201, LogLevel.Warning, "Not ready: {Dependency} fails")]
        public static partial void Failing(ILogger logger, Exception error, string dependency);
    }
}
