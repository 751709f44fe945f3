using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.Api.GraphQL;

/// <summary>Queries of GraphQL.</summary>
internal static class GraphCalls
{
    /// <summary>Asks, and reads the errors beside the data: what of it was not found is absent there, all else is no answer.</summary>
    public static async Task<Answer<T>> QueryAsync<T>(
        this ApiCaller caller, string query, JsonObject variables, JsonTypeInfo<GraphReply<T>> type, CancellationToken cancellationToken)
        where T : notnull
    {
        var call = new ApiCall(HttpMethod.Post, ApiCall.GraphQLPath, CallKind.Read)
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(new(query, variables), GraphJson.Default.GraphRequest),
        };
        var answer = await caller.SendAsync(call, type, cancellationToken);
        if (!answer.IsOk(out var reply)) return answer.Map<T>(_ => throw new InvalidOperationException("No reply, and no trouble."));
        var error = reply.Errors?.FirstOrDefault(one => one.Type != "NOT_FOUND");
        if (error is null) return reply.Data is { } data ? new Answer<T>.Ok(data) : new Answer<T>.Missing($"{call}: {Words(reply.Errors is [var first, ..] ? first : null)}");
        return error.Type switch
        {
            // The headers of this very reply have told the budget until when.
            "RATE_LIMITED" => new Answer<T>.Unavailable($"{call}: {Words(error)}", RateLimited: true),
            "FORBIDDEN" or "INSUFFICIENT_SCOPES" => new Answer<T>.Refused(HttpStatusCode.Forbidden, $"{call}: {Words(error)}"),
            // GitHub's own timeout comes without a type.
            _ => new Answer<T>.Unavailable($"{call}: {Words(error)}"),
        };
    }

    private static string Words(GraphError? error) => ErrorText.Clean(error?.Message ?? "GitHub answered neither data nor an error.");
}
