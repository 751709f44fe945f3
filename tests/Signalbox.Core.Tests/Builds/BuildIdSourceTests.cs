using Signalbox.Core.Builds;
using Signalbox.Testing.Clocks;
using Xunit;

namespace Signalbox.Core.Tests.Builds;

public sealed class BuildIdSourceTests
{
    [Fact]
    public void Ids_sort_by_time_whatever_chance_says()
    {
        var clock = new ManualClock();
        var chance = byte.MaxValue;
        var source = new BuildIdSource(clock, bytes => bytes.Fill(chance));

        var first = source.Next();
        clock.Advance(TimeSpan.FromMilliseconds(1));
        chance = 0;
        var second = source.Next();

        Assert.True(string.CompareOrdinal(first.Value, second.Value) < 0);
    }

    [Fact]
    public void An_id_is_a_ulid_in_lower_case()
    {
        // The specification's own example of a time: 1469918176385 is 01ARYZ6S41.
        var clock = new ManualClock(DateTimeOffset.FromUnixTimeMilliseconds(1469918176385));

        Assert.Equal("01aryz6s410000000000000000", new BuildIdSource(clock, bytes => bytes.Clear()).Next().Value);
        Assert.Equal("01aryz6s41zzzzzzzzzzzzzzzz", new BuildIdSource(clock, bytes => bytes.Fill(255)).Next().Value);
    }
}
