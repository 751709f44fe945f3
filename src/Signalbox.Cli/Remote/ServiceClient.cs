using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Signalbox.Http.Json;
using Signalbox.Http.Problems;

namespace Signalbox.Cli.Remote;

/// <summary>
/// Asks a service. What it refuses comes back as its own problem; what it cannot be asked is a <see cref="ServiceException"/>.
/// </summary>
internal sealed class ServiceClient : IDisposable
{
    private readonly Uri server;
    private readonly HttpClient http;

    /// <summary>Of a service.</summary>
    /// <param name="server">Its address; a path in it stands before every route.</param>
    /// <param name="token">For `Authorization`; absent: none is sent.</param>
    public ServiceClient(Uri server, string? token)
    {
        this.server = server;
        // A redirect would take the token, or a command, where nobody meant it to go.
        http = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(10) })
        {
            Timeout = TimeSpan.FromSeconds(100), // for the headers of an answer: what follows them takes its time
        };
        if (token is not { Length: > 0 }) return;
        if (!AuthenticationHeaderValue.TryParse($"Bearer {token}", out var header))
            throw new ServiceException("SIGNALBOX_TOKEN is no token: expected printable characters without spaces.", usage: true);
        http.DefaultRequestHeaders.Authorization = header;
    }

    /// <summary>Reads JSON; null where there is none of that name.</summary>
    public async Task<T?> FindAsync<T>(string path, JsonTypeInfo<T> shape, CancellationToken stop)
        where T : class
    {
        using var answer = await SendAsync(HttpMethod.Get, path, content: null, request => { }, stop);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        await RequireAsync(answer, stop);
        return await ReadAsync(answer, shape, stop);
    }

    /// <summary>Asks for an act.</summary>
    /// <returns>The answer, or the problem where it is 404, 409 or 422.</returns>
    public async Task<(T? Done, ProblemBody? Problem)> PostAsync<T>(string path, JsonTypeInfo<T> shape, CancellationToken stop)
        where T : class
    {
        using var answer = await SendAsync(HttpMethod.Post, path, content: null, request => { }, stop);
        if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity)
            return (null, await ReadAsync(answer, HttpJson.Shapes.ProblemBody, stop));
        await RequireAsync(answer, stop);
        return (await ReadAsync(answer, shape, stop), null);
    }

    /// <summary>Sends a request and returns when its headers have come.</summary>
    /// <exception cref="ServiceException">There is no answer.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content, Action<HttpRequestMessage> prepare, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{server.AbsoluteUri.TrimEnd('/')}{path}")) { Content = content };
        prepare(request);
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        }
        catch (Exception error)
            when (error is HttpRequestException || (error is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw new ServiceException($"There is no service at {server}: {error.Message}", inner: error);
        }
    }

    /// <summary>Throws where the answer is no success.</summary>
    public async Task RequireAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        if (answer.IsSuccessStatusCode) return;
        var detail = answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? (await ReadAsync(answer, HttpJson.Shapes.ProblemBody, stop)).Detail
            : $"it answered {(int)answer.StatusCode} {answer.ReasonPhrase}, and not as Signalbox does.";
        var hint = answer.StatusCode == HttpStatusCode.Unauthorized ? " SIGNALBOX_TOKEN holds the token." : "";
        throw new ServiceException($"{server}: {detail}{hint}", usage: (int)answer.StatusCode < 500);
    }

    public void Dispose() => http.Dispose();

    private async Task<T> ReadAsync<T>(HttpResponseMessage answer, JsonTypeInfo<T> shape, CancellationToken stop)
        where T : class
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync(shape, stop) ?? throw new JsonException("It is null.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new ServiceException($"{server} answered something that is not Signalbox's: {error.Message}", usage: true, error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw new ServiceException($"The connection to {server} was lost: {error.Message}", inner: error);
        }
    }
}
