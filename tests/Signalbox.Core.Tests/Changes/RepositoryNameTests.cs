using FsCheck;
using FsCheck.Fluent;
using Signalbox.Core.Changes;
using Xunit;

namespace Signalbox.Core.Tests.Changes;

public sealed class RepositoryNameTests
{
    [Theory]
    [InlineData("acme/app", "acme", "app")]
    [InlineData("group/sub/app", "group/sub", "app")]
    [InlineData("local/my app #1", "local", "my app #1")]
    public void A_name_has_an_owner_and_a_name(string text, string owner, string name)
    {
        var repository = RepositoryName.Parse(text);
        Assert.Equal((text, owner, name), (repository.Value, repository.Owner, repository.Name));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("app")]
    [InlineData("/app")]
    [InlineData("acme/")]
    [InlineData("acme//app")]
    [InlineData("acme/../app")]
    [InlineData("./app")]
    [InlineData("acme/app\n")]
    [InlineData("acme/\0")]
    public void What_could_be_another_path_is_refused(string? text)
    {
        Assert.False(RepositoryName.TryParse(text, null, out _));
        Assert.Throws<FormatException>(() => RepositoryName.Parse(text!));
    }

    [Fact]
    public void Owner_and_name_make_the_whole_again() => Prop
        .ForAll(Identifiers.Repositories, repository => Assert.Equal(repository.Value, $"{repository.Owner}/{repository.Name}"))
        .Check(Config.QuickThrowOnFailure);

    [Fact]
    public void The_default_has_neither() => Assert.Equal(("", ""), (default(RepositoryName).Owner, default(RepositoryName).Name));
}
