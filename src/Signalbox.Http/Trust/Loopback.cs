using System.Net;
using Microsoft.AspNetCore.Http;

namespace Signalbox.Http.Trust;

/// <summary>What is this machine, and who asks from a page of it.</summary>
public static class Loopback
{
    /// <summary>Whether the name is this machine's own: `localhost`, `127.0.0.1` and its like, `[::1]`.</summary>
    public static bool IsName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) // RFC 6761: never resolved elsewhere
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>Whether the request is made by a page of another origin.</summary>
    internal static bool IsFromElsewhere(HttpRequest request)
    {
        var headers = request.Headers;
        if (headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none")) return true;
        if (headers.Origin.Count == 0) return false;
        return headers.Origin is not [{ } origin] || !origin.Equals(
            $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
