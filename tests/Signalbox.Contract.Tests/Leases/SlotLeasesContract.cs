using FsCheck;
using FsCheck.Fluent;
using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Leases;
using Xunit;

namespace Signalbox.Contract.Tests.Leases;

public abstract class SlotLeasesContract : StoreContract<ISlotLeases>
{
    private static readonly TimeSpan Term = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Slots_are_granted_up_to_the_limit_and_then_there_is_a_line()
    {
        Assert.Equal(new(true, 0), await AskAsync("a", limit: 2));
        Assert.Equal(new(true, 0), await AskAsync("b", limit: 2));
        Assert.Equal(new(false, 0), await AskAsync("c", limit: 2));
        Assert.Equal(new(false, 1), await AskAsync("d", limit: 2));
    }

    [Fact]
    public async Task Whoever_holds_and_asks_again_still_holds_one_slot()
    {
        await AskAsync("a", limit: 2);
        Assert.True((await AskAsync("a", limit: 2)).Granted);
        Assert.True((await AskAsync("b", limit: 2)).Granted);
    }

    [Fact]
    public async Task Whoever_waits_and_asks_again_keeps_its_place()
    {
        foreach (var holder in new[] { "a", "b", "c" }) await AskAsync(holder);

        Assert.Equal(new(false, 1), await AskAsync("c"));
        Assert.Equal(new(false, 0), await AskAsync("b"));
    }

    [Fact]
    public async Task A_release_names_those_who_can_have_a_slot_now_in_order()
    {
        foreach (var holder in new[] { "a", "b", "c", "d", "e" }) await AskAsync(holder, limit: 2);

        Assert.Equal(["c"], await Store.ReleaseAsync("g", "a", Soon));
        Assert.Equal(["c", "d"], await Store.ReleaseAsync("g", "b", Soon));
    }

    [Fact]
    public async Task Those_who_were_named_may_ask_in_any_order()
    {
        foreach (var holder in new[] { "a", "b", "c", "d", "e" }) await AskAsync(holder, limit: 2);
        await Store.ReleaseAsync("g", "a", Soon);
        await Store.ReleaseAsync("g", "b", Soon);

        Assert.True((await AskAsync("d", limit: 2)).Granted);
        Assert.Equal(new(false, 1), await AskAsync("e", limit: 2));
        Assert.True((await AskAsync("c", limit: 2)).Granted);
    }

    [Fact]
    public async Task A_newcomer_takes_no_slot_that_somebody_in_line_could_have()
    {
        await AskAsync("a");
        await AskAsync("b");
        await Store.ReleaseAsync("g", "a", Soon);

        Assert.Equal(new(false, 1), await AskAsync("newcomer"));
        Assert.True((await AskAsync("b")).Granted);
    }

    [Fact]
    public async Task A_release_is_idempotent_and_leaves_the_others_alone()
    {
        await AskAsync("a");
        await AskAsync("b");

        Assert.Empty(await Store.ReleaseAsync("g", "never there", Soon));
        Assert.Equal(["b"], await Store.ReleaseAsync("g", "a", Soon));
        Assert.Equal(["b"], await Store.ReleaseAsync("g", "a", Soon));
        await AskAsync("b");
        Assert.Empty(await Store.ReleaseAsync("g", "a", Soon));
        Assert.False((await AskAsync("c")).Granted);
    }

    [Fact]
    public async Task Leaving_the_line_moves_those_behind_up()
    {
        foreach (var holder in new[] { "a", "b", "c" }) await AskAsync(holder);
        Assert.Empty(await Store.ReleaseAsync("g", "b", Soon));

        Assert.Equal(new(false, 0), await AskAsync("c"));
    }

    [Fact]
    public async Task A_holder_that_vanished_loses_its_slot_when_the_lease_expires()
    {
        await AskAsync("vanished");
        Clock.Advance(TimeSpan.FromMinutes(1));
        await AskAsync("b");
        Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.False((await AskAsync("b")).Granted);
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await AskAsync("b")).Granted);
    }

    [Fact]
    public async Task One_that_vanished_from_the_line_does_not_stand_in_the_way()
    {
        await AskAsync("a");
        await AskAsync("vanished");
        Clock.Advance(Term / 2);
        await AskAsync("a");
        await AskAsync("c");
        Clock.Advance(Term / 2);

        Assert.Equal(["c"], await Store.ReleaseAsync("g", "a", Soon));
        Assert.True((await AskAsync("c")).Granted);
    }

    [Fact]
    public async Task Whoever_renews_in_time_holds_on()
    {
        await AskAsync("a");
        for (var i = 0; i < 5; i++)
        {
            Clock.Advance(Term - TimeSpan.FromTicks(1));
            Assert.True((await AskAsync("a")).Granted);
            Assert.False((await AskAsync("b")).Granted);
        }
    }

    [Fact]
    public async Task Groups_know_nothing_of_each_other()
    {
        Assert.True((await Store.AcquireAsync("concurrency:acme/app:deploy", "a", 1, Until, Soon)).Granted);
        Assert.True((await Store.AcquireAsync("concurrency:acme/app:Deploy", "a", 1, Until, Soon)).Granted);
        Assert.False((await Store.AcquireAsync("concurrency:acme/app:deploy", "b", 1, Until, Soon)).Granted);
        Assert.Empty(await Store.ReleaseAsync("concurrency:acme/app:Deploy", "a", Soon));
    }

    [Fact]
    public async Task Of_many_who_ask_at_once_the_limit_is_granted_and_everybody_else_has_a_place_of_its_own()
    {
        var answers = await AtOnceAsync(caller => AskAsync($"h{caller}", limit: 7));

        Assert.Equal(7, answers.Count(answer => answer.Granted));
        Assert.Equal(Enumerable.Range(0, Callers - 7), answers.Where(answer => !answer.Granted).Select(answer => answer.Ahead).Order());
    }

    [Fact]
    public async Task Slots_and_places_outlive_the_process()
    {
        foreach (var holder in new[] { "a", "b", "c" }) await AskAsync(holder);
        await ReopenAsync();

        Assert.True((await AskAsync("a")).Granted);
        Assert.Equal(new(false, 1), await AskAsync("c"));
        Assert.Equal(["b"], await Store.ReleaseAsync("g", "a", Soon));
    }

    [Fact]
    public void However_it_is_used_the_limit_holds_and_nobody_is_overtaken()
    {
        var moves = Gen.Elements(Enum.GetValues<Move>()).SelectMany(move => Gen.Choose(0, 5).Select(holder => (move, $"h{holder}"))).ArrayOf();
        var group = 0;
        Prop.ForAll(moves.ToArbitrary(), story => PlayAsync($"story{group++}", limit: 2, story).GetAwaiter().GetResult()).QuickCheckThrowOnFailure();
    }

    private DateTimeOffset Until => Clock.GetUtcNow() + Term;

    private Task<SlotAnswer> AskAsync(string holder, int limit = 1) => Store.AcquireAsync("g", holder, limit, Until, Soon);

    /// <summary>Plays moves on a fresh group beside the simplest model of it: two lists.</summary>
    private async Task PlayAsync(string group, int limit, (Move Move, string Holder)[] story)
    {
        var holders = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var line = new List<(string Holder, DateTimeOffset Until)>();
        foreach (var (move, holder) in story)
        {
            if (move == Move.Wait) Clock.Advance(Term / 3);
            var now = Clock.GetUtcNow();
            foreach (var gone in holders.Where(held => held.Value <= now).ToList()) holders.Remove(gone.Key);
            line.RemoveAll(place => place.Until <= now);
            if (move == Move.Ask)
            {
                var place = line.FindIndex(place => place.Holder == holder);
                var ahead = place < 0 ? line.Count : place;
                var expected = holders.ContainsKey(holder) || holders.Count + ahead < limit;
                Assert.Equal(new(expected, expected ? 0 : ahead), await Store.AcquireAsync(group, holder, limit, now + Term, Soon));
                if (expected && place >= 0) line.RemoveAt(place);
                if (expected) holders[holder] = now + Term;
                else if (place >= 0) line[place] = (holder, now + Term);
                else line.Add((holder, now + Term));
                Assert.True(holders.Count <= limit);
            }
            else if (move == Move.Release)
            {
                holders.Remove(holder);
                line.RemoveAll(place => place.Holder == holder);
                Assert.Equal(line.Take(limit - holders.Count).Select(place => place.Holder), await Store.ReleaseAsync(group, holder, Soon));
            }
        }
    }

    private enum Move
    {
        Ask,
        Release,
        Wait,
    }
}
