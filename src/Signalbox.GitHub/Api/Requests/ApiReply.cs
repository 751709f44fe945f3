using System.Net;
using System.Net.Http.Headers;

namespace Signalbox.GitHub.Api.Requests;

/// <summary>What came back. Not a record: the body of a reply may hold a token, and none is ever printed.</summary>
internal sealed class ApiReply(HttpStatusCode status, HttpResponseHeaders headers, ReadOnlyMemory<byte> body)
{
    public HttpStatusCode Status => status;

    public HttpResponseHeaders Headers => headers;

    public ReadOnlyMemory<byte> Body => body;

    /// <summary>The next page of a list; null on the last.</summary>
    public string? Next { get; init; } = LinkHeader.Next(headers);
}
