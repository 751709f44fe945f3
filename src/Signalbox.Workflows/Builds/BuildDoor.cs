using System.Text.Json;
using Signalbox.Core.Builds;
using Signalbox.Core.Facts;
using Signalbox.Workflows.Durable;
using Signalbox.Workflows.Tasks;

namespace Signalbox.Workflows.Builds;

/// <summary>The door to builds where the state lives: facts into the stores, then starts and nudges.</summary>
public sealed class BuildDoor(IBuildStore builds, IInbox inbox, IWorkflowClient workflows, Retention retention, TimeProvider clock) : IBuilds
{
    /// <inheritdoc/>
    public async Task<StartBuildResult> StartAsync(BuildId id, BuildRequest request, CancellationToken cancellationToken)
    {
        var created = await builds.CreateAsync(id, request, Now(), cancellationToken);
        if (created.Outcome == CreateOutcome.Other && IsRetryOf(created.Head.Request, request)) created = created with { Outcome = CreateOutcome.Same };
        // Also for a build that was there: whoever made it may have died before it started, and an orchestration may have failed.
        if (created.Outcome != CreateOutcome.Other && !created.Head.State.HasEnded()) await EnsureRunsAsync(id, cancellationToken);
        return new(created.Outcome, created.Head);
    }

    /// <inheritdoc/>
    public async Task<ActOnBuildResult> CancelAsync(BuildId id, string by, CancellationToken cancellationToken)
    {
        if (await builds.MarkCancelledAsync(id, new CancelMark(by, clock.GetUtcNow()), cancellationToken) is not { } head)
            return NotFound(id);
        // P4: never an error, however late it comes.
        if (head.State.HasEnded())
            return new(ActOutcome.Accepted, id, $"Build {id} has already ended: {$"{head.State}".ToLowerInvariant()}.");
        await EnsureRunsAsync(id, cancellationToken);
        await workflows.NudgeAsync(id.Value, "cancel", cancellationToken);
        return new(ActOutcome.Accepted, id);
    }

    /// <inheritdoc/>
    public async Task<ActOnBuildResult> RetryAsync(BuildId id, BuildId newId, bool failedOnly, CancellationToken cancellationToken)
    {
        if (await builds.FindAsync(id, cancellationToken) is not { } head) return NotFound(id);
        if (!head.State.HasEnded())
            return new(ActOutcome.Refused, id, $"Build {id} has not ended; cancel it first, or wait.");
        var request = head.Request with
        {
            Reason = BuildReason.Retry,
            Repeats = head.Request.Repeats ?? head.Request.Reason,
            Fresh = !failedOnly,
            SuccessesOf = failedOnly ? id : null,
        };
        var started = await StartAsync(newId, request, cancellationToken);
        return started.Outcome == CreateOutcome.Other
            ? new(ActOutcome.Refused, newId, $"Another build has the id {newId}.")
            : new(ActOutcome.Accepted, newId);
    }

    /// <inheritdoc/>
    public async Task<ActOnBuildResult> ApproveAsync(BuildId id, string task, string by, CancellationToken cancellationToken)
    {
        if (await builds.FindTaskAsync(id, task, cancellationToken) is not var (head, row))
            return await builds.FindAsync(id, cancellationToken) is null
                ? NotFound(id)
                : new(ActOutcome.NotFound, id, $"Build {id} has no task '{task}'.");
        if (row.Plan?.ApprovalRoles.IsEmpty != false) return new(ActOutcome.Refused, id, $"Task '{task}' needs no approval.");
        if (row.State.HasEnded() || head.Shown.HasEnded())
            return new(ActOutcome.Refused, id, $"Task '{task}' has already ended: {$"{row.State}".ToLowerInvariant()}.");
        if (row.ApprovedBy is not null) return new(ActOutcome.Accepted, id);
        if (!row.ApprovalRequested) return new(ActOutcome.Refused, id, $"Task '{task}' does not wait for approval yet: its stage has not begun.");
        var attempt = new TaskAttempt(id, task, row.Attempt).InstanceId;
        await inbox.PutAsync(attempt, Approval.Make(by, clock.GetUtcNow()), cancellationToken);
        await workflows.NudgeAsync(attempt, "approved", cancellationToken);
        return new(ActOutcome.Accepted, id);
    }

    /// <inheritdoc/>
    public Task<PruneResult> PruneAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken) =>
        retention.PruneAsync(endedBefore, cancellationToken);

    // A retry is gone on with by its id, too: what was asked for is the same, only who asked is not.
    private static bool IsRetryOf(BuildRequest known, BuildRequest asked) => known.Reason == BuildReason.Retry
        && Text(known with { Reason = asked.Reason, Repeats = null, Fresh = asked.Fresh, SuccessesOf = null })
        == Text(asked with { Repeats = null, SuccessesOf = null });

    private static string Text(BuildRequest request) => JsonSerializer.Serialize(request, WorkflowJson.Options);

    // All state is in the rows, so an orchestration that ended before its build did is replaced by a new one.
    private Task<StartOutcome> EnsureRunsAsync(BuildId id, CancellationToken cancellationToken) => workflows.StartAsync(
        BuildOrchestrator.Name, id.Value, new BuildRun(id), new StartOptions(ReplaceEnded: true), cancellationToken);

    // To the millisecond, as events are and as it is shown: a span counted from it is then the same for everybody.
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());

    private static ActOnBuildResult NotFound(BuildId id) => new(ActOutcome.NotFound, id, $"There is no build {id}.");
}
