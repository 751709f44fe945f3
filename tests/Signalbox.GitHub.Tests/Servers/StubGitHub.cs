using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Signalbox.GitHub.Tests.Servers;

/// <summary>A server on a real socket that answers what a test says, and keeps what it was asked.</summary>
public sealed class StubGitHub : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly ConcurrentQueue<Asked> asked = [];

    private StubGitHub(WebApplication server) => this.server = server;

    /// <summary>What it answers to a request; null for 404.</summary>
    public Func<Asked, HttpContext, Task<bool>>? Answer { get; set; }

    /// <summary>Installation tokens that it gave out, oldest first.</summary>
    public ConcurrentQueue<string> Tokens { get; } = [];

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public Uri Address => new(server.Urls.First());

    /// <summary>All requests but those for tokens, in order.</summary>
    public IReadOnlyList<Asked> Requests => [.. asked.Where(one => !one.IsForToken)];

    public IReadOnlyList<Asked> TokenRequests => [.. asked.Where(one => one.IsForToken)];

    public static async Task<StubGitHub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var stub = new StubGitHub(app);
        app.Run(stub.HandleAsync);
        await app.StartAsync();
        return stub;
    }

    public async ValueTask DisposeAsync() => await server.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body, Encoding.UTF8);
        var request = new Asked(
            context.Request.Method,
            context.Features.Get<IHttpRequestFeature>()!.RawTarget,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await body.ReadToEndAsync());
        asked.Enqueue(request);
        if (Answer is { } answer && await answer(request, context)) return;
        if (request.IsForToken)
        {
            var token = string.Create(CultureInfo.InvariantCulture, $"ghs_{Tokens.Count}.planted.{new string('x', 40)}");
            Tokens.Enqueue(token);
            await Reply.Json(201, $$"""{"token":"{{token}}","expires_at":"{{Clock.GetUtcNow().AddHours(1):yyyy-MM-ddTHH:mm:ssZ}}","permissions":{},"repository_selection":"all"}""")(context);
            return;
        }

        await Reply.Json(404, """{"message":"Not Found"}""")(context);
    }
}

/// <summary>A request as it came over the wire; the target is path and query, escaped as they were sent.</summary>
public sealed record Asked(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public bool IsForToken => Target.EndsWith("/access_tokens", StringComparison.Ordinal);

    public string Bearer => Headers["Authorization"]["Bearer ".Length..];
}
