using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Signalbox.Http.Problems;
using Signalbox.Http.Trust;

namespace Signalbox.Http.Routes;

/// <summary>One request to one route, read by the route's own words.</summary>
public sealed class RouteCall
{
    /// <summary>The route.</summary>
    public required Route Route { get; init; }

    /// <summary>The request.</summary>
    public required HttpContext Http { get; init; }

    /// <summary>Who calls.</summary>
    public required Caller Caller { get; init; }

    /// <summary>The product's services, whichever container the server itself has.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>Nobody waits for the answer any more.</summary>
    public required CancellationToken Stop { get; init; }

    /// <summary>What the path's names stand for.</summary>
    public required IReadOnlyDictionary<string, string> Path { get; init; }

    /// <summary>A service.</summary>
    public T Use<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>A parameter of the path.</summary>
    /// <exception cref="RequestRefusedException">Its text is wrong.</exception>
    public T Get<T>(Parameter<T> parameter) => Read(parameter, Path[parameter.Name]);

    /// <summary>A parameter of the query; null when it is absent.</summary>
    /// <exception cref="RequestRefusedException">Its text is wrong, or it is there twice.</exception>
    public T? Find<T>(Parameter<T> parameter)
        where T : struct => Text(parameter) is { } text ? Read(parameter, text) : null;

    /// <inheritdoc cref="Find{T}(Parameter{T})"/>
    public string? Find(Parameter<string> parameter) => Text(parameter) is { } text ? Read(parameter, text) : null;

    /// <summary>The body.</summary>
    /// <exception cref="RequestRefusedException">It is no JSON, or not of that shape.</exception>
    public async Task<T> ReadAsync<T>(JsonTypeInfo<T> shape)
        where T : class
    {
        RequireJson();
        try
        {
            return await JsonSerializer.DeserializeAsync(Http.Request.Body, shape, Stop)
                ?? throw new RequestRefusedException(Refusals.Malformed("$", "The body is null; expected an object."));
        }
        catch (JsonException error)
        {
            throw new RequestRefusedException(Refusals.Malformed(error.Path ?? "$", Explain(error)));
        }
    }

    private void RequireJson()
    {
        var sent = Http.Request.ContentType;
        var right = MediaTypeHeaderValue.TryParse(sent, out var type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
        if (!right) throw new RequestRefusedException(Refusals.ContentType(sent));
    }

    private string? Text(Parameter parameter) => Http.Request.Query[parameter.Name] switch
    {
        { Count: 0 } => null,
        { Count: 1 } one => one[0],
        _ => throw new RequestRefusedException(Refusals.Malformed(parameter.Name, $"'{parameter.Name}' is in the query more than once.")),
    };

    private static T Read<T>(Parameter<T> parameter, string text) => parameter.TryRead(text, out var value)
        ? value
        : throw new RequestRefusedException(
            Refusals.Malformed(parameter.Name, $"'{text}' is not right for '{parameter.Name}': expected {parameter.Expected}."));

    // The library's message ends in the path and position, which stand in `where`; a converter's has none of it.
    private static string Explain(JsonException error)
    {
        var end = error.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        var place = error.LineNumber is { } line ? $" Line {line + 1}, byte {error.BytePositionInLine + 1}." : "";
        return (end < 0 ? error.Message : error.Message[..end]) + place;
    }
}
