using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Signalbox.Core.Plans;
using Xunit;

namespace Signalbox.Core.Tests.Plans;

public sealed class HostileTextTests
{
    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("[{a: ")]
    public void Ten_thousand_levels_are_refused(string level) =>
        Assert.Contains(Samples.Problems("plan: " + string.Concat(Enumerable.Repeat(level, 10_000))), problem => problem.Contains("levels deep", StringComparison.Ordinal));

    [Fact]
    public void Ten_thousand_levels_of_blocks_are_refused() =>
        Assert.Contains(Samples.Problems(string.Concat(Enumerable.Repeat("- ", 10_000))), problem => problem.Contains("levels deep", StringComparison.Ordinal));

    [Fact]
    public void A_chain_of_compositions_as_long_as_a_file_does_not_overflow_the_stack()
    {
        var text = new StringBuilder("plan: {}\nblueprints:\n");
        for (var link = 0; link < 50_000; link++) text.Append("  b").Append(link).Append(": { uses: [b").Append(link + 1).Append("] }\n");
        text.Append("  b50000: { uses: [b0] }\n");

        Assert.StartsWith(".signalbox.yml", Assert.Single(Samples.Problems(text.ToString())), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused() =>
        Assert.Equal(
            $".signalbox.yml:1:1: the file has {ConfigurationFile.MaxLength + 1} characters; at most {ConfigurationFile.MaxLength} are read",
            Assert.Single(Samples.Problems(new string('#', ConfigurationFile.MaxLength + 1))));

    [Theory]
    [InlineData("plan: {}\0hidden: true", ".signalbox.yml:1:9: the character U+0000 is not allowed in YAML")]
    [InlineData("\uFEFFplan: {}\n# \u0007", ".signalbox.yml:2:3: the character U+0007 is not allowed in YAML")]
    public void A_character_that_the_parser_would_hide_is_refused(string text, string expected) =>
        Assert.Equal(expected, Assert.Single(Samples.Problems(text)));

    [Fact]
    public void Half_a_surrogate_pair_is_refused() =>
        Assert.Equal(".signalbox.yml:2:4: the character U+D800 is not allowed in YAML", Assert.Single(Samples.Problems("plan: {}\r\na: " + (char)0xD800)));

    [Fact]
    public void Thousands_of_problems_are_counted_and_not_all_shown()
    {
        var problems = Samples.Problems("plan: {}\n" + string.Concat(Enumerable.Range(0, 5_000).Select(number => $"key{number}: 1\n")));

        Assert.Equal(201, problems.Count);
        Assert.Contains("and 4800 more problems", problems[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_gives_a_configuration_or_problems_inside_the_file() =>
        Prop.ForAll(Texts().ToArbitrary(), HasPlaces).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    /// <summary>A valid file with some of its letters replaced, removed or repeated, and plain noise.</summary>
    private static Gen<string> Texts()
    {
        var seeds = Samples.In("valid").Concat(Samples.In("inconsistent")).Select(File.ReadAllText).ToArray();
        var letter = Gen.Elements("\t\n\r \"'[]{}:,-?*&!|>%@`#~\\\u0000\u0085\u2028é☃\ud83d\ude00\udc00ax0".ToCharArray());
        var slip = from place in Gen.Choose(0, 10_000) from length in Gen.Choose(0, 8) from with in letter.ArrayOf() select (place, length, with);
        var spoilt = from seed in Gen.Elements(seeds) from slips in slip.ListOf() select slips.Aggregate(seed, Spoil);
        return Gen.OneOf(spoilt, letter.ArrayOf().Select(letters => new string(letters)));
    }

    private static string Spoil(string text, (int Place, int Length, char[] With) slip)
    {
        var at = slip.Place % (text.Length + 1);
        return string.Concat(text.AsSpan(0, at), slip.With, text.AsSpan(Math.Min(text.Length, at + slip.Length)));
    }

    private static bool HasPlaces(string text)
    {
        if (Samples.Reader.Read([Samples.MainFile(text)]) is not ConfigurationResult.Invalid invalid) return true;
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        return invalid.Problems.Length > 0 && invalid.Problems.All(problem =>
            problem.Line >= 1 && problem.Line <= lines.Length && problem.Column >= 1 && problem.Column <= lines[problem.Line - 1].Length + 1);
    }
}
