using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Signalbox.GitHub.App;

namespace Signalbox.GitHub.Api.Requests;

/// <summary>Sends one request and reads its answer. A token goes to GitHub's own address and nowhere else.</summary>
internal sealed class Exchanger
{
    /// <summary>Pinned: newer versions drop `merge_commit_sha` (provider-facts 1.1).</summary>
    public const string ApiVersion = "2022-11-28";

    private const int MostRedirects = 3;
    private static readonly ProductInfoHeaderValue Agent = new("Signalbox", typeof(Exchanger).Assembly.GetName().Version?.ToString(3));

    private readonly HttpClient http;
    private readonly GitHubAddresses addresses;
    private readonly TimeProvider time;
    private readonly TimeSpan timeout;

    /// <summary>Over a client that follows no redirect by itself.</summary>
    public Exchanger(HttpClient http, GitHubAddresses addresses, TimeProvider time, TimeSpan timeout)
    {
        foreach (var address in (Uri[])[addresses.Rest, addresses.GraphQL])
        {
            if (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
                throw new ArgumentException($"{address.Host} is spoken to without TLS, which is for addresses of this machine alone.", nameof(addresses));
        }

        (this.http, this.addresses, this.time, this.timeout) = (http, addresses, time, timeout);
    }

    /// <summary>The address of a call, and what identifies its answer.</summary>
    public Uri AddressOf(ApiCall call) => call.IsGraphQL ? addresses.GraphQL : new Uri(addresses.Rest.AbsoluteUri + call.Path);

    /// <summary>The path below the REST base that an address of GitHub's own (the next page) stands for; null for any other address.</summary>
    public string? PathOf(string address) => address.StartsWith(addresses.Rest.AbsoluteUri, StringComparison.Ordinal)
        ? address[addresses.Rest.AbsoluteUri.Length..]
        : null;

    /// <summary>Sends it, following redirects (a renamed repository) within GitHub's own address.</summary>
    public async Task<Exchange> ExchangeAsync(ApiCall call, string token, string? entityTag, CancellationToken cancellationToken)
    {
        var address = AddressOf(call);
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            for (var hops = 0; ; hops++)
            {
                using var request = RequestOf(call, address, token, entityTag);
                using var response = await http.SendAsync(request, either.Token);
                if (Redirection(call, response, address) is { } target && hops < MostRedirects)
                {
                    address = target;
                    continue;
                }

                return new Exchange.Replied(new(response.StatusCode, response.Headers, await response.Content.ReadAsByteArrayAsync(either.Token)));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Exchange.Broken($"no answer within {timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s");
        }
        catch (HttpRequestException e) when (e.HttpRequestError is
            HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError)
        {
            return new Exchange.NotSent(e.Message);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new Exchange.Broken(e.Message);
        }
    }

    private static HttpRequestMessage RequestOf(ApiCall call, Uri address, string token, string? entityTag)
    {
        var request = new HttpRequestMessage(call.Method, address);
        request.Headers.Authorization = new("Bearer", token);
        request.Headers.Accept.ParseAdd(call.Accept);
        request.Headers.UserAgent.Add(Agent);
        request.Headers.Add("X-GitHub-Api-Version", ApiVersion);
        // As GitHub wrote it: a weak tag comes with its W/.
        if (entityTag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", entityTag);
        if (call.Body is { } body)
            request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new("application/json") { CharSet = "utf-8" } } };
        return request;
    }

    // 303, and 302 for a write, would turn the write into a read; GitHub sends neither.
    private static Uri? Redirection(ApiCall call, HttpResponseMessage response, Uri from)
    {
        var follows = response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
            || (response.StatusCode == HttpStatusCode.Found && call.Method == HttpMethod.Get);
        if (!follows || response.Headers.Location is not { } location) return null;
        var target = new Uri(from, location);
        return target.Scheme == from.Scheme && target.Authority == from.Authority ? target : null;
    }
}
