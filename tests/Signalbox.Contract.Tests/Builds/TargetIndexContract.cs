using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Builds;
using Xunit;

namespace Signalbox.Contract.Tests.Builds;

public abstract class TargetIndexContract : StoreContract<ITargetIndex>
{
    private static readonly TaskAttempt First = new(BuildId.Parse("b-1"), "unit[os=linux]", 1);
    private static readonly TaskAttempt Second = new(BuildId.Parse("b-2"), "unit[os=linux]", 1);
    private static readonly TaskAttempt Third = new(BuildId.Parse("b-3"), "unit[os=linux]", 2);

    [Fact]
    public async Task The_first_who_claims_a_target_holds_it()
    {
        Assert.Equal(new(First, false), await ClaimAsync(First));
        Assert.Equal(new(First, false), await ClaimAsync(Second));
        Assert.Equal(new(First, false), await ClaimAsync(First));
    }

    [Fact]
    public async Task Of_many_who_claim_at_once_one_holds_and_all_are_told_who()
    {
        var answers = await AtOnceAsync(caller => ClaimAsync(new(BuildId.Parse($"b-{caller}"), "unit", 1)));
        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task A_holder_that_was_found_to_be_gone_is_replaced_by_one_of_those_who_found_it()
    {
        await ClaimAsync(First);

        Assert.Equal(new(Second, false), await ClaimAsync(Second, replacing: First));
        Assert.Equal(new(Second, false), await ClaimAsync(Third, replacing: First));
    }

    [Fact]
    public async Task A_success_stands_for_those_who_come_later()
    {
        await ClaimAsync(First);
        await SettleAsync(First, succeeded: true);

        Assert.Equal(new(First, true), await ClaimAsync(Second));
    }

    [Fact]
    public async Task A_failure_leaves_the_target_to_the_next()
    {
        await ClaimAsync(First);
        await SettleAsync(First, succeeded: false);

        Assert.Equal(new(Second, false), await ClaimAsync(Second));
    }

    [Fact]
    public async Task A_success_that_nobody_claimed_becomes_the_holder()
    {
        await ClaimAsync(First);
        await SettleAsync(Second, succeeded: true);

        Assert.Equal(new(Second, true), await ClaimAsync(Third));
    }

    [Fact]
    public async Task The_failure_of_somebody_else_changes_nothing()
    {
        await ClaimAsync(First);
        await Store.AwaitAsync("t", "waiter", Soon);

        Assert.Empty(await SettleAsync(Second, succeeded: false));
        Assert.Equal(new(First, false), await ClaimAsync(Third));
        Assert.Equal(["waiter"], await SettleAsync(First, succeeded: false));
    }

    [Fact]
    public async Task Those_who_wait_are_named_once()
    {
        await ClaimAsync(First);
        foreach (var instance in new[] { "b~1", "b~2", "b~1" }) await Store.AwaitAsync("t", instance, Soon);

        Assert.Equal(["b~1", "b~2"], (await SettleAsync(First, succeeded: true)).Order());
        Assert.Empty(await SettleAsync(First, succeeded: true));
    }

    [Fact]
    public async Task Only_the_holder_is_forgotten()
    {
        await ClaimAsync(First);
        await SettleAsync(First, succeeded: true);
        await Store.ForgetAsync("t", Second, Soon);
        Assert.Equal(First, (await ClaimAsync(Third)).Attempt);

        await Store.ForgetAsync("t", First, Soon);
        Assert.Equal(Third, (await ClaimAsync(Third)).Attempt);
    }

    [Fact]
    public async Task Targets_know_nothing_of_each_other()
    {
        await ClaimAsync(First);
        Assert.Equal(Second, (await Store.ClaimAsync("other", Second, null, Soon)).Attempt);
    }

    [Fact]
    public async Task Holders_and_those_who_wait_outlive_the_process()
    {
        await ClaimAsync(First);
        await Store.AwaitAsync("t", "waiter", Soon);
        await ReopenAsync();

        Assert.Equal(First, (await ClaimAsync(Second)).Attempt);
        Assert.Equal(["waiter"], await SettleAsync(First, succeeded: true));
    }

    private Task<TargetHolder> ClaimAsync(TaskAttempt attempt, TaskAttempt? replacing = null) => Store.ClaimAsync("t", attempt, replacing, Soon);

    private Task<IReadOnlyList<string>> SettleAsync(TaskAttempt attempt, bool succeeded) => Store.SettleAsync("t", attempt, succeeded, Soon);
}
