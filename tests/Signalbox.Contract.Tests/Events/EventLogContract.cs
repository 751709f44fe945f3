using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Xunit;
using static Signalbox.Contract.Tests.Builds.BuildStory;

namespace Signalbox.Contract.Tests.Events;

public abstract class EventLogContract : StoreContract<IEventLog>
{
    /// <summary>The builds over the same data.</summary>
    protected abstract IBuildStore Builds { get; }

    [Fact]
    public async Task Events_are_read_as_they_were_appended_numbered_from_one()
    {
        await CreateAsync();
        await AppendAsync(Whole("unit"));

        var events = await Store.ReadAsync(Id(), 0, 100, Soon);

        Assert.Equal(Whole("unit").Select(pending => pending.Type), events.Select(stored => stored.Type));
        Assert.Equal(Enumerable.Range(1, events.Count).Select(seq => (long)seq), events.Select(stored => stored.Seq));
        foreach (var (pending, stored) in Whole("unit").Zip(events))
        {
            Assert.Equal(
                (Id(), pending.At, pending.Stage, pending.Task, pending.Attempt), (stored.Build, stored.At, stored.Stage, stored.Task, stored.Attempt));
            Assert.Equal(Text(pending.Data), Text(stored.Data));
        }
    }

    [Fact]
    public async Task A_repeated_append_changes_nothing()
    {
        await CreateAsync();
        var first = await AppendAsync(Begin("unit"));
        var again = await AppendAsync(Begin("unit"));

        Assert.Equal((5, 0), (first.Added, again.Added));
        Assert.Equal(Text(first.Head), Text(again.Head));
        Assert.Equal(5, (await Store.ReadAsync(Id(), 0, 100, Soon)).Count);
    }

    [Fact]
    public async Task A_repeated_append_is_known_also_when_the_build_has_moved_on()
    {
        await CreateAsync();
        await AppendAsync(Whole("unit"));

        var again = await AppendAsync([Pass("unit")[0]]);

        Assert.Equal((0, TaskState.Succeeded), (again.Added, again.Task!.State));
    }

    [Fact]
    public async Task An_append_of_which_a_part_is_there_is_completed()
    {
        await CreateAsync();
        await AppendAsync([.. Begin("a", "b").Take(3)]);

        Assert.Equal(3, (await AppendAsync(Begin("a", "b"))).Added);
        Assert.Equal([1, 2, 3, 4, 5, 6], (await Store.ReadAsync(Id(), 0, 100, Soon)).Select(stored => stored.Seq));
    }

    [Fact]
    public async Task The_same_step_of_two_writers_is_two_events()
    {
        await CreateAsync();
        await AppendAsync(Whole("unit"));
        var late = Event(EventType.PluginError, step: "slack") with { Data = new() { Message = "no" } };

        Assert.Equal(2, (await AppendAsync([late, late with { Writer = "somebody else" }, late])).Added);
    }

    [Fact]
    public async Task An_append_changes_the_rows_that_its_events_are_about()
    {
        await CreateAsync();
        var result = await AppendAsync([.. Begin("unit", "lint"), .. Pass("unit")]);

        Assert.Equal(("unit", TaskState.Succeeded), (result.Task!.Name, result.Task.State));
        Assert.Equal((1, 2, 10L), (result.Head.Stages[0].Succeeded, result.Head.Stages[0].Total, result.Head.Seq));
        Assert.Equal(Text(result.Head), Text(await Builds.FindAsync(Id(), Soon)));
        var row = (await Builds.FindTaskAsync(Id(), "unit", Soon))!.Value.Task;
        Assert.Equal((TaskState.Succeeded, 120, "process://unit"), (row.State, row.Reports!.Tests, row.Attempts[0].ProviderBuild));
        Assert.Equal(TaskState.Waiting, (await Builds.FindTaskAsync(Id(), "lint", Soon))!.Value.Task.State);
    }

    [Fact]
    public async Task An_event_that_is_not_legal_next_is_refused_with_all_that_came_with_it()
    {
        await CreateAsync();
        await AppendAsync(Begin("unit"));
        var before = Text(await Builds.FindTaskAsync(Id(), "unit", Soon));

        var result = await Store.AppendAsync(Id(), [Pass("unit")[0], .. End(1)], Soon);

        var rejected = Assert.IsType<AppendResult.Rejected>(result).Transition;
        Assert.Equal(("executing", EventType.StageComplete), (rejected.Current, rejected.Requested));
        Assert.Equal(before, Text(await Builds.FindTaskAsync(Id(), "unit", Soon)));
        Assert.Equal(5, (await Store.ReadAsync(Id(), 0, 100, Soon)).Count);
    }

    [Fact]
    public async Task One_task_is_planned_once()
    {
        await CreateAsync();
        await AppendAsync([.. Begin("unit").Take(3)]);

        Assert.IsType<AppendResult.Rejected>(await Store.AppendAsync(Id(), [Planned("unit", "other") with { Step = "again" }], Soon));
    }

    [Fact]
    public async Task An_event_of_a_build_that_is_not_there_is_refused()
    {
        var rejected = Assert.IsType<AppendResult.Rejected>(await Store.AppendAsync(Id(), Begin(), Soon));
        Assert.Equal("missing", rejected.Transition.Current);
    }

    [Fact]
    public async Task After_the_last_word_only_what_came_too_late_may_follow()
    {
        await CreateAsync();
        await AppendAsync(Whole("unit"));

        Assert.IsType<AppendResult.Rejected>(await Store.AppendAsync(Id(), [Event(EventType.BuildCancelled)], Soon));
        var late = await AppendAsync([Event(EventType.ProviderLateResult, "check", "unit", new() { Claimed = "failed" })]);
        Assert.Equal((BuildState.Succeeded, TaskState.Succeeded, 13L), (late.Head.State, late.Task!.State, late.Head.Seq));
    }

    [Fact]
    public async Task Times_are_kept_to_the_millisecond_and_in_utc()
    {
        await CreateAsync();
        var at = new DateTimeOffset(2026, 11, 20, 18, 3, 11, TimeSpan.FromHours(1)).AddTicks(2049999);
        await AppendAsync([.. Begin("unit").Select(pending => pending with { At = at })]);

        var expected = new DateTimeOffset(2026, 11, 20, 17, 3, 11, 204, TimeSpan.Zero);
        Assert.All(await Store.ReadAsync(Id(), 0, 10, Soon), stored => Assert.Equal((expected, TimeSpan.Zero), (stored.At, stored.At.Offset)));
        Assert.Equal(expected, (await Builds.FindAsync(Id(), Soon))!.StartedAt);
    }

    [Fact]
    public async Task Replaying_the_events_gives_the_rows()
    {
        await CreateAsync();
        await AppendAsync(Begin("a", "b", "c"));
        foreach (var task in new[] { "b", "c", "a" }) await AppendAsync(Pass(task));
        await AppendAsync(End(3));

        var rows = (await Builds.ListTasksAsync(Id(), null, Soon)).ToDictionary(task => task.Name);
        var head = (await Builds.FindAsync(Id(), Soon))!;
        var replayed = new BuildHead { Id = Id(), Request = Request(), CreatedAt = head.CreatedAt };
        var tasks = new Dictionary<string, BuildTask>();
        foreach (var stored in await Store.ReadAsync(Id(), 0, 100, Soon))
        {
            var pending = new PendingEvent
            {
                Writer = "",
                Step = "",
                At = stored.At,
                Type = stored.Type,
                Stage = stored.Stage,
                Task = stored.Task,
                Attempt = stored.Attempt,
                Data = stored.Data,
            };
            var legal = Assert.IsType<Evolution.Legal>(BuildMachine.Evolve(replayed, tasks.GetValueOrDefault(stored.Task ?? ""), pending));
            replayed = legal.Head;
            if (legal.Task is { } task) tasks[task.Name] = task;
        }

        Assert.Equal(Text(head), Text(replayed));
        Assert.All(tasks.Values, task => Assert.Equal(Text(rows[task.Name] with { Plan = null }), Text(task)));
    }

    [Fact]
    public async Task A_list_longer_than_one_transaction_takes_is_appended_in_one_call()
    {
        var tasks = Enumerable.Range(0, 10 * IEventLog.AtomicLimit).Select(n => $"t{n:0000}").ToArray();
        await CreateAsync();

        Assert.Equal(tasks.Length + 4, (await AppendAsync(Begin(tasks))).Added);
        Assert.Equal(tasks, (await Builds.ListTasksAsync(Id(), "check", Soon)).Select(task => task.Name));
    }

    [Fact]
    public async Task Many_writers_of_one_build_give_a_dense_stream_and_right_counts()
    {
        var tasks = Enumerable.Range(0, Callers).Select(n => $"t{n}").ToArray();
        await CreateAsync();
        await AppendAsync(Begin(tasks));

        await AtOnceAsync(async caller =>
        {
            foreach (var pending in Pass(tasks[caller])) await AppendAsync([pending]);
            return caller;
        });

        var events = await Store.ReadAsync(Id(), 0, 1000, Soon);
        Assert.Equal(Enumerable.Range(1, 4 + (5 * Callers)).Select(seq => (long)seq), events.Select(stored => stored.Seq));
        Assert.Equal(Callers, (await Builds.FindAsync(Id(), Soon))!.Stages[0].Succeeded);
        foreach (var own in events.Skip(4 + Callers).GroupBy(stored => stored.Task))
            Assert.Equal(Pass("").Select(pending => pending.Type), own.Select(stored => stored.Type));
    }

    [Fact]
    public async Task Of_many_who_append_the_same_event_at_once_one_adds_it_and_none_is_refused()
    {
        await CreateAsync();
        var answers = await AtOnceAsync(_ => AppendAsync([Event(EventType.BuildReceived)]));

        Assert.Equal(1, answers.Sum(answer => answer.Added));
        Assert.Single(await Store.ReadAsync(Id(), 0, 10, Soon));
    }

    [Fact]
    public async Task A_stream_is_read_in_parts()
    {
        await CreateAsync();
        await AppendAsync(Whole("unit"));

        Assert.Equal([4, 5, 6], (await Store.ReadAsync(Id(), 3, 3, Soon)).Select(stored => stored.Seq));
        Assert.Empty(await Store.ReadAsync(Id(), 12, 3, Soon));
        Assert.Empty(await Store.ReadAsync(Id("never"), 0, 3, Soon));
    }

    [Fact]
    public async Task The_feed_has_every_event_of_every_build_in_the_order_of_its_build()
    {
        var builds = Enumerable.Range(0, 10).Select(n => Id($"b-{n}")).ToArray();
        foreach (var build in builds) await CreateAsync(build);
        await AtOnceAsync(
            async caller =>
            {
                foreach (var pending in Whole("unit")) await AppendAsync([pending], builds[caller]);
                return caller;
            },
            builds.Length);

        var (events, _) = await DrainAsync(null);

        foreach (var build in builds)
            Assert.Equal(Enumerable.Range(1, 12).Select(seq => (long)seq), events.Where(stored => stored.Build == build).Select(stored => stored.Seq).Distinct());
        Assert.Equal(120, events.Select(stored => stored.Id).Distinct().Count());
    }

    [Fact]
    public async Task The_feed_goes_on_behind_its_cursor_also_after_the_end_of_the_process()
    {
        await CreateAsync();
        await AppendAsync(Begin("unit"));
        var (_, cursor) = await DrainAsync(null);
        var (nothing, still) = await DrainAsync(cursor);
        await ReopenAsync();
        await AppendAsync(Pass("unit"));

        Assert.Empty(nothing);
        Assert.Equal(Pass("unit").Select(pending => pending.Type), (await DrainAsync(still)).Events.Select(stored => stored.Type));
    }

    [Fact]
    public async Task The_feed_loses_nothing_when_a_build_is_deleted()
    {
        await CreateAsync();
        await AppendAsync(Whole("unit"));
        var (_, cursor) = await DrainAsync(null);
        await Builds.DeleteAsync(Id(), Soon);
        await CreateAsync(Id("b-2"));
        await AppendAsync(Begin(), Id("b-2"));

        Assert.Equal(4, (await DrainAsync(cursor)).Events.Count);
    }

    [Fact]
    public async Task A_cursor_of_somebody_else_is_refused() =>
        await Assert.ThrowsAsync<FormatException>(() => Store.ReadAllAsync("somebody else's", 10, Soon));

    [Fact]
    public async Task The_log_outlives_the_process_and_goes_on()
    {
        await CreateAsync();
        await AppendAsync(Begin("unit"));
        await ReopenAsync();

        Assert.Equal(0, (await AppendAsync(Begin("unit"))).Added);
        Assert.Equal(10, (await AppendAsync([.. Pass("unit"), End(1)[0]])).Head.Seq);
    }

    [Fact]
    public async Task Ids_sort_by_time_and_then_by_place()
    {
        await CreateAsync();
        await AppendAsync([.. Whole("unit").Select((pending, index) => pending with { At = Noon.AddMilliseconds(index / 3) })]);

        var ids = (await Store.ReadAsync(Id(), 0, 100, Soon)).Select(stored => stored.Id).ToList();
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.All(ids, id => Assert.Equal(26, id.Length));
    }

    [Fact]
    public void However_a_story_is_cut_and_repeated_the_stream_is_the_same()
    {
        var whole = Whole("a", "b", "c");
        var expected = whole.Select((pending, index) => (pending.Type, pending.Task, index + 1L)).ToList();
        var cuts = Gen.Choose(1, 9).SelectMany(length => Gen.Choose(0, 12).Select(back => (length, back))).ArrayOf();
        var story = 0;
        Prop.ForAll(cuts.ToArbitrary(), played => TellAsync(Id($"story-{story++}"), played).GetAwaiter().GetResult()).QuickCheckThrowOnFailure();

        async Task TellAsync(BuildId build, (int Length, int Back)[] played)
        {
            await CreateAsync(build);
            var told = 0;
            foreach (var (length, back) in played.Append((whole.Count, whole.Count)))
            {
                // The writer was ended, remembers less than it wrote, and goes on from there.
                var from = Math.Max(0, told - back);
                var until = Math.Min(whole.Count, told + length);
                Assert.Equal(until - told, (await AppendAsync([.. whole.Skip(from).Take(until - from), whole[Math.Max(0, until - 1)]], build)).Added);
                told = until;
            }

            Assert.Equal(expected, (await Store.ReadAsync(build, 0, 100, Soon)).Select(stored => (stored.Type, stored.Task, stored.Seq)));
        }
    }

    private static string Text<T>(T value) => JsonSerializer.Serialize(value);

    private async Task CreateAsync(BuildId? id = null) => await Builds.CreateAsync(id ?? Id(), Request(), Clock.GetUtcNow(), Soon);

    private async Task<AppendResult.Appended> AppendAsync(IReadOnlyList<PendingEvent> events, BuildId? build = null) =>
        Assert.IsType<AppendResult.Appended>(await Store.AppendAsync(build ?? Id(), events, Soon));

    private async Task<(List<BuildEvent> Events, string Cursor)> DrainAsync(string? cursor)
    {
        var events = new List<BuildEvent>();
        while (true)
        {
            var page = await Store.ReadAllAsync(cursor, 7, Soon);
            cursor = page.Next;
            if (page.Items.Count == 0) return (events, cursor);
            events.AddRange(page.Items);
        }
    }
}
