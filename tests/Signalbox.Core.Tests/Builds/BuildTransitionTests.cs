using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Xunit;
using static Signalbox.Core.Events.EventType;

namespace Signalbox.Core.Tests.Builds;

/// <summary>product.md's table of a build's and its stages' states: what may come in each situation; everything else is refused.</summary>
public sealed class BuildTransitionTests
{
    private static readonly PendingEvent Start = Of(BuildStart, data: new() { Stages = ["check"] });
    private static readonly PendingEvent OtherTrouble = Completion(ResultKind.Failed, reason: BuildFailure.CheckFailed);
    private static readonly EventData PlanError = new() { Result = new(ResultKind.Failed, BuildFailure.PlanError, "line 3: what?") };
    private static readonly EventData Succeeded = new() { State = StageState.Succeeded };
    private static readonly EventData Failed = new() { State = StageState.Failed };

    private static readonly Dictionary<string, (string Word, Func<BuildStory> Tell, PendingEvent[] Legal)> Table = new(StringComparer.Ordinal)
    {
        ["nothing yet"] = ("received", () => new(), [Of(BuildReceived)]),
        ["nothing yet, cancelled already"] = ("cancelled", () => new BuildStory().Cancel(), [Of(BuildReceived)]),
        ["received"] = ("received", Received, [Of(BuildPlanning), Of(BuildComplete, data: PlanError), OtherTrouble]),
        ["received, cancelled"] = ("cancelled", () => Received().Cancel(), [Completion(ResultKind.Cancelled)]),
        ["planning"] = ("planning", Planning, [Start, Of(BuildComplete, data: PlanError), OtherTrouble]),
        ["planning, cancelled with a task planned"] = ("cancelled", () => Planning().Cancel(), []),
        ["planning, cancelled before any task"] =
            ("cancelled", () => Received().Then(BuildPlanning).Cancel(), [Completion(ResultKind.Cancelled)]),
        ["executing, no stage begun"] = ("executing", () => BuildStory.Planned("check: unit", "next: lint"), [Of(StageStart, "check")]),
        ["executing, a stage building"] = ("executing", () => BuildStory.Begun("check: unit", "next: lint"), []),
        ["executing, all tasks of a stage passed"] =
            ("executing", () => BuildStory.Begun("check: unit", "next: lint").Pass("unit"), [Of(StageComplete, "check", Succeeded)]),
        ["executing, a task of a stage failed"] =
            ("executing", () => BuildStory.Begun("check: unit", "next: lint").Fail("unit"), [Of(StageComplete, "check", Failed)]),
        ["executing, an empty stage begun"] = ("executing", () => BuildStory.Begun("check"), [Of(StageComplete, "check", Succeeded)]),
        ["executing, a stage succeeded"] = ("executing", () => Passed("next: lint"), [Of(StageStart, "next")]),
        ["executing, a stage failed"] = ("executing", () => FailedCheck("next"), [Of(StageSkipped, "next")]),
        ["executing, a stage failed and the next has an open task"] = ("executing", () => FailedCheck("next: lint"), []),
        ["executing, a stage failed and the next cleans up"] = ("executing", () => FailedCheck("next: sweep!"), [Of(StageStart, "next")]),
        ["executing, cancelled before the next stage"] =
            ("cancelled", () => Passed("next: lint").Cancel().Then(TaskCancelled, "lint"), [Of(StageSkipped, "next")]),
        ["executing, cancelled, the stage's tasks ended"] =
            ("cancelled", () => BuildStory.Begun("check: unit").Cancel().Then(TaskCancelled, "unit"),
                [Of(StageComplete, "check", new() { State = StageState.Cancelled })]),
        ["executing, every stage succeeded"] = ("executing", () => Passed(), [Completion(ResultKind.Success, completed: 1)]),
        ["executing, no stage at all"] = ("executing", () => BuildStory.Planned(Array.Empty<string>()), [Completion(ResultKind.Success)]),
        ["executing, every stage ended, one failed"] = ("executing", () => FailedCheck(), [Completion(ResultKind.Failed, 0, 1, BuildFailure.CheckFailed)]),
        ["executing, every stage succeeded, then cancelled"] = ("cancelled", () => Passed().Cancel(), [Completion(ResultKind.Cancelled, completed: 1)]),
        ["completing, passed"] = ("executing", () => Completing(Passed()), [Of(BuildSuccess)]),
        ["completing, failed"] = ("executing", () => Completing(FailedCheck()), [Of(BuildFail)]),
        ["completing, cancelled"] = ("cancelled", () => Completing(Passed().Cancel()), [Of(BuildCancelled)]),
        ["completing, no plan"] = ("planning", () => Planning().Then(BuildComplete, data: PlanError), [Of(BuildFail)]),
        ["succeeded"] = ("succeeded", () => Passed().Settle(), []),
        ["failed"] = ("failed", () => FailedCheck().Settle(), []),
        ["cancelled"] = ("cancelled", () => Passed().Cancel().Settle(), []),
    };

    public static TheoryData<string> Situations => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Situations))]
    public void What_the_table_has_is_accepted_and_nothing_else(string situation)
    {
        var (word, tell, legal) = Table[situation];
        var story = tell();
        foreach (var tried in Everything())
        {
            var expected = legal.Contains(tried) || (NotedEvents.Are(tried.Type) && story.Head.Seq > 0);
            var evolution = story.Try(tried);
            Assert.True(
                expected == evolution is Evolution.Legal,
                $"{situation}: {tried.Type.Word()} {tried.Stage} {tried.Data?.State} {tried.Data?.Result} was {evolution.GetType().Name}");
            if (evolution is Evolution.Illegal(var refused)) Assert.Equal($"Invalid build state transition: {word} -> {tried.Type.Word()}", $"{refused}");
        }

        Assert.All(legal, tried => Assert.Contains(tried, Everything()));
    }

    [Fact]
    public void A_plan_that_leaves_out_a_planned_stage_or_names_one_twice_is_refused()
    {
        var story = Planning();
        Assert.IsType<Evolution.Illegal>(story.Try(BuildStart, data: new() { Stages = ["other"] }));
        Assert.IsType<Evolution.Illegal>(story.Try(BuildStart, data: new() { Stages = ["check", "check"] }));
        Assert.IsType<Evolution.Illegal>(story.Try(BuildStart));
        Assert.Equal(["empty", "check"], story.Then(BuildStart, data: new() { Stages = ["empty", "check"] }).Head.Stages.Select(stage => stage.Name));
    }

    [Fact]
    public void Trouble_in_the_middle_of_planning_is_a_failed_build_and_not_a_stuck_one()
    {
        var story = Planning().Then(BuildComplete, data: PlanError).Settle();
        Assert.Equal(BuildState.Failed, story.Head.State);
        Assert.Equal(PlanError.Result, story.Head.Result);
    }

    [Theory]
    [InlineData("succeeded")]
    [InlineData("failed")]
    [InlineData("cancelled")]
    public void After_the_last_word_late_news_is_noted_and_changes_nothing_else(string ending)
    {
        var story = Table[ending].Tell();
        var before = story.Head;
        foreach (var fact in NotedEvents.All) story.Then(fact).Then(fact, "unit");
        Assert.Equal(before with { Seq = before.Seq + 10 }, story.Head);
        Assert.IsType<BuildStep.Done>(BuildDecider.Next(story.Head));
    }

    private static BuildStory Received() => new BuildStory().Then(BuildReceived);

    private static BuildStory Planning() => Received().Then(BuildPlanning).Plan("check", PlanText.Task("unit"));

    private static BuildStory Passed(params string[] later) =>
        BuildStory.Begun(["check: unit", .. later]).Pass("unit").Then(StageComplete, stage: "check", data: Succeeded);

    private static BuildStory FailedCheck(params string[] later) =>
        BuildStory.Begun(["check: unit", .. later]).Fail("unit").Then(StageComplete, stage: "check", data: Failed);

    private static BuildStory Completing(BuildStory story) => story.Then(BuildComplete, data: new() { Result = BuildDecider.Result(story.Head) });

    private static IEnumerable<PendingEvent> Everything() =>
    [
        .. Enum.GetValues<EventType>().Except([BuildStart, BuildComplete, StageComplete, StageStart, StageSkipped]).Select(type => Of(type)),
        .. new[] { "check", "next" }.SelectMany(stage => (PendingEvent[])
        [
            Of(StageStart, stage), Of(StageSkipped, stage), Of(StageComplete, stage),
            .. Enum.GetValues<StageState>().Select(state => Of(StageComplete, stage, new() { State = state })),
        ]),
        Of(StageStart, "ghost"), Of(StageSkipped, "ghost"), Of(StageComplete, "ghost", Succeeded),
        Start, Of(BuildComplete), Of(BuildComplete, data: PlanError),
        .. from kind in Enum.GetValues<ResultKind>()
            from completed in (int[])[0, 1]
            from failed in (int[])[0, 1]
            from reason in (string?[])[null, BuildFailure.CheckFailed]
            select Completion(kind, completed, failed, reason),
    ];

    private static PendingEvent Completion(ResultKind kind, int completed = 0, int failed = 0, string? reason = null) =>
        Of(BuildComplete, data: new() { Result = new(kind, reason, null, completed, failed) });

    private static PendingEvent Of(EventType type, string? stage = null, EventData? data = null) =>
        new() { Writer = "b-1", Step = "s", At = DateTimeOffset.UnixEpoch, Type = type, Stage = stage, Data = data };
}
