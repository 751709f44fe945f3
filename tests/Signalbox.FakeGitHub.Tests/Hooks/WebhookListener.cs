using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Signalbox.FakeGitHub.Tests.Hooks;

/// <summary>Stands where the service will: takes webhooks and answers as it is told.</summary>
internal sealed class WebhookListener : IAsyncDisposable
{
    private readonly WebApplication host;

    private WebhookListener(WebApplication host) => this.host = host;

    public Uri Url => new(host.Urls.First() + "/webhooks/github");

    public ConcurrentQueue<ReceivedWebhook> Received { get; } = new();

    public int Answer { get; set; } = 202;

    public IEnumerable<string> Names => Received.Select(one => one.Name);

    public static async Task<WebhookListener> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        var listener = new WebhookListener(builder.Build());
        listener.host.Run(listener.TakeAsync);
        await listener.host.StartAsync();
        return listener;
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Received.Enqueue(new(context.Request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
        context.Response.StatusCode = Answer;
    }
}
