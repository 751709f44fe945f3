using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Signalbox.GitHub.Api.Requests;

/// <summary>One call, ready to be sent.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="Path">Below the REST base, escaped (<see cref="ApiPath"/>), query included.</param>
/// <param name="Kind">What may be done when its end is not known.</param>
internal sealed record ApiCall(HttpMethod Method, string Path, CallKind Kind)
{
    public const string Json = "application/vnd.github+json";

    /// <summary>The path by which the GraphQL endpoint goes here; its address is no part of the REST base.</summary>
    public const string GraphQLPath = "graphql";

    /// <summary>JSON, or nothing.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    public string Accept { get; init; } = Json;

    public ContentCreation Creates { get; init; }

    public bool IsGraphQL => Path == GraphQLPath;

    /// <summary>A write.</summary>
    public static ApiCall Write(HttpMethod method, FormattableString path, CallKind kind) => new(method, ApiPath.Of(path), kind);

    /// <summary>A write with a body.</summary>
    public static ApiCall Write<T>(HttpMethod method, FormattableString path, CallKind kind, T body, JsonTypeInfo<T> type) =>
        Write(method, path, kind) with { Body = JsonSerializer.SerializeToUtf8Bytes(body, type) };

    /// <summary>For logs and messages, without the query.</summary>
    public override string ToString() => $"{Method} {(Path.IndexOf('?', StringComparison.Ordinal) is > 0 and var query ? Path[..query] : Path)}";
}

/// <summary>What may be done when nobody knows whether a call happened.</summary>
internal enum CallKind
{
    /// <summary>Asking again changes nothing.</summary>
    Read,

    /// <summary>A write that, done twice, is as if done once.</summary>
    Repeatable,

    /// <summary>A write that would happen twice.</summary>
    Once,
}

/// <summary>
/// What a call counts against GitHub's content-creation limits, 80 a minute and 500 an hour. GitHub publishes no list of calls; its
/// text speaks of what people are notified of. Silent creations keep to the rate of a minute, so that a burst of statuses is smooth, and
/// do not use up the hour, or forty builds would. Should GitHub count otherwise, it says so and the budget waits.
/// </summary>
internal enum ContentCreation
{
    /// <summary>Reads, changes, deletions, git objects.</summary>
    None,

    /// <summary>Nobody is notified: statuses, check runs, reactions.</summary>
    Silent,

    /// <summary>People are notified: comments.</summary>
    Notifying,
}
