using System.Collections.Immutable;
using Signalbox.Core.Builds;
using Signalbox.Core.Changes;
using Signalbox.Core.Results;

namespace Signalbox.Core.Events;

/// <summary>Details of an event. Each type uses few of these; what is absent is not written.</summary>
public sealed record EventData
{
    /// <summary>Why: a reason code, or words such as `exit 1`.</summary>
    public string? Reason { get; init; }

    /// <summary>A sentence for people.</summary>
    public string? Message { get; init; }

    /// <summary>Who asked (cancel, approval).</summary>
    public string? By { get; init; }

    /// <summary>The provider's name.</summary>
    public string? Provider { get; init; }

    /// <summary>The provider's id for its build.</summary>
    public string? ProviderBuild { get; init; }

    /// <summary>A page at the provider.</summary>
    public string? Link { get; init; }

    /// <summary>What B9 compares: repository, tree and blueprint digest in one.</summary>
    public string? TargetKey { get; init; }

    /// <summary>The attempt, elsewhere, that stands in for this task.</summary>
    public TaskAttempt? DelegatedTo { get; init; }

    /// <summary>The blueprint of a planned task.</summary>
    public string? Blueprint { get; init; }

    /// <summary>A planned task is a clean-up task.</summary>
    public bool? Always { get; init; }

    /// <summary>A planned task's failure counts as success.</summary>
    public bool? AllowFailure { get; init; }

    /// <summary>The stages of the plan in order (BUILD_START).</summary>
    public ImmutableArray<string>? Stages { get; init; }

    /// <summary>The plan's `failFast` (BUILD_START).</summary>
    public bool? FailFast { get; init; }

    /// <summary>The commit that is built (BUILD_START).</summary>
    public CommitSha? Commit { get; init; }

    /// <summary>The commit's tree (BUILD_START).</summary>
    public string? Tree { get; init; }

    /// <summary>A stage's final state (STAGE_COMPLETE).</summary>
    public StageState? State { get; init; }

    /// <summary>The interruption was our own crash and used up no attempt.</summary>
    public bool? OurCrash { get; init; }

    /// <summary>How many tries are left after this one; 0 on the last.</summary>
    public int? AttemptsLeft { get; init; }

    /// <summary>It passed after failing: reported, not hidden (P10).</summary>
    public bool? Flaky { get; init; }

    /// <summary>Totals of the task's test reports.</summary>
    public ReportCounts? Reports { get; init; }

    /// <summary>The build's result (BUILD_COMPLETE).</summary>
    public BuildResult? Result { get; init; }

    /// <summary>The state a late result claimed.</summary>
    public string? Claimed { get; init; }
}
