using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Xunit;

namespace Signalbox.Core.Tests.Builds;

/// <summary>Ways in which build orchestrators are known to have gone wrong; each is impossible here.</summary>
public sealed class BuildRegressionTests
{
    [Fact]
    public void Stage_failure_stops_the_build()
    {
        var story = BuildStory.Begun("check: unit", "ship: image", "announce: mail").Fail("unit").Settle();
        Assert.Equal(BuildState.Failed, story.Head.State);
        Assert.Equal((TaskState.Skipped, TaskState.Skipped), (story["image"].State, story["mail"].State));
        Assert.DoesNotContain(story.Events, e => e.Type == EventType.TaskScheduled && e.Task != "unit");
    }

    [Fact]
    public void A_failed_task_never_also_succeeds()
    {
        var story = BuildStory.Begun("check: unit lint").Fail("unit");
        Assert.IsType<Evolution.Illegal>(story.Try(EventType.TaskComplete, "unit"));
        Assert.IsType<Evolution.Illegal>(story.Try(EventType.TaskSuccess, "unit"));
        Assert.Equal((0, 1), (story.Head.Stages[0].Succeeded, story.Head.Stages[0].Failed));
    }

    [Fact]
    public void A_success_is_never_counted_twice()
    {
        var story = BuildStory.Begun("check: unit lint").Pass("unit");
        Assert.IsType<Evolution.Illegal>(story.Try(EventType.TaskSuccess, "unit"));
        Assert.Equal(1, story.Head.Stages[0].Succeeded);
    }

    [Fact]
    public void The_last_stages_status_does_not_win()
    {
        var story = BuildStory.Begun("check: unit", "after: sweep!").Fail("unit").Settle().Pass("sweep").Settle();
        Assert.Equal(StageState.Succeeded, story.Head.Stages[^1].State);
        Assert.Equal(BuildState.Failed, story.Head.State);
    }

    [Fact]
    public void The_last_tasks_status_does_not_win()
    {
        var story = BuildStory.Begun("check: unit lint").Fail("unit").Pass("lint").Settle();
        Assert.Equal((StageState.Failed, BuildState.Failed), (story.Head.Stages[0].State, story.Head.State));
    }

    [Fact]
    public void Two_stages_run_both()
    {
        var story = BuildStory.Begun("check: unit", "ship: image").Pass("unit").Settle();
        Assert.Equal(new BuildStep.Wait("ship"), BuildDecider.Next(story.Head));
        Assert.Equal(2, story.Pass("image").Settle().Head.Result!.Completed);
    }

    [Fact]
    public void A_stage_does_not_end_while_one_of_its_tasks_is_open()
    {
        var story = BuildStory.Begun("check: unit lint").Pass("unit").Settle();
        Assert.Equal(new BuildStep.Wait("check"), BuildDecider.Next(story.Head));
        Assert.IsType<Evolution.Illegal>(story.Try(EventType.StageComplete, stage: "check", data: new() { State = StageState.Succeeded }));
    }

    [Fact]
    public void One_task_is_given_to_one_builder()
    {
        var story = BuildStory.Begun("check: unit").Schedule("unit");
        Assert.IsType<Evolution.Illegal>(story.Try(EventType.TaskScheduled, "unit", data: new() { Provider = "other", ProviderBuild = "other://1" }));
        Assert.IsType<Evolution.Illegal>(story.Try(EventType.TaskDelegated, "unit", data: new() { DelegatedTo = new(BuildId.Parse("b-0"), "unit", 1) }));
        Assert.Equal("fake://unit", Assert.Single(story["unit"].Attempts).ProviderBuild);
    }
}
