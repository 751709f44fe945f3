using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Signalbox.Http.Streams;

/// <summary>
/// Bytes of which a client may ask for a part (RFC 9110, 14). What grows meanwhile ends where it ended when it was
/// asked for.
/// </summary>
/// <param name="length">How many there are.</param>
/// <param name="openAsync">Opens them from an offset; null when they have gone.</param>
/// <param name="contentType">Their type.</param>
public sealed class ByteAnswer(long length, Func<long, CancellationToken, Task<Stream?>> openAsync, string contentType)
    : IResult, IContentTypeHttpResult
{
    private const int BufferSize = 64 * 1024;

    /// <inheritdoc/>
    public string ContentType => contentType;

    /// <summary>Headers beside those of length and type.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        response.Headers.AcceptRanges = "bytes";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "private, no-cache";
        var (first, end) = (0L, length);
        if (Asked(request) is { } range)
        {
            if (Within(range) is not var (from, to))
            {
                response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
                response.Headers.ContentRange = $"bytes */{length}";
                return;
            }

            (first, end) = (from, to);
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {first}-{end - 1}/{length}";
        }

        response.ContentType = contentType;
        response.ContentLength = end - first;
        foreach (var (name, value) in Headers) response.Headers[name] = value;
        if (HttpMethods.IsHead(request.Method)) return;
        await CopyAsync(response, first, end, httpContext.RequestAborted);
    }

    private static RangeItemHeaderValue? Asked(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.GetTypedHeaders().Range is { Ranges: { Count: 1 } one } range && range.Unit == "bytes"
            // Without a validator of ours nobody can name the version that a part has to be of: the whole is the right answer.
            && request.Headers.IfRange.Count == 0
            ? one.First()
            : null;

    private (long First, long End)? Within(RangeItemHeaderValue range) => range switch
    {
        { From: null, To: > 0 and var last } when length > 0 => (Math.Max(0, length - last), length),
        { From: { } from, To: var to } when from < length => (from, Math.Min(length, to is { } through ? through + 1 : length)),
        _ => null,
    };

    private async Task CopyAsync(HttpResponse response, long first, long end, CancellationToken stop)
    {
        await using var source = await openAsync(first, stop) ?? throw new IOException("What was to be sent has been deleted.");
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var left = end - first;
            while (left > 0)
            {
                var read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), stop);
                if (read == 0) throw new IOException("What was to be sent has become shorter.");
                await response.Body.WriteAsync(buffer.AsMemory(0, read), stop);
                left -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
