using System.Text.Json.Serialization;

namespace Signalbox.GitHub.Api.GraphQL;

/// <summary>A check run or a status: GraphQL's union `StatusCheckRollupContext`.</summary>
internal sealed record ContextNode(
    [property: JsonPropertyName("__typename")] string TypeName,
    string? Name = null,
    long? DatabaseId = null,
    string? ExternalId = null,
    CheckStatus Status = CheckStatus.Unknown,
    CheckConclusion Conclusion = CheckConclusion.Unknown,
    string? DetailsUrl = null,
    SuiteNode? CheckSuite = null,
    string? Context = null,
    StatusState State = StatusState.Unknown,
    string? Description = null,
    string? TargetUrl = null)
{
    /// <summary>Null for a kind that we do not know.</summary>
    public ShownCheck? Shown() => TypeName switch
    {
        "CheckRun" when Name is not null => new ShownCheck.Run(Name, DatabaseId ?? 0, CheckSuite?.App?.DatabaseId, Status, Conclusion, ExternalId, DetailsUrl),
        "StatusContext" when Context is not null => new ShownCheck.Status(Context, State, Description, TargetUrl),
        _ => null,
    };
}

internal sealed record SuiteNode(SuiteAppNode? App = null);

internal sealed record SuiteAppNode(long? DatabaseId = null);
