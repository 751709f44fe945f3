using System.Text.Json.Serialization;
using Signalbox.Core.Builds;

namespace Signalbox.Workflows.Builds;

/// <summary>
/// The one door to builds (B1): CLI, HTTP, webhooks and sweeps all come through here, so the same request gives the same events through
/// any of them. In the process that owns the state it acts itself; elsewhere it hands the request to who does.
/// </summary>
public interface IBuilds
{
    /// <summary>Persists a build and starts it. A known id with the same request is the same build and is made sure to run.</summary>
    Task<StartBuildResult> StartAsync(BuildId id, BuildRequest request, CancellationToken cancellationToken);

    /// <summary>Cancels, at once and idempotently (P4).</summary>
    Task<ActOnBuildResult> CancelAsync(BuildId id, string by, CancellationToken cancellationToken);

    /// <summary>A new build of the same commit; with <paramref name="failedOnly"/> what succeeded stands (B10).</summary>
    /// <param name="id">The build to repeat.</param>
    /// <param name="newId">The id of the new one.</param>
    /// <param name="failedOnly">Keep successes.</param>
    /// <param name="cancellationToken">Before the new build is persisted.</param>
    Task<ActOnBuildResult> RetryAsync(BuildId id, BuildId newId, bool failedOnly, CancellationToken cancellationToken);

    /// <summary>Allows a task that waits for a person.</summary>
    Task<ActOnBuildResult> ApproveAsync(BuildId id, string task, string by, CancellationToken cancellationToken);

    /// <summary>Forgets the builds that ended before a time, with all that was kept of them. What has not ended stays.</summary>
    Task<PruneResult> PruneAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken);
}

/// <summary>What a start did.</summary>
/// <param name="Outcome">A new build, the same one, or refused because another request has the id.</param>
/// <param name="Head">The build that has the id.</param>
public sealed record StartBuildResult(CreateOutcome Outcome, BuildHead Head);

/// <summary>What came of acting on a build.</summary>
/// <param name="Outcome">Which.</param>
/// <param name="Build">The build it concerns: of a retry the new one; absent when there is none.</param>
/// <param name="Message">For people, where it was refused: what, and what would be right.</param>
public sealed record ActOnBuildResult(ActOutcome Outcome, BuildId? Build = null, string? Message = null);

/// <summary>The outcomes of acting on a build.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ActOutcome>))]
public enum ActOutcome
{
    /// <summary>Done, or on its way.</summary>
    [JsonStringEnumMemberName("accepted")] Accepted,

    /// <summary>There is no such build or task.</summary>
    [JsonStringEnumMemberName("not_found")] NotFound,

    /// <summary>It is not in a state for that.</summary>
    [JsonStringEnumMemberName("refused")] Refused,
}
