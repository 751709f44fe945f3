using Signalbox.Cli.Output;

namespace Signalbox.Scenario.Tests.Cli.Output;

public sealed class SpansTests
{
    [Theory]
    [InlineData(-1, "0.0s")]
    [InlineData(0.04, "0.0s")]
    [InlineData(9.949, "9.9s")]
    [InlineData(9.96, "9s")]
    [InlineData(59.99, "59s")]
    [InlineData(125, "2m 05s")]
    [InlineData(3720, "1h 02m")]
    [InlineData(90000, "1d 01h")]
    public void A_length_of_time_reads_at_a_glance(double seconds, string text) => Assert.Equal(text, Spans.Text(TimeSpan.FromSeconds(seconds)));
}
