using FsCheck;
using FsCheck.Fluent;
using Signalbox.Core.Changes;
using Signalbox.GitHub.Api.Requests;
using Xunit;

namespace Signalbox.GitHub.Tests.Api;

public sealed class ApiPathTests
{
    [Theory]
    [InlineData("heads/feature/x", "heads%2Ffeature%2Fx")]
    [InlineData("a b?c#d%e", "a%20b%3Fc%23d%25e")]
    [InlineData("../../app", "..%2F..%2Fapp")]
    [InlineData("größe", "gr%C3%B6%C3%9Fe")]
    public void A_hole_is_one_segment(string text, string expected)
    {
        var path = ApiPath.Of($"repos/{RepositoryName.Parse("o/r")}/git/ref/{text}");
        Assert.Equal($"repos/o/r/git/ref/{expected}", path);
        Assert.Equal($"/repos/o/r/git/ref/{expected}", new Uri("https://api.github.com/" + path).AbsolutePath);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public void What_an_address_would_resolve_is_refused(string text) =>
        Assert.Throws<ArgumentException>(() => ApiPath.Of($"repos/o/r/contents/{text}"));

    [Fact]
    public void Whatever_stands_in_a_hole_the_address_keeps_its_form() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            if (text.Get is "" or "." or ".." || text.Get.Any(char.IsSurrogate)) return true;
            var address = new Uri("https://api.github.com/" + ApiPath.Of($"repos/o/r/contents/{text.Get}?ref={text.Get}"));
            return address.Host == "api.github.com"
                && address.Segments.Length == 6
                && address.AbsolutePath.StartsWith("/repos/o/r/contents/", StringComparison.Ordinal)
                && Uri.UnescapeDataString(address.Segments[^1]) == text.Get
                && Uri.UnescapeDataString(address.Query["?ref=".Length..]) == text.Get
                && address.Fragment.Length == 0;
        }).QuickCheckThrowOnFailure();
}
