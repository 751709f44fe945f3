using Signalbox.Core.Providers;
using Signalbox.Core.Results;

namespace Signalbox.Core.Builds;

/// <summary>Everything that decides what one attempt at a task does next.</summary>
public sealed record TaskSituation
{
    /// <summary>The build.</summary>
    public required BuildHead Head { get; init; }

    /// <summary>The task's row.</summary>
    public required BuildTask Task { get; init; }

    /// <summary>The attempt that asks; the row may have gone on to a later one.</summary>
    public required int Attempt { get; init; }

    /// <summary>The time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>What is known of the attempt's provider build.</summary>
    public ProviderBuildRow? Provider { get; init; }

    /// <summary>Who approved, where a fact says so.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>What the attempt remembers from turn to turn.</summary>
    public required AttemptMemory Memory { get; init; }

    /// <summary>The time limits.</summary>
    public TaskLimits Limits { get; init; } = new();

    /// <summary>What became of the attempt that this one was delegated to; known after <see cref="TaskCommand.LookAtDelegate"/>.</summary>
    public StandIn? Delegate { get; init; }
}

/// <summary>
/// What an attempt remembers from turn to turn; small, carried by its orchestration. Losing it repeats idempotent steps: everything
/// that matters is in the rows.
/// </summary>
public sealed record AttemptMemory
{
    /// <summary>It asked for a stand-in; asked once.</summary>
    public bool SoughtDelegate { get; init; }

    /// <summary>It holds the slots it needs.</summary>
    public bool HasSlots { get; init; }

    /// <summary>When Schedule first failed by infrastructure.</summary>
    public DateTimeOffset? UnavailableSince { get; init; }

    /// <summary>How often Schedule failed by infrastructure.</summary>
    public int ScheduleFailures { get; init; }

    /// <summary>When to try Schedule again.</summary>
    public DateTimeOffset? ScheduleAt { get; init; }

    /// <summary>When the provider was asked to cancel.</summary>
    public DateTimeOffset? CancelSentAt { get; init; }

    /// <summary>The late result was written.</summary>
    public bool LateRecorded { get; init; }

    /// <summary>The stop was written.</summary>
    public bool StopRecorded { get; init; }
}

/// <summary>Time limits of tasks.</summary>
public sealed record TaskLimits
{
    /// <summary>How long Schedule is retried before the task fails as `provider_unavailable` (P1).</summary>
    public TimeSpan Unavailable { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a cancelled provider build may take to stop before we look away (queue.md rule 4).</summary>
    public TimeSpan Stop { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a timed-out provider build may take to hand in its log and reports before the task fails.</summary>
    public TimeSpan Collect { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest sleep: a lost nudge delays nothing for longer.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>What became of the attempt that stands in.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why it failed.</param>
/// <param name="Reports">Totals of its test reports.</param>
public sealed record StandIn(DelegateState State, string? Reason = null, ReportCounts? Reports = null);

/// <summary>Where the attempt that stands in stands.</summary>
public enum DelegateState
{
    /// <summary>It is at work.</summary>
    Active,

    /// <summary>It passed.</summary>
    Succeeded,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It was cancelled, lost or deleted, or its task went on to another attempt: it stands in no more.</summary>
    Gone,
}
