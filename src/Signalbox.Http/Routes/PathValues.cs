using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Signalbox.Http.Problems;

namespace Signalbox.Http.Routes;

/// <summary>
/// The values of a pattern's names, each segment of the path unescaped exactly once. The server's own decoding leaves `%2F` as it is and
/// decodes the rest, after which `acme%2Fapp` and `acme%252Fapp` look the same; so the path is read as it was sent.
/// </summary>
internal static class PathValues
{
    private const string Rest = "{**";
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads them.</summary>
    /// <param name="pattern">Of the route that the path has matched.</param>
    /// <param name="request">The request.</param>
    /// <exception cref="RequestRefusedException">A segment is no UTF-8 in percent encoding, or a step to another one.</exception>
    public static IReadOnlyDictionary<string, string> Read(string pattern, HttpRequest request)
    {
        var names = pattern.Split('/');
        var sent = Sent(request).Split('/');
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].StartsWith(Rest, StringComparison.Ordinal))
                values[names[i][Rest.Length..^1]] = string.Join('/', sent.Skip(i).Select(Unescape));
            else if (names[i].StartsWith('{'))
                values[names[i][1..^1]] = i < sent.Length ? Unescape(sent[i]) : "";
        }

        // `..` would have moved the segments behind it when the server matched the path, and not here.
        return sent.Any(segment => Unescape(segment) is "." or "..")
            ? throw new RequestRefusedException(Refusals.Malformed("path", "The path has a segment '.' or '..'; leave it out."))
            : values;
    }

    private static string Sent(HttpRequest request)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } raw
            ? raw
            : request.Path.ToUriComponent();
        // The absolute form, as a proxy is asked: what stands before the path names the authority.
        if (!target.StartsWith('/') && target.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme)
            target = target.IndexOf('/', scheme + 3) is >= 0 and var path ? target[path..] : "/";
        var end = target.AsSpan().IndexOfAny('?', '#');
        return end < 0 ? target : target[..end];
    }

    private static string Unescape(string segment)
    {
        if (!segment.Contains('%', StringComparison.Ordinal)) return segment;
        var bytes = new List<byte>(segment.Length);
        for (var i = 0; i < segment.Length; i++)
        {
            if (segment[i] != '%') bytes.Add((byte)segment[i]); // a request line is ASCII
            else if (i + 2 < segment.Length && char.IsAsciiHexDigit(segment[i + 1]) && char.IsAsciiHexDigit(segment[i + 2]))
            {
                bytes.Add(Convert.FromHexString(segment.AsSpan(i + 1, 2))[0]);
                i += 2;
            }
            else throw Wrong(segment);
        }

        try
        {
            return Strict.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            throw Wrong(segment);
        }
    }

    private static RequestRefusedException Wrong(string segment) =>
        new(Refusals.Malformed("path", $"'{segment}' is not UTF-8 in percent encoding."));
}
