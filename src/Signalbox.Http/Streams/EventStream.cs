using System.Net.ServerSentEvents;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Signalbox.Http.Streams;

/// <summary>
/// Server-sent events, as the WHATWG specification has them, until they end, the client goes or the service ends. A client that was cut
/// off says with `Last-Event-ID` where it was.
/// </summary>
/// <param name="items">Makes the events.</param>
/// <param name="ending">The service ends.</param>
public sealed class EventStream(Func<CancellationToken, IAsyncEnumerable<SseItem<string>>> items, CancellationToken ending)
    : IResult, IContentTypeHttpResult
{
    /// <summary>The content type.</summary>
    public const string MediaType = "text/event-stream";

    /// <inheritdoc/>
    public string ContentType => MediaType;

    /// <summary>Whether the client asks for a stream.</summary>
    public static bool IsWanted(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(
            one => one.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase) && one.Quality is not 0);

    /// <summary>The place after which a client that comes back goes on; null for one that comes for the first time.</summary>
    public static string? LastSeen(HttpRequest request) => request.Headers["Last-Event-ID"] is [{ Length: > 0 } id] ? id : null;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-cache, no-store";
        response.Headers["X-Accel-Buffering"] = "no"; // for a proxy that would hold it back
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        if (HttpMethods.IsHead(httpContext.Request.Method)) return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, ending);
        try
        {
            await response.StartAsync(stop.Token);
            await response.Body.FlushAsync(stop.Token);
            var time = httpContext.RequestServices.GetService<TimeProvider>() ?? TimeProvider.System;
            await SseFormatter.WriteAsync(
                Heartbeat.Among(items, time, stop.Token), response.Body,
                (item, buffer) => Encoding.UTF8.GetBytes(item.Data, buffer), stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Nobody listens, or nobody will speak: either way this is the end of the answer and no failure.
        }
    }
}
