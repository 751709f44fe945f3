using FsCheck;
using FsCheck.Fluent;
using Signalbox.Core.Builds;
using Xunit;

namespace Signalbox.Core.Tests.Builds;

public sealed class BuildIdTests
{
    private static readonly Gen<BuildId> Ids =
        from length in Gen.Choose(1, 63)
        from rest in Gen.Elements("abcXYZ019._-".ToCharArray()).ArrayOf(length)
        select BuildId.Parse("b" + new string(rest));

    [Theory]
    [InlineData("b")]
    [InlineData("b-7f3")]
    [InlineData("A.b_C-9")]
    [InlineData(".hidden")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public void Letters_digits_dots_underscores_and_hyphens_make_an_id_that_stays_as_it_is(string text) =>
        Assert.Equal(text, BuildId.Parse(text).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("a~b")]
    [InlineData("ü")]
    [InlineData("٧")]
    [InlineData("a\n")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public void Anything_else_is_refused_with_what_would_be_right(string? text)
    {
        Assert.False(BuildId.TryParse(text, null, out _));
        Assert.Contains("1 to 64 letters", Assert.Throws<FormatException>(() => BuildId.Parse(text!)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_attempts_instance_has_a_short_id_that_no_caller_can_give_to_a_build() => Prop.ForAll(
        Arb.From(Ids), ArbMap.Default.ArbFor<NonNull<string>>(), (build, task) =>
        {
            var instance = new TaskAttempt(build, task.Get, 1).InstanceId;
            Assert.InRange(instance.Length, 1, 100);
            Assert.StartsWith($"{build}~", instance, StringComparison.Ordinal);
            Assert.False(BuildId.TryParse(instance, null, out _));
            Assert.Equal(instance, new TaskAttempt(build, task.Get, 1).InstanceId);
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Attempts_of_ten_thousand_tasks_have_ids_of_their_own()
    {
        var build = BuildId.Parse("b-1");
        var ids = Enumerable.Range(0, 10_000).SelectMany(task => Enumerable.Range(1, 3), (task, attempt) => new TaskAttempt(build, $"unit[n={task}]", attempt));
        Assert.Equal(30_000, ids.Select(attempt => attempt.InstanceId).Distinct(StringComparer.Ordinal).Count());
        // The parts do not run into each other.
        Assert.NotEqual(new TaskAttempt(build, "unit1", 1).InstanceId, new TaskAttempt(build, "unit", 11).InstanceId);
    }
}
