using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Signalbox.Core.Failures;
using Signalbox.Core.Forges;
using Signalbox.Http.Problems;
using Signalbox.Http.Trust;

namespace Signalbox.Http.Routes;

/// <summary>
/// Runs a route for a request, the same in every host: who may, how much, how long, and what becomes of what goes wrong.
/// </summary>
/// <param name="services">The product's.</param>
/// <param name="ending">The service ends: answers that follow something end with it.</param>
public sealed partial class RouteDoor(IServiceProvider services, CancellationToken ending)
{
    private readonly Gate gate = services.GetRequiredService<Gate>();
    private readonly TimeProvider time = services.GetRequiredService<TimeProvider>();
    private readonly ILogger logger = services.GetRequiredService<ILogger<RouteDoor>>();

    /// <summary>The answer, ready to be executed. Throws only what ends the request itself.</summary>
    public async Task<IResult> AnswerAsync(Route route, HttpContext http)
    {
        var admission = gate.Admit(route, http.Request);
        if (admission.Problem is { } problem) return Tell(route, http, problem, admission.Caller);
        if (Measure(route, http) is { } tooLarge) return Tell(route, http, tooLarge, admission.Caller);

        using var late = route.Timeout is { } limit ? new CancellationTokenSource(limit, time) : new();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, late.Token);
        try
        {
            var call = new RouteCall
            {
                Route = route,
                Http = http,
                Caller = admission.Caller,
                Services = services,
                Stop = route.Timeout is null ? ending : stop.Token,
                Path = PathValues.Read(route.Pattern, http.Request),
            };
            var result = await route.Handle(call);
            if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
                Log.Acted(logger, route.Name, (result as IStatusCodeHttpResult)?.StatusCode ?? 200, admission.Caller.Name);
            return result;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return Tell(route, http, Refusals.TimedOut(route.Timeout!.Value), admission.Caller);
        }
        catch (Exception error) when (error is not OperationCanceledException || !http.RequestAborted.IsCancellationRequested)
        {
            return Tell(route, http, Translate(route, error), admission.Caller);
        }
    }

    private static Problem? Measure(Route route, HttpContext http)
    {
        // Kestrel counts what is read, also where no length was sent.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = route.LargestBody;
        return http.Request.ContentLength > route.LargestBody ? Refusals.TooLarge(route.LargestBody) : null;
    }

    private Problem Translate(Route route, Exception error)
    {
        switch (error)
        {
            case RequestRefusedException refused: return refused.Problem;
            case BadHttpRequestException { StatusCode: 413 }: return Refusals.TooLarge(route.LargestBody);
            case BadHttpRequestException bad: return Refusals.Malformed("body", bad.Message) with { Status = bad.StatusCode };
            case ForgeException forge:
                Log.Unavailable(logger, forge, route.Name);
                return Refusals.Unavailable(forge.Message);
            case EventLogException or CoordinationException or ObjectDisposedException or OperationCanceledException:
                Log.Unavailable(logger, error, route.Name);
                return Refusals.Unavailable("Its state cannot be read or written at the moment. Asking again does no harm.");
            default:
                var trace = Activity.Current?.TraceId.ToHexString() ?? ActivityTraceId.CreateRandom().ToHexString();
                Log.Failed(logger, error, route.Name, trace);
                return Refusals.Internal(trace);
        }
    }

    private IResult Tell(Route route, HttpContext http, Problem problem, Caller caller)
    {
        if (problem.Status is 401 or 403) Log.Refused(
            logger, route.Name, problem.Status, caller.Name, http.Connection.RemoteIpAddress?.ToString() ?? "?");
        return problem.ToResult();
    }

    private static partial class Log
    {
        [LoggerMessage(4101, LogLevel.Information, "{Route} answered {Status} to {Caller}")]
        public static partial void Acted(ILogger logger, string route, int status, string caller);

        [LoggerMessage(4102, LogLevel.Warning, "{Route} refused with {Status}: {Caller} from {Address}")]
        public static partial void Refused(ILogger logger, string route, int status, string caller, string address);

        [LoggerMessage(4103, LogLevel.Warning, "{Route} could not be carried out")]
        public static partial void Unavailable(ILogger logger, Exception error, string route);

        [LoggerMessage(4104, LogLevel.Error, "{Route} failed, trace {Trace}")]
        public static partial void Failed(ILogger logger, Exception error, string route, string trace);
    }
}
