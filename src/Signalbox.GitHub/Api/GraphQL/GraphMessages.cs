using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Signalbox.Core.Json;

namespace Signalbox.GitHub.Api.GraphQL;

internal sealed record GraphRequest(string Query, JsonObject Variables);

/// <summary>GraphQL answers 200 whatever happens: what is wrong stands in the errors, beside what there is of the data.</summary>
internal sealed record GraphReply<T>(T? Data = default, IReadOnlyList<GraphError>? Errors = null);

internal sealed record GraphError(string Message, string? Type = null);

internal sealed record RepositoryData<T>(T? Repository = default);

internal sealed record OverviewPage(OverviewConnection PullRequests);

internal sealed record OverviewConnection(PageInfo PageInfo, IReadOnlyList<OverviewNode> Nodes);

internal sealed record PageInfo(bool HasNextPage, string? EndCursor = null);

/// <summary>The shapes of GitHub's GraphQL: camelCase.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(GraphRequest))]
[JsonSerializable(typeof(GraphReply<RepositoryData<OverviewPage>>))]
[JsonSerializable(typeof(GraphReply<RepositoryData<Dictionary<string, OverviewNode?>>>))]
internal sealed partial class GraphJson : JsonSerializerContext;
