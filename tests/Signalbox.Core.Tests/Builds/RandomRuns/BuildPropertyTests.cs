using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Xunit;
using static Signalbox.Core.Events.EventType;

namespace Signalbox.Core.Tests.Builds.RandomRuns;

/// <summary>
/// For any plan and any interleaving of outcomes, cancels, interruptions, crashes, duplicates and illegal tries. Every property also
/// says that the run ends: <see cref="RandomRun.Of"/> throws where it does not, or where a legal step is refused.
/// </summary>
public sealed partial class BuildPropertyTests
{
    private const int Runs = 200;
    private static readonly EventType[] LastWords = [BuildSuccess, BuildFail, BuildCancelled];

    [Fact]
    public void The_machine_accepts_what_the_table_has_and_nothing_else() => ForAnyRun(run => Assert.Equal("", string.Join("\n", run.Disagreements)));

    [Fact]
    public void An_event_is_never_accepted_twice_whatever_came_between() => ForAnyRun(run => Assert.Equal("", string.Join("\n", run.Repeated)));

    [Fact]
    public void There_is_exactly_one_completion_followed_by_exactly_one_last_word() => ForAnyRun(run =>
    {
        var words = run.Events.Where(e => e.Type == BuildComplete || LastWords.Contains(e.Type)).ToList();
        Assert.Equal(2, words.Count);
        Assert.Equal(BuildComplete, words[0].Type);
        Assert.Equal(BuildConductor.Outcome(words[0].Data!.Result!.Kind), words[1].Type);
        Assert.All(run.Events.SkipWhile(e => e != words[1]).Skip(1), e => Assert.True(NotedEvents.Are(e.Type)));
        Assert.Equal(run.Story.Head.Cancel is not null, words[1].Type == BuildCancelled);
    });

    [Fact]
    public void Events_come_in_the_order_of_B2() => ForAnyRun(run =>
        Assert.Matches(OrderOfB2(), string.Concat(run.Events.Where(e => !NotedEvents.Are(e.Type)).Select(Letter))));

    [Fact]
    public void Counts_add_up() => ForAnyRun(run =>
    {
        var (head, tasks) = (run.Story.Head, run.Story.Tasks.Values);
        var result = head.Result!;
        Assert.Equal(tasks.Count(task => task.State == TaskState.Succeeded || task is { State: TaskState.Failed, AllowFailure: true }), result.Completed);
        Assert.Equal(tasks.Count(task => task is { State: TaskState.Failed, AllowFailure: false }), result.Failed);
        foreach (var stage in head.Stages.Where(_ => head.StartedAt is not null))
        {
            var own = tasks.Where(task => task.Stage == stage.Name).ToList();
            Assert.Equal(own.Count, stage.Total);
            Assert.Equal(stage.Total, stage.Ended);
            Assert.Equal(own.Count(task => task.State == TaskState.Skipped), stage.Skipped);
            Assert.Equal(own.Count(task => task.State == TaskState.Cancelled), stage.Cancelled);
            Assert.Equal(own.Count(task => task.Always), stage.AlwaysEnded);
            Assert.Equal(0, stage.OrdinaryOpen);
            Assert.True(stage.State.HasEnded());
        }
    });

    [Fact]
    public void Replaying_the_stored_events_gives_the_same_state() => ForAnyRun(run =>
    {
        var (head, tasks) = Replay.Of(run.Events.Select(Replay.Stored), run.Story.Head.Cancel);
        Assert.Equal(Text(run.Story.Head), Text(head));
        Assert.Equal(
            Text(run.Story.Tasks.Values.OrderBy(task => task.Order).Select(task => task with { Plan = null })),
            Text(tasks.OrderBy(task => task.Order)));
    });

    [Fact]
    public void A_task_ends_once_and_with_an_outcome_only_after_TASK_COMPLETE() => ForAnyRun(run =>
    {
        foreach (var own in run.Events.Where(e => e.Task is not null && !NotedEvents.Are(e.Type)).GroupBy(e => e.Task))
        {
            var types = own.Select(e => e.Type).ToList();
            var ends = types.Where(type => type is TaskSuccess or TaskFail or TaskSkipped or TaskCancelled).ToList();
            Assert.True(run.Story.Head.StartedAt is null ? ends.Count <= 1 : ends.Count == 1, $"{own.Key}: {string.Join(' ', types)}");
            if (ends is [var end]) Assert.Equal(end, types[^1]);
            if (ends is [TaskSuccess or TaskFail]) Assert.Equal(TaskComplete, types[^2]);
        }
    });

    [Fact]
    public void After_a_failed_or_cancelled_stage_only_clean_up_tasks_run() => ForAnyRun(run =>
    {
        var bad = run.Events.FindIndex(e => e is { Type: StageComplete, Data.State: not StageState.Succeeded });
        if (bad < 0) return;
        Assert.All(
            run.Events.Skip(bad).Where(e => e.Type is TaskScheduled or TaskDelegated or TaskStart), e => Assert.True(run.Story[e.Task!].Always));
    });

    [Fact]
    public void Once_a_plan_has_started_its_clean_up_tasks_run_whatever_happens() => ForAnyRun(run =>
    {
        if (run.Story.Head.StartedAt is null) return;
        Assert.All(
            run.Story.Tasks.Values.Where(task => task.Always),
            task => Assert.Contains(task.State, (TaskState[])[TaskState.Succeeded, TaskState.Failed]));
    });

    [Fact]
    public void Every_attempt_has_a_number_of_its_own_and_lost_ones_stay_within_the_plan() => ForAnyRun(run =>
    {
        foreach (var task in run.Story.Tasks.Values)
        {
            var numbers = task.Attempts.Select(attempt => attempt.Attempt).ToList();
            Assert.Equal(numbers.Distinct().Order(), numbers);
            Assert.InRange(task.Lost, 0, task.Plan!.Attempts);
            Assert.InRange(task.Retried, 0, task.Plan.Retries);
            Assert.All(task.Attempts, attempt => Assert.True(attempt.EndedAt is not null || run.Story.Head.StartedAt is null));
        }
    });

    private static void ForAnyRun(Action<RandomRun> holds) =>
        Prop.ForAll(RandomBuild.Any, build => holds(RandomRun.Of(build))).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));

    private static string Text<T>(T value) => JsonSerializer.Serialize(value);

    // B2 as letters: received, planning, planned, start; stages with what happens inside; completion and last word.
    [GeneratedRegex("^r(pn*(c*|b(B[tkc]*E|[kc]*K|c)*))?DL$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex OrderOfB2();

    private static char Letter(PendingEvent e) => e.Type switch
    {
        BuildReceived => 'r',
        BuildPlanning => 'p',
        TaskPlanned => 'n',
        BuildStart => 'b',
        StageStart => 'B',
        StageComplete => 'E',
        StageSkipped => 'K',
        TaskSkipped => 'k',
        TaskCancelled => 'c',
        BuildComplete => 'D',
        BuildSuccess or BuildFail or BuildCancelled => 'L',
        _ => 't',
    };
}
