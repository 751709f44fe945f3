using Signalbox.Core.Changes;
using Xunit;

namespace Signalbox.Core.Tests.Changes;

public sealed class CommitShaTests
{
    [Theory]
    [InlineData(40)]
    [InlineData(64)]
    public void A_full_object_name_is_read_in_either_case_and_kept_in_lower_case(int length)
    {
        var sha = CommitSha.Parse(new string('A', length));
        Assert.Equal(new string('a', length), sha.Value);
        Assert.Equal(sha, CommitSha.Parse(sha.ToString()));
        Assert.Equal("aaaaaaa", sha.Abbreviated);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("HEAD")]
    [InlineData("0123456")]
    [InlineData("0123456789abcdef0123456789abcdef0123456")]
    [InlineData("0123456789abcdef0123456789abcdef012345678")]
    [InlineData("0123456789abcdef0123456789abcdef0123456g")]
    [InlineData("0123456789abcdef0123456789abcdef0123456٧")]
    public void Anything_else_is_refused_abbreviations_included(string? text)
    {
        Assert.False(CommitSha.TryParse(text, null, out _));
        Assert.Throws<FormatException>(() => CommitSha.Parse(text!));
    }

    [Fact]
    public void The_default_has_no_digits() => Assert.Equal(("", ""), (default(CommitSha).Value, default(CommitSha).Abbreviated));
}
