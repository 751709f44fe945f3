using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Xunit;

namespace Signalbox.Core.Tests.Builds;

/// <summary>always, allowFailure, failFast, results (product.md, B4, B5), told as whole builds.</summary>
public sealed class BuildRulesTests
{
    [Fact]
    public void The_events_of_a_passing_build_come_in_the_order_of_B2()
    {
        var story = BuildStory.Planned("check: unit", "ship: image").Settle().Pass("unit").Settle().Pass("image").Settle();
        Assert.Equal(
            "BUILD_RECEIVED BUILD_PLANNING TASK_PLANNED TASK_PLANNED BUILD_START "
            + "STAGE_START TASK_SCHEDULED TASK_COMPLETE TASK_SUCCESS STAGE_COMPLETE "
            + "STAGE_START TASK_SCHEDULED TASK_COMPLETE TASK_SUCCESS STAGE_COMPLETE BUILD_COMPLETE BUILD_SUCCESS",
            Words(story));
        Assert.Equal(new(ResultKind.Success, Completed: 2), story.Head.Result);
    }

    [Fact]
    public void An_empty_plan_succeeds_with_nothing_completed()
    {
        var story = BuildStory.Planned(PlanText.Of()).Settle();
        Assert.Equal((BuildState.Succeeded, new(ResultKind.Success)), (story.Head.State, story.Head.Result));
    }

    [Fact]
    public void An_empty_stage_succeeds_and_the_next_one_runs()
    {
        var story = BuildStory.Planned("nothing", "check: unit").Settle().Pass("unit").Settle();
        Assert.Equal([StageState.Succeeded, StageState.Succeeded], story.Head.Stages.Select(stage => stage.State));
        Assert.Equal(BuildState.Succeeded, story.Head.State);
    }

    [Fact]
    public void A_skipped_task_counts_neither_for_nor_against()
    {
        var story = BuildStory.Begun("check: unit docs").Then(EventType.TaskSkipped, "docs").Pass("unit").Settle();
        Assert.Equal(new(ResultKind.Success, Completed: 1), story.Head.Result);
        var onlySkipped = BuildStory.Begun("check: docs").Then(EventType.TaskSkipped, "docs").Settle();
        Assert.Equal(new(ResultKind.Success), onlySkipped.Head.Result);
    }

    [Fact]
    public void An_allowed_failure_is_reported_and_counts_as_succeeded()
    {
        var story = BuildStory.Planned(PlanText.FailFast("check: flaky? unit", "ship: image")).Settle().Fail("flaky").Settle();
        Assert.Equal((TaskState.Failed, "exit 1"), (story["flaky"].State, story["flaky"].Reason));
        Assert.Equal(TaskState.Succeeded, story.Pass("unit").Settle().Pass("image").Settle()["image"].State);
        Assert.Equal(new(ResultKind.Success, Completed: 3), story.Head.Result);
    }

    [Fact]
    public void The_first_failure_of_a_failFast_plan_cancels_its_siblings_and_is_named()
    {
        var story = BuildStory.Planned(PlanText.FailFast("check: unit lint docs", "ship: image")).Settle().Schedule("docs").Pass("lint").Fail("unit").Settle();
        Assert.Equal(
            [TaskState.Failed, TaskState.Succeeded, TaskState.Cancelled, TaskState.Skipped],
            story.Tasks.Values.Select(task => task.State));
        Assert.Equal(new(ResultKind.FailFast, BuildFailure.CheckFailed, null, 1, 1, "unit"), story.Head.Result);
        Assert.EndsWith("STAGE_SKIPPED BUILD_COMPLETE BUILD_FAIL", Words(story), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failFast_failure_is_one_also_where_no_sibling_was_left_to_cancel()
    {
        var story = BuildStory.Planned(PlanText.FailFast("check: unit lint")).Settle().Pass("lint").Fail("unit").Settle();
        Assert.Equal(new(ResultKind.FailFast, BuildFailure.CheckFailed, null, 1, 1, "unit"), story.Head.Result);
    }

    [Fact]
    public void Without_failFast_the_siblings_of_a_failure_go_on_to_their_end()
    {
        var story = BuildStory.Begun("check: unit lint").Fail("unit").Settle();
        Assert.Equal(new BuildStep.Wait("check"), BuildDecider.Next(story.Head));
        Assert.Equal(new(ResultKind.Failed, BuildFailure.CheckFailed, null, 1, 1), story.Pass("lint").Settle().Head.Result);
    }

    [Fact]
    public void A_clean_up_task_outlives_the_failure_of_a_failFast_sibling()
    {
        var story = BuildStory.Planned(PlanText.FailFast("check: unit sweep!")).Settle().Schedule("sweep").Fail("unit").Settle();
        Assert.Equal(new BuildStep.Wait("check"), BuildDecider.Next(story.Head));
        Assert.Equal(new(ResultKind.FailFast, BuildFailure.CheckFailed, null, 1, 1, "unit"), story.Pass("sweep").Settle().Head.Result);
    }

    [Fact]
    public void A_stage_that_would_be_skipped_starts_with_its_clean_up_tasks_alone()
    {
        var story = BuildStory.Begun("check: unit", "ship: image", "after: sweep! report").Fail("unit").Settle();
        Assert.Equal(
            [StageState.Failed, StageState.Skipped, StageState.Building], story.Head.Stages.Select(stage => stage.State));
        Assert.Equal((TaskState.Waiting, TaskState.Skipped), (story["sweep"].State, story["report"].State));
        Assert.Equal(new(ResultKind.Failed, BuildFailure.CheckFailed, null, 1, 1), story.Pass("sweep").Settle().Head.Result);
    }

    [Fact]
    public void A_cancelled_build_shows_it_at_once_and_says_its_last_word_after_its_clean_up_tasks()
    {
        var story = BuildStory.Begun("check: unit lint", "after: sweep! report").Pass("lint").Schedule("unit").Cancel().Settle();
        Assert.Equal(BuildState.Cancelled, story.Head.Shown);
        Assert.Equal((TaskState.Cancelled, TaskState.Cancelled), (story["unit"].State, story["report"].State));
        Assert.Equal(new BuildStep.Wait("after"), BuildDecider.Next(story.Head));

        story.Pass("sweep").Settle();
        Assert.EndsWith("TASK_SUCCESS STAGE_COMPLETE BUILD_COMPLETE BUILD_CANCELLED", Words(story), StringComparison.Ordinal);
        Assert.Equal(new(ResultKind.Cancelled, Completed: 2), story.Head.Result);
    }

    [Fact]
    public void A_build_cancelled_before_it_was_planned_ends_without_a_plan()
    {
        var story = new BuildStory().Then(EventType.BuildReceived).Cancel().Settle();
        Assert.Equal("BUILD_RECEIVED BUILD_COMPLETE BUILD_CANCELLED", Words(story));
    }

    [Fact]
    public void A_build_cancelled_in_the_middle_of_planning_ends_what_was_planned_clean_up_tasks_included()
    {
        var story = new BuildStory().Then(EventType.BuildReceived).Then(EventType.BuildPlanning)
            .Plan("check", PlanText.Task("unit")).Plan("check", PlanText.Task("sweep!")).Cancel().Settle();
        Assert.All(story.Tasks.Values, task => Assert.Equal(TaskState.Cancelled, task.State));
        Assert.Equal((BuildState.Cancelled, new(ResultKind.Cancelled)), (story.Head.State, story.Head.Result));
    }

    [Fact]
    public void A_cancel_between_the_decision_and_the_write_makes_the_writer_decide_again()
    {
        var story = BuildStory.Begun("check: unit").Pass("unit").Then(EventType.StageComplete, stage: "check", data: new() { State = StageState.Succeeded });
        var decided = Assert.IsType<BuildStep.Complete>(BuildDecider.Next(story.Head));
        story.Cancel();
        Assert.IsType<Evolution.Illegal>(story.Try(EventType.BuildComplete, data: new() { Result = decided.Result }));
        Assert.Equal(BuildState.Cancelled, story.Settle().Head.State);
    }

    [Theory]
    [InlineData(new[] { "exit 1", "timeout", "lost_too_often" }, BuildFailure.CheckFailed)]
    [InlineData(new[] { "provider_unavailable", "timeout", "lost_too_often" }, BuildFailure.Timeout)]
    [InlineData(new[] { "provider_unavailable", "lost_too_often", "provider_cancelled" }, BuildFailure.ProviderCancelled)]
    [InlineData(new[] { "provider_cancelled", "provider_cancelled", "provider_cancelled" }, BuildFailure.ProviderCancelled)]
    public void A_failed_build_keeps_the_reason_that_says_most_about_the_change(string[] reasons, string kept)
    {
        var story = BuildStory.Begun("check: a b c").Fail("a", reasons[0]).Fail("b", reasons[1]).Fail("c", reasons[2]).Settle();
        Assert.Equal(kept, story.Head.Result!.Reason);
    }

    [Fact]
    public void An_allowed_failure_gives_the_build_no_reason()
    {
        var story = BuildStory.Begun("check: a? b").Fail("a").Fail("b", "lost_too_often").Settle();
        Assert.Equal(BuildFailure.LostTooOften, story.Head.Result!.Reason);
    }

    private static string Words(BuildStory story) => string.Join(' ', story.Events.Select(e => e.Type.Word()));
}
