using System.Text.Json;
using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Facts;
using Xunit;

namespace Signalbox.Contract.Tests.Facts;

public abstract class InboxContract : StoreContract<IInbox>
{
    [Fact]
    public async Task A_fact_is_read_as_it_was_put()
    {
        var fact = new Fact("approve:anna", "approval", Clock.GetUtcNow().AddTicks(7), JsonSerializer.SerializeToElement(new { by = "Änne", roles = new[] { "operate" } }));

        Assert.True(await Store.PutAsync("b-1", fact, Soon));

        var read = Assert.Single(await Store.ReadAsync("b-1", Soon));
        Assert.Equal((fact.Id, fact.Kind, fact.At), (read.Id, read.Kind, read.At));
        Assert.Equal(fact.Data.GetRawText(), read.Data.GetRawText());
    }

    [Fact]
    public async Task An_instance_without_facts_has_none() => Assert.Empty(await Store.ReadAsync("nobody", Soon));

    [Fact]
    public async Task A_repeated_put_changes_nothing()
    {
        Assert.True(await Store.PutAsync("b-1", Of("cancel", 0, "first"), Soon));
        Assert.False(await Store.PutAsync("b-1", Of("cancel", 5, "second"), Soon));

        Assert.Equal("first", Assert.Single(await Store.ReadAsync("b-1", Soon)).Data.GetString());
    }

    [Fact]
    public async Task One_identity_means_something_else_to_every_instance()
    {
        Assert.True(await Store.PutAsync("b-1", Of("cancel"), Soon));
        Assert.True(await Store.PutAsync("b-2", Of("cancel"), Soon));
        await Store.RemoveAsync("b-1", ["cancel"], Soon);

        Assert.Empty(await Store.ReadAsync("b-1", Soon));
        Assert.Single(await Store.ReadAsync("b-2", Soon));
    }

    [Fact]
    public async Task Facts_are_read_in_the_order_of_their_times_and_then_of_their_identities()
    {
        foreach (var fact in new[] { Of("b", 2), Of("a", 2), Of("B", 2), Of("z", 1), Of("0", 3) }) await Store.PutAsync("b-1", fact, Soon);

        Assert.Equal(["z", "B", "a", "b", "0"], await IdsAsync("b-1"));
    }

    [Fact]
    public async Task Removed_facts_are_gone_and_the_others_stay()
    {
        foreach (var id in new[] { "a", "b", "c" }) await Store.PutAsync("b-1", Of(id), Soon);

        await Store.RemoveAsync("b-1", ["a", "c", "never there"], Soon);
        await Store.RemoveAsync("b-1", ["a"], Soon);

        Assert.Equal(["b"], await IdsAsync("b-1"));
    }

    [Fact]
    public async Task A_removed_identity_is_unknown_again()
    {
        await Store.PutAsync("b-1", Of("cancel"), Soon);
        await Store.RemoveAsync("b-1", ["cancel"], Soon);

        Assert.True(await Store.PutAsync("b-1", Of("cancel"), Soon));
    }

    [Fact]
    public async Task More_facts_than_one_transaction_takes_are_removed_in_one_call()
    {
        var ids = Enumerable.Range(0, 250).Select(n => $"f{n:000}").ToArray();
        await AtOnceAsync(n => Store.PutAsync("b-1", Of(ids[n]), Soon), ids.Length);
        Assert.Equal(ids, await IdsAsync("b-1"));

        await Store.RemoveAsync("b-1", ids, Soon);

        Assert.Empty(await IdsAsync("b-1"));
    }

    [Fact]
    public async Task Of_many_who_put_the_same_fact_at_once_one_is_told_that_it_is_new()
    {
        var answers = await AtOnceAsync(caller => Store.PutAsync("b-1", Of("cancel", 0, $"caller {caller}"), Soon));

        Assert.Single(answers, isNew => isNew);
        var kept = Assert.Single(await Store.ReadAsync("b-1", Soon)).Data.GetString();
        Assert.Equal($"caller {Array.IndexOf(answers, true)}", kept);
    }

    [Fact]
    public async Task Facts_outlive_the_process()
    {
        await Store.PutAsync("b-1", Of("cancel"), Soon);
        await ReopenAsync();

        Assert.Equal(["cancel"], await IdsAsync("b-1"));
        Assert.False(await Store.PutAsync("b-1", Of("cancel"), Soon));
    }

    [Theory]
    [InlineData("task/with slash", "a#b?c\\d")]
    [InlineData("b~1", "100%")]
    [InlineData("grüße", "'quoted' \"twice\"")]
    public async Task Odd_names_are_names(string instance, string id)
    {
        Assert.True(await Store.PutAsync(instance, Of(id), Soon));
        Assert.Equal([id], await IdsAsync(instance));
        await Store.RemoveAsync(instance, [id], Soon);
        Assert.Empty(await IdsAsync(instance));
    }

    private async Task<string[]> IdsAsync(string instance) => [.. (await Store.ReadAsync(instance, Soon)).Select(fact => fact.Id)];

    private Fact Of(string id, int second = 0, string data = "") =>
        new(id, "test", Clock.GetUtcNow().AddSeconds(second), JsonSerializer.SerializeToElement(data));
}
