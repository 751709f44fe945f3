using System.Globalization;
using System.Net.Http.Headers;
using Signalbox.FakeGitHub.Apps;

namespace Signalbox.FakeGitHub.Hooks;

/// <summary>The request that carries a delivery.</summary>
internal sealed class WebhookPost(HttpClient http, App app, long hookId, TimeProvider clock)
{
    /// <summary>How long github.com waits for a 2xx.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static IReadOnlyDictionary<string, string> Headers(Delivery delivery, App app, long hookId, string secret) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["User-Agent"] = "GitHub-Hookshot/signalbox",
        ["X-GitHub-Event"] = delivery.Event,
        ["X-GitHub-Delivery"] = delivery.EventGuid.ToString(),
        ["X-GitHub-Hook-ID"] = hookId.ToString(CultureInfo.InvariantCulture),
        ["X-GitHub-Hook-Installation-Target-ID"] = app.Id.ToString(CultureInfo.InvariantCulture),
        ["X-GitHub-Hook-Installation-Target-Type"] = "integration",
        ["X-Hub-Signature"] = WebhookSignature.Sha1(secret, delivery.Body.Span),
        ["X-Hub-Signature-256"] = WebhookSignature.Sha256(secret, delivery.Body.Span),
    };

    public async Task<Delivery> SendAsync(Delivery delivery, Uri url, string secret, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(delivery.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in Headers(delivery, app, hookId, secret)) request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            var text = await response.Content.ReadAsStringAsync(either.Token);
            var status = response.IsSuccessStatusCode ? "OK" : $"Invalid HTTP Response: {(int)response.StatusCode}";
            return delivery with { StatusCode = (int)response.StatusCode, Status = status, ResponseBody = text, Duration = clock.GetElapsedTime(start) };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return delivery with { StatusCode = 504, Status = "timed out", Duration = clock.GetElapsedTime(start) };
        }
        catch (HttpRequestException error)
        {
            return delivery with { StatusCode = 502, Status = "failed to connect to host", ResponseBody = error.Message, Duration = clock.GetElapsedTime(start) };
        }
    }
}
