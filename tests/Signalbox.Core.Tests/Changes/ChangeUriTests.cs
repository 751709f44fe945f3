using FsCheck;
using FsCheck.Fluent;
using Signalbox.Core.Changes;
using Xunit;

namespace Signalbox.Core.Tests.Changes;

public sealed class ChangeUriTests
{
    private const string Sha = "0123456789abcdef0123456789abcdef01234567";
    private const string Sha256 = Sha + "0123456789abcdef01234567";

    [Theory]
    [InlineData($"github://github.com/acme/app/pull/42/{Sha}", "acme/app#42")]
    [InlineData($"github://ghe.acme.example:8443/acme/app/pull/1/{Sha}", "ghe.acme.example:8443/acme/app#1")]
    [InlineData($"git://local/acme/app/refs%2Fheads%2Fmain/{Sha}", "app:main")]
    [InlineData($"git://local/acme/app/refs%2Fheads%2Ffeature%2F%C3%BC%20%22x%22%23/{Sha}", "app:feature/ü \"x\"#")]
    [InlineData($"git://local/group/sub/app/refs%2Ftags%2Fv1/{Sha256}", "app:refs/tags/v1")]
    [InlineData($"git://local/acme/app/HEAD/{Sha}", "app:HEAD")]
    public void The_canonical_form_round_trips_byte_for_byte_and_is_shown_for_people(string text, string shown)
    {
        var uri = ChangeUri.Parse(text);
        Assert.Equal(text, uri.Value);
        Assert.Equal(text, uri.ToString());
        Assert.Equal(shown, uri.Display());
        Assert.Equal(uri, ChangeUri.Parse(uri.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("acme/app#42")]
    [InlineData($"GitHub://github.com/acme/app/pull/42/{Sha}")]
    [InlineData($"https://github.com/acme/app/pull/42/{Sha}")]
    [InlineData($"github:///acme/app/pull/42/{Sha}")]
    [InlineData($"github://github.com//app/pull/42/{Sha}")]
    [InlineData($"github://github.com/acme/app/pulls/42/{Sha}")]
    [InlineData($"github://github.com/acme/app/pull/042/{Sha}")]
    [InlineData($"github://github.com/acme/app/pull/0/{Sha}")]
    [InlineData($"github://github.com/acme/app/pull/-1/{Sha}")]
    [InlineData($"github://github.com/acme/app/pull/٤٢/{Sha}")]
    [InlineData($"github://github.com/acme/app/pull/42/{Sha}/")]
    [InlineData($"github://github.com/acme/app/pull/42/{Sha}?x=1")]
    [InlineData($" github://github.com/acme/app/pull/42/{Sha}")]
    [InlineData($"github://github.com/acme/../pull/42/{Sha}")]
    [InlineData("github://github.com/acme/app/pull/42/0123456")]
    [InlineData("github://github.com/acme/app/pull/42/0123456789ABCDEF0123456789ABCDEF01234567")]
    [InlineData($"git://local/acme/app/refs/heads/main/{Sha}")]
    [InlineData($"git://local/acme/app/refs%2fheads%2fmain/{Sha}")]
    [InlineData($"git://local/acme/app/refs%2Fheads%2F%6Dain/{Sha}")]
    [InlineData($"git://local/acme/app/refs%2Fheads%2Fa b/{Sha}")]
    [InlineData($"git://local/acme/app/main/{Sha}")]
    [InlineData($"git://local/acme/app//{Sha}")]
    [InlineData($"git://local/app/HEAD/{Sha}")]
    [InlineData($"git://local/acme/app/HEAD/{Sha}\n")]
    public void Anything_but_the_canonical_form_is_refused(string text)
    {
        Assert.False(ChangeUri.TryParse(text, null, out var none));
        Assert.Equal(default, none);
        Assert.Contains($"'{text}' is not a change", Assert.Throws<FormatException>(() => ChangeUri.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_ref_of_any_repository_makes_a_change_that_can_be_read_again() =>
        Prop.ForAll(Identifiers.Refs, Identifiers.Repositories, Identifiers.Shas, (reference, repository, sha) =>
        {
            var uri = ChangeUri.ForRef(repository, reference, sha);
            Assert.Equal(uri, ChangeUri.Parse(uri.Value));
            Assert.Equal(reference, Uri.UnescapeDataString(uri.Value.Split('/')[^2]));
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Any_pull_request_makes_a_change_that_can_be_read_again() =>
        Prop.ForAll(Identifiers.Repositories, Arb.From(Gen.Choose(1, 999_999_999)), Identifiers.Shas, (repository, number, sha) =>
        {
            var name = RepositoryName.Parse($"acme/{repository.Name}");
            var uri = ChangeUri.ForPullRequest("github.com", name, number, sha);
            Assert.Equal(uri, ChangeUri.Parse(uri.Value));
            Assert.Equal($"{name}#{number}", uri.Display());
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Whatever_is_read_is_written_as_it_was_read() =>
        Prop.ForAll(Identifiers.AlmostChanges, text =>
        {
            if (ChangeUri.TryParse(text, null, out var uri)) Assert.Equal(text, uri.Value);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void The_default_is_no_change_and_shows_as_nothing() => Assert.Equal(("", ""), (default(ChangeUri).Value, default(ChangeUri).Display()));
}
