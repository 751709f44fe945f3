using FsCheck;
using FsCheck.Fluent;
using Signalbox.Core.Plans;
using Xunit;

namespace Signalbox.Core.Tests.Plans;

public sealed class GlobTests
{
    [Theory]
    [InlineData("src/**", "src/a/b.cs")]
    [InlineData("src/**", "src/a")]
    [InlineData("src/", "src/a/b")]
    [InlineData("/src/*.cs", "src/a.cs")]
    [InlineData("./src/*.cs", "src/.cs")]
    [InlineData("**", "a/b/c")]
    [InlineData("**/*.cs", "a.cs")]
    [InlineData("**/*.cs", "a/b/c.cs")]
    [InlineData("src/**/test/*.cs", "src/test/a.cs")]
    [InlineData("src/**/test/*.cs", "src/a/b/test/a.cs")]
    [InlineData("main", "main")]
    [InlineData("a?c", "abc")]
    [InlineData("*.{cs,csproj}", "a.csproj")]
    [InlineData("{src,tests}/**", "tests/x")]
    [InlineData("{a,b{c,d}}e", "bde")]
    [InlineData("a{,b}", "a")]
    [InlineData("{a}", "a")]
    [InlineData("{**/x,y}", "p/q/x")]
    [InlineData("release/*", "release/1.0")]
    [InlineData("unit[os=*]", "unit[os=linux]")]
    [InlineData("a,b", "a,b")]
    [InlineData("prüfung/✓*", "prüfung/✓ok")]
    public void A_glob_matches(string pattern, string text) => Assert.True(Glob.Parse(pattern).IsMatch(text));

    [Theory]
    [InlineData("src/**", "src")]
    [InlineData("src/**", "srcs/a")]
    [InlineData("src/*", "src/a/b")]
    [InlineData("*.cs", "a/b.cs")]
    [InlineData("a?c", "a/c")]
    [InlineData("a**b", "a/b")]
    [InlineData("SRC/*", "src/a")]
    [InlineData("**/test/*", "mytest/a")]
    [InlineData("{a,b}", "{a,b}")]
    [InlineData("main", "main2")]
    [InlineData("main", "mai")]
    [InlineData("a.c", "abc")]
    public void A_glob_does_not_match(string pattern, string text) => Assert.False(Glob.Parse(pattern).IsMatch(text));

    [Theory]
    [InlineData("", "the glob is empty")]
    [InlineData("../a", "the glob '../a' leaves the repository with '..'")]
    [InlineData("a/../../b", "the glob 'a/../../b' leaves the repository with '..'")]
    [InlineData("{a", "the braces of the glob '{a' do not match")]
    [InlineData("a}", "the braces of the glob 'a}' do not match")]
    public void A_glob_that_makes_no_sense_is_refused(string pattern, string expected)
    {
        Assert.False(Glob.TryParse(pattern, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void A_pattern_that_drives_backtracking_matchers_wild_is_answered_at_once()
    {
        var glob = Glob.Parse(string.Concat(Enumerable.Repeat("{*a,a*}**", 100)) + "b");

        Assert.False(glob.IsMatch(new string('a', 2_000)));
    }

    [Fact]
    public void Globs_agree_with_their_definition_by_regular_expressions()
    {
        var piece = Gen.Elements("*", "**/", "/", "a", "b", "?", "{a,b}", "{a/,*b}", "/**");
        var letters = Gen.Elements('a', 'b', '/').ArrayOf().Select(text => new string(text));
        var cases = from pieces in piece.NonEmptyListOf() from text in letters select (Pattern: "a" + string.Concat(pieces) + "a", Text: text);
        Prop.ForAll(cases.ToArbitrary(), one => Glob.Parse(one.Pattern).IsMatch(one.Text) == GlobAsRegex.Of(one.Pattern).IsMatch(one.Text))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }
}
