using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Signalbox.Core.Changes;

namespace Signalbox.Core.Builds;

/// <summary>
/// A build without its tasks: the small row that every event of the build touches. It counts tasks, so that nothing has to read ten
/// thousand of them to know that a stage has ended.
/// </summary>
public sealed record BuildHead
{
    /// <summary>The id.</summary>
    public required BuildId Id { get; init; }

    /// <summary>What was asked for.</summary>
    public required BuildRequest Request { get; init; }

    /// <summary>When it was persisted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>By its events. See <see cref="Shown"/> for what people see.</summary>
    public BuildState State { get; init; }

    /// <summary>The seq of its last event; 0 before the first.</summary>
    public long Seq { get; init; }

    /// <summary>Set by our cancel; from then on only clean-up tasks go on.</summary>
    public CancelMark? Cancel { get; init; }

    /// <summary>BUILD_COMPLETE was written and the last word was not.</summary>
    public bool Completing { get; init; }

    /// <summary>The commit that is built, known from BUILD_START.</summary>
    public CommitSha? Commit { get; init; }

    /// <summary>Its tree.</summary>
    public string? Tree { get; init; }

    /// <summary>The plan's `failFast`.</summary>
    public bool FailFast { get; init; }

    /// <summary>In the order of the plan.</summary>
    public ImmutableArray<StageHead> Stages { get; init; } = [];

    /// <summary>When BUILD_START was written.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the last word was written.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it ended.</summary>
    public BuildResult? Result { get; init; }

    /// <summary>The worst reason of failed tasks so far: `check_failed` outranks `timeout`, both outrank infrastructure.</summary>
    public string? WorstReason { get; init; }

    /// <summary>The state that people see: `cancelled` at once (P4), although clean-up tasks may still run.</summary>
    [JsonIgnore]
    public BuildState Shown => Cancel is { IsTrouble: false } && !State.HasEnded() ? BuildState.Cancelled : State;

    /// <summary>The stage of that name, and its place; null when there is none.</summary>
    public (StageHead Stage, int Index)? FindStage(string? name)
    {
        for (var i = 0; i < Stages.Length; i++)
        {
            if (Stages[i].Name == name) return (Stages[i], i);
        }

        return null;
    }
}

/// <summary>A stage in counts.</summary>
public sealed record StageHead
{
    /// <summary>Unique in its build.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands.</summary>
    public StageState State { get; init; }

    /// <summary>Its tasks.</summary>
    public int Total { get; init; }

    /// <summary>Of them clean-up tasks.</summary>
    public int Always { get; init; }

    /// <summary>Clean-up tasks that have ended; they are counted below, too.</summary>
    public int AlwaysEnded { get; init; }

    /// <summary>Succeeded, delegated and allowed failures included.</summary>
    public int Succeeded { get; init; }

    /// <summary>Failed and counted.</summary>
    public int Failed { get; init; }

    /// <summary>Skipped.</summary>
    public int Skipped { get; init; }

    /// <summary>Cancelled by us.</summary>
    public int Cancelled { get; init; }

    /// <summary>The first task that failed and counted.</summary>
    public string? FirstFailed { get; init; }

    /// <summary>When STAGE_START was written.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How many tasks have ended.</summary>
    [JsonIgnore]
    public int Ended => Succeeded + Failed + Skipped + Cancelled;

    /// <summary>How many tasks that a cancel ends are still open.</summary>
    [JsonIgnore]
    public int OrdinaryOpen => Total - Always - (Ended - AlwaysEnded);

    /// <summary>Whether all its tasks have ended.</summary>
    [JsonIgnore]
    public bool IsDone => Ended == Total;
}

/// <summary>Our cancel; or our own trouble, which ends a build in the same way and leaves it failed (B5).</summary>
/// <param name="By">Who: a login, `terminal`.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why, for people; absent where nobody said.</param>
/// <param name="IsTrouble">Nobody cancelled: the build could not go on.</param>
public sealed record CancelMark(string By, DateTimeOffset At, string? Reason = null, bool IsTrouble = false);
