using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Signalbox.Core.Plans;
using Signalbox.Core.Results;

namespace Signalbox.Core.Builds;

/// <summary>A task of a build: its row.</summary>
public sealed record BuildTask
{
    /// <summary>Unique in its build.</summary>
    public required string Name { get; init; }

    /// <summary>Its stage.</summary>
    public required string Stage { get; init; }

    /// <summary>Its place in the plan, from 0 over all stages.</summary>
    public required int Order { get; init; }

    /// <summary>The definition; absent only where a state is rebuilt from events alone.</summary>
    public PlannedTask? Plan { get; init; }

    /// <summary>What B9 compares.</summary>
    public string? TargetKey { get; init; }

    /// <summary>A clean-up task.</summary>
    public bool Always { get; init; }

    /// <summary>Its failure counts as success.</summary>
    public bool AllowFailure { get; init; }

    /// <summary>By its own events; see <see cref="ShownIn"/>.</summary>
    public TaskState State { get; init; }

    /// <summary>Why it is in that state: `exit 1`, `no changed path matches`.</summary>
    public string? Reason { get; init; }

    /// <summary>The attempt that is next or under way, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Attempts that the provider lost; our own crashes do not count.</summary>
    public int Lost { get; init; }

    /// <summary>Attempts whose tests failed and were tried again.</summary>
    public int Retried { get; init; }

    /// <summary>TASK_COMPLETE was written and the outcome was not.</summary>
    public bool Completing { get; init; }

    /// <summary>A person was asked.</summary>
    public bool ApprovalRequested { get; init; }

    /// <summary>Who allowed it.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>The attempt, elsewhere, that stands in.</summary>
    public TaskAttempt? DelegatedTo { get; init; }

    /// <summary>Attempts that a provider accepted, in order.</summary>
    public ImmutableArray<AttemptRecord> Attempts { get; init; } = [];

    /// <summary>It passed after failing.</summary>
    public bool Flaky { get; init; }

    /// <summary>Totals of its test reports.</summary>
    public ReportCounts? Reports { get; init; }

    /// <summary>The attempt under way at the provider; null while there is none.</summary>
    [JsonIgnore]
    public AttemptRecord? Current => Attempts.IsEmpty || Attempts[^1].Attempt != Attempt ? null : Attempts[^1];

    /// <summary>
    /// The state that people see. A stage's start makes its tasks ready without touching their rows: a stage of ten thousand tasks would
    /// need a hundred transactions for that.
    /// </summary>
    public TaskState ShownIn(StageState stage) =>
        State == TaskState.Waiting && stage == StageState.Building ? TaskState.Ready : State;
}

/// <summary>One attempt as a provider accepted it.</summary>
/// <param name="Attempt">From 1.</param>
/// <param name="Provider">The provider's name.</param>
/// <param name="ProviderBuild">Its id for the build.</param>
/// <param name="State">The task's state while this attempt was current.</param>
/// <param name="ScheduledAt">When the provider accepted it; the task's timeout counts from here.</param>
/// <param name="StartedAt">When it ran.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Reason">Why it ended as it did.</param>
/// <param name="Link">A page at the provider.</param>
public sealed record AttemptRecord(
    int Attempt,
    string Provider,
    string ProviderBuild,
    string State,
    DateTimeOffset ScheduledAt,
    DateTimeOffset? StartedAt = null,
    DateTimeOffset? EndedAt = null,
    string? Reason = null,
    string? Link = null);
