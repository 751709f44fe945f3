using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Core.Plans;
using static Signalbox.Core.Events.EventType;

namespace Signalbox.Core.Tests.Builds;

/// <summary>product.md's table of a task's states: how the task `unit` gets into each, and which events may come then, with the state after.</summary>
internal static class TaskTable
{
    private static readonly EventData Last = new() { Reason = "agent lost", AttemptsLeft = 0 };
    private static readonly EventData Elsewhere = new() { DelegatedTo = new(BuildId.Parse("b-0"), "unit", 1) };

    private static readonly (EventType, TaskState)[] FromReady =
    [
        (TaskSkipped, TaskState.Skipped), (TaskDelegated, TaskState.Delegated), (TaskScheduled, TaskState.Scheduled),
        (TaskComplete, TaskState.Waiting), (TaskApprovalRequested, TaskState.Ready),
    ];

    private static readonly (EventType, TaskState)[] FromScheduled =
    [
        (TaskStart, TaskState.Building), (TaskComplete, TaskState.Scheduled), (TaskInterrupted, TaskState.Ready), (TaskRetried, TaskState.Ready),
    ];

    private static readonly (EventType, TaskState)[] OnlyCancelled = [(TaskCancelled, TaskState.Cancelled)];
    private static readonly (EventType, TaskState)[] Outcomes = [(TaskSuccess, TaskState.Succeeded), (TaskFail, TaskState.Failed)];

    public static IReadOnlyList<Row> Rows { get; } =
    [
        new("waiting for its stage", "waiting", () => BuildStory.Begun("first: lint", "check: unit")),
        new("waiting behind a stage that failed", "waiting", Behind, (TaskSkipped, TaskState.Skipped)),
        new("waiting while a failed stage cleans up", "waiting", Failing, (TaskSkipped, TaskState.Skipped)),
        new("ready", "ready", Ready, FromReady),
        new("ready, approval asked for", "ready", Asked,
            (TaskSkipped, TaskState.Skipped), (TaskDelegated, TaskState.Delegated), (TaskComplete, TaskState.Ready), (TaskApproved, TaskState.Ready)),
        new("ready, approved", "ready", () => Asked().Then(TaskApproved, "unit"),
            (TaskSkipped, TaskState.Skipped), (TaskDelegated, TaskState.Delegated), (TaskScheduled, TaskState.Scheduled), (TaskComplete, TaskState.Ready)),
        new("ready, needs an approval that nobody asked for", "ready", NeedsApproval,
            [.. FromReady.Where(row => row.Item1 != TaskScheduled)]),
        new("ready, refused by the provider", "ready", () => Ready().Then(TaskComplete, "unit"), (TaskFail, TaskState.Failed)),
        new("ready again after a loss", "ready", () => Scheduled().Then(TaskInterrupted, "unit"),
            [.. FromReady.Select(row => row.Item1 == TaskComplete ? (TaskComplete, TaskState.Ready) : row)]),
        new("ready, its last attempt lost", "ready", () => Scheduled().Then(TaskInterrupted, "unit", data: Last), (TaskComplete, TaskState.Ready)),
        new("ready in a stage that cleans up only", "ready", Cleaning, (TaskSkipped, TaskState.Skipped)),
        new("delegated", "delegated", Delegated, (TaskComplete, TaskState.Delegated), (TaskInterrupted, TaskState.Ready)),
        new("delegated, outcome known", "delegated", () => Delegated().Then(TaskComplete, "unit"), Outcomes),
        new("scheduled", "scheduled", Scheduled, FromScheduled),
        new("scheduled, outcome known", "scheduled", () => Scheduled().Then(TaskComplete, "unit"), Outcomes),
        new("building", "building", Building,
            (TaskComplete, TaskState.Building), (TaskInterrupted, TaskState.Ready), (TaskRetried, TaskState.Ready)),
        new("building, outcome known", "building", () => Building().Then(TaskComplete, "unit"), Outcomes),
        new("waiting in a cancelled build", "waiting", () => BuildStory.Begun("first: lint", "check: unit").Cancel(), OnlyCancelled),
        new("ready in a cancelled build", "ready", () => Ready().Cancel(), OnlyCancelled),
        new("delegated in a cancelled build", "delegated", () => Delegated().Cancel(), OnlyCancelled),
        new("scheduled in a cancelled build", "scheduled", () => Scheduled().Cancel(), OnlyCancelled),
        new("building in a cancelled build", "building", () => Building().Cancel(), OnlyCancelled),
        new("building in a cancelled build, outcome known", "building", () => Building().Then(TaskComplete, "unit").Cancel(), OnlyCancelled),
        new("planned in a build cancelled before it started", "waiting", PlannedAndCancelled, OnlyCancelled),
        new("scheduled beside a failure, failFast", "scheduled", FailedFast, [.. FromScheduled, .. OnlyCancelled]),
        new("a scheduled clean-up task in a cancelled build", "scheduled", () => CleanUp().Schedule("unit").Cancel(), FromScheduled),
        new("a ready clean-up task in a cancelled build", "ready", () => CleanUp().Cancel(), FromReady),
        new("succeeded", "succeeded", () => Ready().Pass("unit")),
        new("failed", "failed", () => Ready().Fail("unit")),
        new("skipped", "skipped", () => Ready().Then(TaskSkipped, "unit")),
        new("cancelled", "cancelled", () => Ready().Cancel().Then(TaskCancelled, "unit")),
    ];

    private static BuildStory Ready() => BuildStory.Begun("check: unit lint");

    private static BuildStory Scheduled() => Ready().Schedule("unit");

    private static BuildStory Building() => Scheduled().Then(TaskStart, "unit");

    private static BuildStory Delegated() => Ready().Then(TaskDelegated, "unit", data: Elsewhere);

    private static BuildStory Asked() => Ready().Then(TaskApprovalRequested, "unit");

    private static BuildStory CleanUp() => BuildStory.Begun("check: lint unit!");

    private static BuildStory NeedsApproval() =>
        BuildStory.Planned(new ConstructionPlan(FailFast: false, [new("check", [PlanText.Task("unit") with { ApprovalRoles = ["operate"] }])])).Settle();

    private static BuildStory Behind() => BuildStory.Begun("first: lint", "check: unit").Fail("lint")
        .Then(StageComplete, stage: "first", data: new() { State = StageState.Failed });

    // The second stage runs for its clean-up task; `unit` is in the third.
    private static BuildStory Failing() => BuildStory.Begun("first: lint", "second: sweep!", "third: unit").Fail("lint").Settle();

    private static BuildStory Cleaning() => BuildStory.Begun("first: lint", "second: sweep! unit").Fail("lint")
        .Then(StageComplete, stage: "first", data: new() { State = StageState.Failed }).Then(StageStart, stage: "second");

    private static BuildStory FailedFast() => BuildStory.Planned(PlanText.FailFast("check: unit lint")).Settle().Schedule("unit").Fail("lint");

    private static BuildStory PlannedAndCancelled() =>
        new BuildStory().Then(BuildReceived).Then(BuildPlanning).Plan("check", PlanText.Task("unit")).Cancel();

    /// <param name="Situation">The state and what else matters.</param>
    /// <param name="Word">The state as a refusal names it.</param>
    /// <param name="Tell">Brings `unit` there.</param>
    /// <param name="Legal">What may come, and the row's state after it.</param>
    internal sealed record Row(string Situation, string Word, Func<BuildStory> Tell, params (EventType Type, TaskState After)[] Legal);
}
