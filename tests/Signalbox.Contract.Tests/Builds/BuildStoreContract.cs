using System.Text.Json;
using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Xunit;
using static Signalbox.Contract.Tests.Builds.BuildStory;

namespace Signalbox.Contract.Tests.Builds;

public abstract class BuildStoreContract : StoreContract<IBuildStore>
{
    /// <summary>The log over the same data: builds change through it alone.</summary>
    protected abstract IEventLog Log { get; }

    [Fact]
    public async Task A_build_is_found_as_it_was_asked_for()
    {
        var created = await CreateAsync(Id(), Request());

        Assert.Equal(CreateOutcome.Created, created.Outcome);
        var head = await Store.FindAsync(Id(), Soon);
        Assert.Equal(Text(Request()), Text(head!.Request));
        Assert.Equal((Id(), Clock.GetUtcNow(), BuildState.Received, 0L), (head.Id, head.CreatedAt, head.State, head.Seq));
    }

    [Fact]
    public async Task A_build_that_nobody_asked_for_is_not_there()
    {
        Assert.Null(await Store.FindAsync(Id(), Soon));
        Assert.Null(await Store.FindTaskAsync(Id(), "unit", Soon));
        Assert.Empty(await Store.ListTasksAsync(Id(), null, Soon));
        Assert.Null(await Store.MarkCancelledAsync(Id(), new("anna", Noon), Soon));
    }

    [Fact]
    public async Task A_known_id_with_the_same_request_is_the_same_build()
    {
        await CreateAsync(Id(), Request());
        await Log.AppendAsync(Id(), Begin("unit"), Soon);
        Clock.Advance(TimeSpan.FromHours(1));

        var again = await CreateAsync(Id(), Request());

        Assert.Equal((CreateOutcome.Same, BuildState.Executing, Noon), (again.Outcome, again.Head.State, again.Head.CreatedAt));
    }

    [Fact]
    public async Task A_known_id_with_another_request_is_refused_and_changes_nothing()
    {
        await CreateAsync(Id(), Request());

        Assert.Equal(CreateOutcome.Other, (await CreateAsync(Id(), Request() with { Fresh = true })).Outcome);
        Assert.Equal(CreateOutcome.Other, (await CreateAsync(Id(), Request(sha: 'b'))).Outcome);
        Assert.Equal(Text(Request()), Text((await Store.FindAsync(Id(), Soon))!.Request));
    }

    [Fact]
    public async Task Ids_that_differ_in_case_alone_are_two_builds()
    {
        await CreateAsync(Id("b-x"), Request());
        Assert.Equal(CreateOutcome.Created, (await CreateAsync(Id("b-X"), Request(sha: 'b'))).Outcome);
    }

    [Fact]
    public async Task Of_many_who_ask_for_the_same_build_at_once_one_creates_it()
    {
        var answers = await AtOnceAsync(_ => CreateAsync(Id(), Request()));

        Assert.Single(answers, answer => answer.Outcome == CreateOutcome.Created);
        Assert.Equal(Callers - 1, answers.Count(answer => answer.Outcome == CreateOutcome.Same));
    }

    [Fact]
    public async Task Of_many_who_ask_for_different_builds_under_one_id_one_wins_and_the_others_are_told()
    {
        var answers = await AtOnceAsync(caller => CreateAsync(Id(), Request(caller + 1)));

        var winner = Array.FindIndex(answers, answer => answer.Outcome == CreateOutcome.Created);
        Assert.Equal(Callers - 1, answers.Count(answer => answer.Outcome == CreateOutcome.Other));
        Assert.All(answers, answer => Assert.Equal(Text(Request(winner + 1)), Text(answer.Head.Request)));
    }

    [Fact]
    public async Task Tasks_come_in_the_order_of_the_plan_whole_or_by_stage()
    {
        await CreateAsync(Id(), Request());
        await Log.AppendAsync(
            Id(), [Event(EventType.BuildReceived), Event(EventType.BuildPlanning), Planned("z", "one"), Planned("a", "two"), Planned("m", "one")], Soon);

        Assert.Equal(["z", "a", "m"], (await Store.ListTasksAsync(Id(), null, Soon)).Select(task => task.Name));
        Assert.Equal(["z", "m"], (await Store.ListTasksAsync(Id(), "one", Soon)).Select(task => task.Name));
        Assert.Empty(await Store.ListTasksAsync(Id(), "three", Soon));
    }

    [Theory]
    [InlineData("unit[os=linux,tfm=net10.0]")]
    [InlineData("docs/a b#c?d\\e'f\"g%")]
    [InlineData("grüße 🚂")]
    public async Task A_task_of_any_name_is_found_with_its_definition_and_its_head(string name)
    {
        await CreateAsync(Id(), Request());
        await Log.AppendAsync(Id(), Begin(name), Soon);

        var found = await Store.FindTaskAsync(Id(), name, Soon);

        Assert.Equal((5L, name, TimeSpan.FromMinutes(20)), (found!.Value.Head.Seq, found.Value.Task.Name, found.Value.Task.Plan!.Timeout));
        Assert.Null(await Store.FindTaskAsync(Id(), name + "x", Soon));
    }

    [Fact]
    public async Task A_cancel_shows_at_once_and_ends_what_providers_may_say()
    {
        await CreateAsync(Id(), Request());
        await Log.AppendAsync(Id(), Begin("unit"), Soon);

        var marked = await Store.MarkCancelledAsync(Id(), new("anna", Noon, "superseded"), Soon);

        Assert.Equal((BuildState.Cancelled, "superseded"), (marked!.Shown, marked.Cancel!.Reason));
        Assert.IsType<AppendResult.Rejected>(await Log.AppendAsync(Id(), [Pass("unit")[0]], Soon));
    }

    [Fact]
    public async Task The_first_cancel_counts()
    {
        await CreateAsync(Id(), Request());
        var answers = await AtOnceAsync(caller => Store.MarkCancelledAsync(Id(), new($"caller {caller}", Noon), Soon));

        Assert.Single(answers.Select(head => head!.Cancel!.By).Distinct());
    }

    [Fact]
    public async Task A_build_that_has_its_result_is_not_cancelled_any_more()
    {
        await CreateAsync(Id(), Request());
        await Log.AppendAsync(Id(), [.. Whole("unit").SkipLast(1)], Soon);
        Assert.Null((await Store.MarkCancelledAsync(Id(), new("anna", Noon), Soon))!.Cancel);

        await Log.AppendAsync(Id(), Whole("unit"), Soon);
        Assert.Equal(BuildState.Succeeded, (await Store.MarkCancelledAsync(Id(), new("anna", Noon), Soon))!.Shown);
    }

    [Fact]
    public async Task Builds_are_listed_newest_first_in_pages()
    {
        await CreateManyAsync(7);
        var first = await Store.ListAsync(new(Limit: 3), Soon);
        await CreateAsync(Id("later"), Request()); // what is new appears at the top and disturbs no page below
        var second = await Store.ListAsync(new(After: first.Next, Limit: 3), Soon);
        var third = await Store.ListAsync(new(After: second.Next, Limit: 3), Soon);

        Assert.Equal(["b-6", "b-5", "b-4", "b-3", "b-2", "b-1", "b-0"], new[] { first, second, third }.SelectMany(Ids));
        Assert.Null(third.Next);
    }

    [Fact]
    public async Task Builds_of_one_moment_are_all_listed_once()
    {
        await AtOnceAsync(caller => CreateAsync(Id($"b-{caller}"), Request()));
        var seen = new List<string>();
        for (string? after = null, again = ""; again is not null; after = again)
        {
            var page = await Store.ListAsync(new(After: after, Limit: 9), Soon);
            seen.AddRange(Ids(page));
            again = page.Next;
        }

        Assert.Equal(Callers, seen.Count);
        Assert.Equal(Callers, seen.Distinct().Count());
    }

    [Fact]
    public async Task A_list_ends_where_its_last_page_is_full()
    {
        await CreateManyAsync(4);
        var page = await Store.ListAsync(new(Limit: 4), Soon);
        var rest = page.Next is null ? [] : Ids(await Store.ListAsync(new(After: page.Next, Limit: 4), Soon));
        Assert.Equal(4, page.Items.Count);
        Assert.Empty(rest);
    }

    [Fact]
    public async Task Builds_are_listed_by_the_state_that_people_see()
    {
        await CreateManyAsync(4);
        await Log.AppendAsync(Id("b-0"), Whole("unit"), Soon);
        await Log.AppendAsync(Id("b-1"), Begin("unit"), Soon);
        await Log.AppendAsync(Id("b-2"), Begin("unit"), Soon);
        await Store.MarkCancelledAsync(Id("b-2"), new("anna", Noon), Soon);

        Assert.Equal(["b-0"], Ids(await Store.ListAsync(new(BuildState.Succeeded), Soon)));
        Assert.Equal(["b-1"], Ids(await Store.ListAsync(new(BuildState.Executing), Soon)));
        Assert.Equal(["b-2"], Ids(await Store.ListAsync(new(BuildState.Cancelled), Soon)));
        Assert.Equal(["b-3"], Ids(await Store.ListAsync(new(BuildState.Received), Soon)));
    }

    [Fact]
    public async Task Builds_are_listed_by_a_change_s_name_or_uri()
    {
        await CreateManyAsync(3, number => 40 + (number % 2));
        var uri = Request(41).Changes[0].Uris[0].Value;

        Assert.Equal(["b-2", "b-0"], Ids(await Store.ListAsync(new(Change: "acme/app#40"), Soon)));
        Assert.Equal(["b-1"], Ids(await Store.ListAsync(new(Change: uri), Soon)));
        Assert.Equal(["b-1"], Ids(await Store.ListAsync(new(BuildState.Received, "acme/app#41"), Soon)));
        Assert.Empty(Ids(await Store.ListAsync(new(BuildState.Failed, "acme/app#41"), Soon)));
    }

    [Fact]
    public async Task A_cursor_of_somebody_else_is_refused() =>
        await Assert.ThrowsAsync<FormatException>(() => Store.ListAsync(new(After: "somebody else's"), Soon));

    [Fact]
    public async Task An_ended_build_is_deleted_with_its_events_and_its_id_is_free()
    {
        await CreateAsync(Id(), Request());
        await Log.AppendAsync(Id(), Begin("unit"), Soon);
        Assert.False(await Store.DeleteAsync(Id(), Soon));
        await Log.AppendAsync(Id(), Whole("unit"), Soon);

        Assert.True(await Store.DeleteAsync(Id(), Soon));
        Assert.False(await Store.DeleteAsync(Id(), Soon));

        Assert.Null(await Store.FindAsync(Id(), Soon));
        Assert.Empty(await Store.ListTasksAsync(Id(), null, Soon));
        Assert.Empty(await Log.ReadAsync(Id(), 0, 100, Soon));
        Assert.Empty(Ids(await Store.ListAsync(new(Change: "acme/app#42"), Soon)));
        Assert.Equal(CreateOutcome.Created, (await CreateAsync(Id(), Request(sha: 'b'))).Outcome);
    }

    [Fact]
    public async Task Builds_outlive_the_process()
    {
        await CreateAsync(Id(), Request());
        await Log.AppendAsync(Id(), [.. Begin("unit"), .. Pass("unit").Take(2)], Soon);
        var before = await Store.FindTaskAsync(Id(), "unit", Soon);
        await ReopenAsync();

        var after = await Store.FindTaskAsync(Id(), "unit", Soon);
        Assert.Equal(Text(before!.Value.Head), Text(after!.Value.Head));
        Assert.Equal(Text(before.Value.Task), Text(after.Value.Task));
        Assert.Equal(CreateOutcome.Same, (await CreateAsync(Id(), Request())).Outcome);
    }

    private static string Text<T>(T value) => JsonSerializer.Serialize(value);

    private static IEnumerable<string> Ids(BuildPage page) => page.Items.Select(head => head.Id.Value);

    private Task<CreateBuildResult> CreateAsync(BuildId id, BuildRequest request) => Store.CreateAsync(id, request, Clock.GetUtcNow(), Soon);

    private async Task CreateManyAsync(int count, Func<int, int>? change = null)
    {
        for (var i = 0; i < count; i++)
        {
            await CreateAsync(Id($"b-{i}"), Request(change?.Invoke(i) ?? 42));
            Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
