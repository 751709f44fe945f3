using System.Collections.Immutable;
using Signalbox.Core.Changes;

namespace Signalbox.Core.Builds;

/// <summary>
/// A build as people and scripts see it: the shape of `status --json` and of `GET /api/builds/{id}` (contract.md, Shapes).
/// </summary>
public sealed record BuildView
{
    /// <summary>The id.</summary>
    public required BuildId Id { get; init; }

    /// <summary>`owner/name`.</summary>
    public required RepositoryName Repository { get; init; }

    /// <summary>The display id of the change: `acme/app#42`, `app:feature/x`.</summary>
    public required string Change { get; init; }

    /// <summary>The full ref that was asked for.</summary>
    public required string Ref { get; init; }

    /// <summary>The commit that was asked for.</summary>
    public required CommitSha Sha { get; init; }

    /// <summary>The base that it was merged on; absent where it was built as it is.</summary>
    public CommitSha? Base { get; init; }

    /// <summary>The commit that is built, where it is another one than <see cref="Sha"/>.</summary>
    public CommitSha? Commit { get; init; }

    /// <summary>What people see: `cancelled` at once, although clean-up tasks may still run.</summary>
    public required BuildState State { get; init; }

    /// <summary>Why the build was made.</summary>
    public required BuildReason Reason { get; init; }

    /// <summary>When it was persisted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its stages began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the last word was written.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>From <see cref="CreatedAt"/> to the end; absent before it.</summary>
    public long? DurationMs { get; init; }

    /// <summary>Who cancelled it.</summary>
    public string? CancelledBy { get; init; }

    /// <summary>How it ended.</summary>
    public BuildResult? Result { get; init; }

    /// <summary>Its stages in order; absent in lists of builds.</summary>
    public ImmutableArray<StageView>? Stages { get; init; }

    /// <summary>The build as a line of a list: without its stages.</summary>
    public static BuildView Of(BuildHead head) => new()
    {
        Id = head.Id,
        Repository = head.Request.Repository.Name,
        Change = head.Request.Changes[0].Uris[0].Display(),
        Ref = head.Request.Ref,
        Sha = head.Request.Sha,
        Base = head.Request.Base,
        Commit = head.Commit == head.Request.Sha ? null : head.Commit,
        State = head.Shown,
        Reason = head.Request.Reason,
        CreatedAt = head.CreatedAt,
        StartedAt = head.StartedAt,
        EndedAt = head.EndedAt,
        DurationMs = head.EndedAt is { } end ? (long)(end - head.CreatedAt).TotalMilliseconds : null,
        CancelledBy = head.Cancel?.By,
        Result = head.Result,
    };

    /// <summary>The whole build.</summary>
    /// <param name="head">Its head.</param>
    /// <param name="tasks">All its tasks in the order of the plan.</param>
    public static BuildView Of(BuildHead head, IEnumerable<BuildTask> tasks)
    {
        var byStage = tasks.ToLookup(task => task.Stage, StringComparer.Ordinal);
        return Of(head) with { Stages = [.. head.Stages.Select(stage => StageView.Of(head.Id, stage, byStage[stage.Name]))] };
    }
}

/// <summary>A stage of a <see cref="BuildView"/>.</summary>
public sealed record StageView
{
    /// <summary>Unique in its build.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands.</summary>
    public required StageState State { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>From its begin to its end; absent before it.</summary>
    public long? DurationMs { get; init; }

    /// <summary>In the order of the plan.</summary>
    public required ImmutableArray<TaskView> Tasks { get; init; }

    internal static StageView Of(BuildId build, StageHead stage, IEnumerable<BuildTask> tasks) => new()
    {
        Name = stage.Name,
        State = stage.State,
        StartedAt = stage.StartedAt,
        DurationMs = stage is { StartedAt: { } start, EndedAt: { } end } ? (long)(end - start).TotalMilliseconds : null,
        Tasks = [.. tasks.Select(task => TaskView.Of(build, stage.State, task))],
    };
}
