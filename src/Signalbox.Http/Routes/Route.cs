using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Signalbox.Http.Routes;

/// <summary>
/// One row of the route table. Hosts map their endpoints or check their triggers by it, and the OpenAPI document is made of it: what
/// stands here is what the service does.
/// </summary>
public sealed record Route
{
    /// <summary>What an API body may measure where the route says nothing else.</summary>
    public const int DefaultLargestBody = 1 << 20;

    /// <summary>Unique, in words: `cancel-build`. The operation's id in the OpenAPI document.</summary>
    public required string Name { get; init; }

    /// <summary>`GET`, which answers HEAD too, `POST` or `DELETE`.</summary>
    public required string Method { get; init; }

    /// <summary>From the root: `/api/builds/{id}`. `{**name}` stands for the rest of the path, slashes and all.</summary>
    public required string Pattern { get; init; }

    /// <summary>Who may call it.</summary>
    public required RouteAccess Access { get; init; }

    /// <summary>One sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>What it takes from path, query and headers; every name of the pattern among them.</summary>
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    /// <summary>The JSON that it takes; absent: no body is read.</summary>
    public JsonTypeInfo? Body { get; init; }

    /// <summary>In bytes.</summary>
    public int LargestBody { get; init; } = DefaultLargestBody;

    /// <summary>How long an answer may take; null where the answer follows what happens.</summary>
    public TimeSpan? Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What it answers when it does what it is asked, and the refusals that are its own.</summary>
    public required IReadOnlyList<Answer> Answers { get; init; }

    /// <summary>Does it.</summary>
    public required Func<RouteCall, Task<IResult>> Handle { get; init; }
}

/// <summary>An answer of a route, for the OpenAPI document.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Summary">When.</param>
/// <param name="Body">The JSON; absent where it is none, or a problem.</param>
/// <param name="ContentTypes">The content types of what is not JSON.</param>
public sealed record Answer(int Status, string Summary, JsonTypeInfo? Body = null, params IReadOnlyList<string> ContentTypes);
