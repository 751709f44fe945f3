using System.Collections.Immutable;

namespace Signalbox.Core.Plans;

/// <summary>A plan as people and scripts see it before anything runs: the shape of `validate --dry-run --json`.</summary>
/// <param name="FailFast">The first failure of a stage cancels its siblings.</param>
/// <param name="Stages">In order.</param>
public sealed record PlanView(bool FailFast, ImmutableArray<PlannedStageView> Stages)
{
    /// <summary>What of the plan is shown.</summary>
    public static PlanView Of(ConstructionPlan plan) => new(
        plan.FailFast,
        [.. plan.Stages.Select(stage => new PlannedStageView(stage.Name, [.. stage.Tasks.Select(PlannedTaskView.Of)]))]);
}

/// <summary>A stage of a <see cref="PlanView"/>.</summary>
/// <param name="Name">Unique in its plan.</param>
/// <param name="Tasks">Side by side.</param>
public sealed record PlannedStageView(string Name, ImmutableArray<PlannedTaskView> Tasks);

/// <summary>A task of a <see cref="PlanView"/>.</summary>
/// <param name="Name">Unique in its plan.</param>
/// <param name="Provider">The build provider.</param>
/// <param name="Blueprint">The blueprint, where its name is another one.</param>
/// <param name="Skip">Why it will be skipped; absent where it runs.</param>
/// <param name="Always">A clean-up task; present only when true.</param>
/// <param name="AllowFailure">A failure counts as success; present only when true.</param>
/// <param name="Concurrency">At most one task of that group at a time.</param>
/// <param name="Approval">Roles that may approve it before it is scheduled; absent where none is needed.</param>
public sealed record PlannedTaskView(
    string Name,
    string Provider,
    string? Blueprint = null,
    string? Skip = null,
    bool? Always = null,
    bool? AllowFailure = null,
    string? Concurrency = null,
    ImmutableArray<string>? Approval = null)
{
    internal static PlannedTaskView Of(PlannedTask task) => new(
        task.Name,
        task.Provider,
        task.Blueprint == task.Name ? null : task.Blueprint,
        task.Skip,
        task.Always ? true : null,
        task.AllowFailure ? true : null,
        task.Concurrency,
        task.ApprovalRoles.IsEmpty ? null : task.ApprovalRoles);
}
