using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Trust;
using Xunit;

namespace Signalbox.Contract.Tests.Trust;

/// <summary>What every <see cref="IKeyRing"/> owes.</summary>
public abstract class KeyRingContract : StoreContract<IKeyRing>
{
    [Fact]
    public async Task Whoever_asks_at_once_gets_one_key()
    {
        var keys = await AtOnceAsync(_ => Store.CurrentAsync(Soon));
        Assert.Single(keys.Select(key => key.Id).Distinct());
        Assert.Single(keys.Select(key => Convert.ToHexString(key.Secret.Span)).Distinct());
        Assert.Equal(32, keys[0].Secret.Length);
    }

    [Fact]
    public async Task A_key_is_the_same_after_a_restart()
    {
        var before = await Store.CurrentAsync(Soon);
        await ReopenAsync();
        var after = await Store.CurrentAsync(Soon);
        Assert.Equal(before.Id, after.Id);
        Assert.Equal(before.Secret.ToArray(), after.Secret.ToArray());
        Assert.Equal(before.CreatedAt, (await Store.FindAsync(before.Id, Soon))!.CreatedAt);
    }

    [Fact]
    public async Task A_key_that_is_too_old_to_sign_still_checks_and_one_day_no_more()
    {
        var first = await Store.CurrentAsync(Soon);
        Clock.Advance(IKeyRing.SigningTime - TimeSpan.FromSeconds(1));
        Assert.Equal(first.Id, (await Store.CurrentAsync(Soon)).Id);
        Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await Store.CurrentAsync(Soon);
        Assert.NotEqual(first.Id, second.Id);
        Assert.NotEqual(first.Secret.ToArray(), second.Secret.ToArray());
        Assert.NotNull(await Store.FindAsync(first.Id, Soon));
        Clock.Advance(IKeyRing.CheckingTime - IKeyRing.SigningTime);
        Assert.Null(await Store.FindAsync(first.Id, Soon));
        Assert.NotNull(await Store.FindAsync(second.Id, Soon));
    }

    [Fact]
    public async Task An_id_of_nobody_is_no_key() => Assert.Null(await Store.FindAsync("none", Soon));

    [Fact]
    public async Task A_key_that_is_printed_keeps_its_secret()
    {
        var key = await Store.CurrentAsync(Soon);
        Assert.Equal($"SigningKey {key.Id}", $"{key}");
    }
}
