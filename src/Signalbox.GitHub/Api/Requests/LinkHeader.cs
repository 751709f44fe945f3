using System.Net.Http.Headers;

namespace Signalbox.GitHub.Api.Requests;

/// <summary>The `Link` header (RFC 8288) as GitHub writes it: `&lt;url&gt;; rel="next", &lt;url&gt;; rel="last"`.</summary>
internal static class LinkHeader
{
    /// <summary>The address of the next page; null when there is none.</summary>
    public static string? Next(HttpResponseHeaders headers) =>
        headers.TryGetValues("Link", out var values) ? values.Select(Next).FirstOrDefault(next => next is not null) : null;

    // Read from `<` to `>`, since a comma may stand inside an address.
    private static string? Next(string header)
    {
        for (var at = header.IndexOf('<', StringComparison.Ordinal); at >= 0;)
        {
            var end = header.IndexOf('>', at);
            if (end < 0) return null;
            var following = header.IndexOf('<', end);
            var parameters = following < 0 ? header[end..] : header[end..following];
            if (parameters.Contains("rel=\"next\"", StringComparison.Ordinal)) return header[(at + 1)..end];
            at = following;
        }

        return null;
    }
}
