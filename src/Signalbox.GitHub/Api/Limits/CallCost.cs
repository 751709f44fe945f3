using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.Api.Limits;

/// <summary>What a call counts against an installation's limits.</summary>
/// <param name="GraphQL">Which of the two point limits, and which hourly one.</param>
/// <param name="Write">Writes are made one after the other.</param>
/// <param name="Creates">The content that it creates.</param>
internal sealed record CallCost(bool GraphQL, bool Write, ContentCreation Creates)
{
    /// <summary>1 for a read, 5 for a write.</summary>
    public int Points => Write ? 5 : 1;

    /// <summary>GitHub's name of the hourly limit.</summary>
    public string Resource => GraphQL ? "graphql" : "core";

    public static CallCost Of(ApiCall call) => new(call.IsGraphQL, call.Kind != CallKind.Read, call.Creates);
}
