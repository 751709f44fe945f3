using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Xunit;

namespace Signalbox.Core.Tests.Builds;

public sealed class TaskTransitionTests
{
    // Every detail that some event needs, so that a refusal is the state's and never a missing detail's.
    private static readonly EventData Everything = new()
    {
        Provider = "fake",
        ProviderBuild = "fake://1",
        DelegatedTo = new(BuildId.Parse("b-0"), "unit", 1),
        State = StageState.Succeeded,
        Stages = ["first", "second", "third", "check"],
        Result = new(ResultKind.Success),
        By = "ada",
    };

    public static TheoryData<string> Situations => [.. TaskTable.Rows.Select(row => row.Situation)];

    [Theory]
    [MemberData(nameof(Situations))]
    public void What_the_table_has_is_accepted_and_leads_where_it_says(string situation)
    {
        var row = Row(situation);
        foreach (var (type, after) in row.Legal)
        {
            var legal = Assert.IsType<Evolution.Legal>(row.Tell().Try(type, "unit", data: Everything));
            Assert.True(after == legal.Task!.State, $"{situation}: {type.Word()} led to {legal.Task.State}");
        }
    }

    [Theory]
    [MemberData(nameof(Situations))]
    public void What_the_table_does_not_have_is_refused_with_the_sentence_of_the_product(string situation)
    {
        var row = Row(situation);
        var story = row.Tell();
        foreach (var type in Enum.GetValues<EventType>().Except(row.Legal.Select(legal => legal.Type)).Where(type => !NotedEvents.Are(type)))
        {
            var evolution = story.Try(type, "unit", data: Everything);
            Assert.True(evolution is Evolution.Illegal, $"{situation}: {type.Word()} was accepted");
            Assert.Equal(
                $"Invalid build state transition: {row.Word} -> {type.Word()} (unit)", ((Evolution.Illegal)evolution).Transition.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Situations))]
    public void What_is_only_noted_changes_no_state(string situation)
    {
        var story = Row(situation).Tell();
        foreach (var type in NotedEvents.All)
        {
            var legal = Assert.IsType<Evolution.Legal>(story.Try(type, "unit", data: Everything));
            Assert.Equal(story.Head with { Seq = story.Head.Seq + 1 }, legal.Head);
            Assert.Equal(story["unit"], legal.Task);
        }
    }

    [Fact]
    public void A_task_is_planned_once_while_the_build_is_planning_and_waits_then()
    {
        var story = new BuildStory().Then(EventType.BuildReceived);
        Assert.IsType<Evolution.Illegal>(story.Try(story.Planning("check", PlanText.Task("unit"))));

        story.Then(EventType.BuildPlanning).Plan("check", PlanText.Task("unit"));
        Assert.Equal(TaskState.Waiting, story["unit"].State);
        Assert.IsType<Evolution.Illegal>(story.Try(story.Planning("check", PlanText.Task("unit"))));

        story.Then(EventType.BuildStart, data: new() { Stages = ["check"] });
        Assert.IsType<Evolution.Illegal>(story.Try(story.Planning("check", PlanText.Task("late"))));
    }

    [Fact]
    public void A_task_that_was_never_planned_is_told_apart_by_the_build_it_is_missing_in()
    {
        var refused = Assert.IsType<Evolution.Illegal>(BuildStory.Begun("check: unit").Try(EventType.TaskStart, "ghost"));
        Assert.Equal("Invalid build state transition: executing -> TASK_START (ghost)", refused.Transition.ToString());
    }

    [Theory]
    [InlineData(EventType.TaskInterrupted)]
    [InlineData(EventType.TaskRetried)]
    public void Tried_again_a_task_has_a_new_attempt_number_and_the_old_one_keeps_its_record(EventType again)
    {
        var story = BuildStory.Begun("check: unit").Schedule("unit").Then(again, "unit", data: new() { Reason = "why" }).Schedule("unit");
        Assert.Equal(2, story["unit"].Attempt);
        Assert.Equal([1, 2], story["unit"].Attempts.Select(attempt => attempt.Attempt));
        Assert.Equal("why", story["unit"].Attempts[0].Reason);
        Assert.NotNull(story["unit"].Attempts[0].EndedAt);
        Assert.Equal("scheduled", story["unit"].Current!.State);
    }

    [Fact]
    public void The_last_retry_of_a_failing_test_is_an_attempt_of_its_own()
    {
        var story = BuildStory.Begun("check: unit").Schedule("unit").Then(EventType.TaskRetried, "unit", data: new() { AttemptsLeft = 0 });
        Assert.Equal((2, 1), (story["unit"].Attempt, story["unit"].Retried));
        Assert.Equal(TaskState.Succeeded, story.Pass("unit")["unit"].State);
    }

    [Fact]
    public void What_the_provider_says_of_an_earlier_attempt_is_refused()
    {
        var story = BuildStory.Begun("check: unit").Schedule("unit").Then(EventType.TaskInterrupted, "unit").Schedule("unit");
        Assert.IsType<Evolution.Illegal>(story.Try(story.Next(EventType.TaskStart, "unit") with { Attempt = 1 }));
        Assert.IsType<Evolution.Legal>(story.Try(story.Next(EventType.TaskStart, "unit") with { Attempt = 2 }));
    }

    [Fact]
    public void A_crash_of_our_own_host_uses_up_no_attempt_and_a_loss_does()
    {
        var story = BuildStory.Begun("check: unit").Schedule("unit")
            .Then(EventType.TaskInterrupted, "unit", data: new() { OurCrash = true }).Schedule("unit");
        Assert.Equal(0, story["unit"].Lost);
        Assert.Equal(1, story.Then(EventType.TaskInterrupted, "unit")["unit"].Lost);
    }

    [Fact]
    public void A_delegation_that_came_to_nothing_uses_up_no_attempt_and_leaves_no_trace_of_the_other_build()
    {
        var story = BuildStory.Begun("check: unit").Then(EventType.TaskDelegated, "unit", data: Everything);
        Assert.NotNull(story["unit"].DelegatedTo);
        story.Then(EventType.TaskInterrupted, "unit");
        Assert.Equal((0, null), (story["unit"].Lost, story["unit"].DelegatedTo));
        Assert.Equal(TaskState.Succeeded, story.Pass("unit")["unit"].State);
    }

    [Fact]
    public void An_acceptance_without_the_providers_id_is_none() =>
        Assert.IsType<Evolution.Illegal>(BuildStory.Begun("check: unit").Try(EventType.TaskScheduled, "unit", data: new() { Provider = "fake" }));

    private static TaskTable.Row Row(string situation) => TaskTable.Rows.Single(row => row.Situation == situation);
}
