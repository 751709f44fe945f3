using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Changes;
using Signalbox.Core.Forges;
using Signalbox.Testing.Git;
using Xunit;

namespace Signalbox.Contract.Tests.Forges;

/// <summary>What every forge owes to who reads from it. A story is told in a sandbox and published to the forge.</summary>
public abstract class ForgeReadingContract : IContractOf<IForge>, IDisposable
{
    private static readonly CommitSha Nowhere = CommitSha.Parse(new string('1', 40));

    protected GitSandbox Sandbox { get; } = GitSandbox.Create();

    /// <summary>The forge under test.</summary>
    protected abstract IForge Forge { get; }

    /// <summary>Brings all of the sandbox's branches and tags to the forge and names the repository there.</summary>
    protected abstract Task<Repository> PublishAsync();

    protected static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    [Fact]
    public async Task A_branch_a_tag_an_abbreviation_and_a_parent_each_name_their_commit()
    {
        var first = Sandbox.Commit("one", ("a", "1"));
        Sandbox.Git("tag", "-a", "-m", "first", "v1");
        var second = Sandbox.Commit("two", ("a", "2"));
        var repository = await PublishAsync();

        Assert.Equal(new(second, "refs/heads/main"), await Forge.ResolveAsync(repository, "main", Soon));
        Assert.Equal(new(second, "refs/heads/main"), await Forge.ResolveAsync(repository, "refs/heads/main", Soon));
        Assert.Equal(new(first, "refs/tags/v1"), await Forge.ResolveAsync(repository, "v1", Soon));
        Assert.Equal(new(first, "HEAD"), await Forge.ResolveAsync(repository, first.Abbreviated, Soon));
        Assert.Equal(new(second, "HEAD"), await Forge.ResolveAsync(repository, second.Value, Soon));
        Assert.Equal(new(first, "HEAD"), await Forge.ResolveAsync(repository, "main~1", Soon));
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("")]
    [InlineData("--all")]
    [InlineData("-n1")]
    [InlineData("main..main")]
    [InlineData("^main")]
    [InlineData("main:a")]
    [InlineData("1111111111111111111111111111111111111111")]
    [InlineData("main\nmain")]
    [InlineData("main\0")]
    [InlineData("; touch owned")]
    public async Task What_names_no_commit_is_no_revision(string revision)
    {
        Sandbox.Commit("one", ("a", "1"));
        Assert.Null(await Forge.ResolveAsync(await PublishAsync(), revision, Soon));
    }

    [Theory]
    [InlineData("feature/it's#1")]
    [InlineData("größe/数")]
    [InlineData("quo\"te")]
    public async Task A_branch_of_any_name_is_found(string branch)
    {
        Sandbox.Commit("one", ("a", "1"));
        Sandbox.Branch(branch);
        var head = Sandbox.Commit("two", ("a", "2"));
        Assert.Equal(new(head, "refs/heads/" + branch), await Forge.ResolveAsync(await PublishAsync(), branch, Soon));
    }

    [Fact]
    public async Task Commits_of_one_content_have_one_tree()
    {
        var first = Sandbox.Commit("one", ("a", "1"));
        var second = Sandbox.Commit("two", ("a", "2"));
        var back = Sandbox.Commit("one again", ("a", "1"));
        var repository = await PublishAsync();

        var tree = await Forge.TreeAsync(repository, first, Soon);
        Assert.Equal(Sandbox.Git("rev-parse", first + "^{tree}"), tree);
        Assert.NotEqual(tree, await Forge.TreeAsync(repository, second, Soon));
        Assert.Equal(tree, await Forge.TreeAsync(repository, back, Soon));
        Assert.Null(await Forge.TreeAsync(repository, Nowhere, Soon));
    }

    [Fact]
    public async Task The_configuration_is_read_as_it_was_at_the_commit()
    {
        var bare = Sandbox.Commit("none", ("readme", "hello"));
        var full = Sandbox.Commit(
            "some",
            (".signalbox.yml", "version: 1 # für alle\n"),
            (".signalbox/blueprints/unit.yml", "run: test"),
            (".signalbox/blueprints/tools/it's #1.yml", "run: lint"),
            (".signalbox/blueprints/readme.md", "no blueprint"),
            (".signalbox/other.yml", "no blueprint"),
            ("deep/.signalbox.yml", "not in the root"));
        Sandbox.Commit("later", (".signalbox.yml", "version: 2"));
        var repository = await PublishAsync();

        var read = await Forge.ReadConfigurationAsync(repository, full, Soon);
        Assert.NotNull(read);
        Assert.Empty(read.Unreadable);
        Assert.Equal(
            [
                (".signalbox.yml", "version: 1 # für alle\n"),
                (".signalbox/blueprints/tools/it's #1.yml", "run: lint"),
                (".signalbox/blueprints/unit.yml", "run: test"),
            ],
            read.Files.Select(file => (file.Path, file.Text)));

        var none = await Forge.ReadConfigurationAsync(repository, bare, Soon);
        Assert.NotNull(none);
        Assert.Empty(none.Files);
        Assert.Null(await Forge.ReadConfigurationAsync(repository, Nowhere, Soon));
    }

    [Fact]
    public async Task What_is_not_readable_text_is_named_and_does_not_hide_the_rest()
    {
        Sandbox.Write(".signalbox/blueprints/latin.yml", [(byte)'r', 0xFC, (byte)'n']);
        Sandbox.Write(".signalbox/blueprints/vast.yml", new byte[(4 * 1024 * 1024) + 1]);
        File.CreateSymbolicLink(Path.Combine(Sandbox.Directory, ".signalbox/blueprints/link.yml"), "/etc/passwd");
        var commit = Sandbox.Commit("odd", (".signalbox.yml", "version: 1"));

        var read = await Forge.ReadConfigurationAsync(await PublishAsync(), commit, Soon);

        Assert.NotNull(read);
        Assert.Equal([".signalbox.yml"], read.Files.Select(file => file.Path));
        var problems = read.Unreadable.ToDictionary(file => Path.GetFileName(file.Path), file => file.Problem);
        Assert.Equal(["latin.yml", "link.yml", "vast.yml"], problems.Keys.Order());
        Assert.Contains("UTF-8", problems["latin.yml"], StringComparison.Ordinal);
        Assert.Contains("symbolic link", problems["link.yml"], StringComparison.Ordinal);
        Assert.Contains("4194305 bytes", problems["vast.yml"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changed_paths_are_those_since_the_head_left_its_base()
    {
        Sandbox.Commit("base", ("kept", "k"), ("moved", "the same content\nin two lines\n"), ("gone", "g"), ("edited", "1"));
        Sandbox.Branch("feature");
        File.Move(Path.Combine(Sandbox.Directory, "moved"), Path.Combine(Sandbox.Directory, "moved away"));
        File.Delete(Path.Combine(Sandbox.Directory, "gone"));
        var head = Sandbox.Commit("work", ("edited", "2"), ("dir/new", "n"));
        Sandbox.Switch("main");
        var onto = Sandbox.Commit("elsewhere", ("others", "o"));
        var repository = await PublishAsync();

        var paths = await Forge.ChangedPathsAsync(repository, onto, head, Soon);
        Assert.NotNull(paths);
        Assert.Equal(["dir/new", "edited", "gone", "moved", "moved away"], paths.Order(StringComparer.Ordinal));
        Assert.Equal([], await Forge.ChangedPathsAsync(repository, head, head, Soon));
        Assert.Null(await Forge.ChangedPathsAsync(repository, Nowhere, head, Soon));
        Assert.Null(await Forge.ChangedPathsAsync(repository, onto, Nowhere, Soon));
    }

    [Fact]
    public async Task A_merge_holds_both_sides_is_on_the_exact_base_and_moves_nothing_of_the_users()
    {
        var (onto, head) = Diverge();
        var repository = await PublishAsync();

        var made = Assert.IsType<MergeOutcome.Made>(await Forge.MergeAsync(repository, new("b-1", onto, head, "Try it"), Soon));

        Assert.NotEmpty(made.Ref);
        Assert.Equal(onto, (await Forge.ResolveAsync(repository, made.Commit + "^1", Soon))?.Commit);
        Assert.Equal(head, (await Forge.ResolveAsync(repository, made.Commit + "^2", Soon))?.Commit);
        Assert.Equal(onto, (await Forge.ResolveAsync(repository, "main", Soon))?.Commit);
        Assert.Equal(head, (await Forge.ResolveAsync(repository, "feature", Soon))?.Commit);
        Assert.Equal(["mine"], await Forge.ChangedPathsAsync(repository, onto, made.Commit, Soon));
        Sandbox.Merge("feature");
        Assert.Equal(Sandbox.Git("rev-parse", "HEAD^{tree}"), await Forge.TreeAsync(repository, made.Commit, Soon));
    }

    [Fact]
    public async Task The_same_merge_asked_twice_is_one_commit()
    {
        var (onto, head) = Diverge();
        var repository = await PublishAsync();

        var first = await Forge.MergeAsync(repository, new("b-1", onto, head, "Try it"), Soon);
        var again = await Forge.MergeAsync(repository, new("b-1", onto, head, "Try it"), Soon);
        var elsewhere = await Forge.MergeAsync(repository, new("b-2", onto, head, "Try it"), Soon);

        Assert.Equal(first, again);
        Assert.Equal(Assert.IsType<MergeOutcome.Made>(first).Commit, Assert.IsType<MergeOutcome.Made>(elsewhere).Commit);
    }

    [Fact]
    public async Task Where_one_contains_the_other_it_is_the_merge()
    {
        var older = Sandbox.Commit("one", ("a", "1"));
        var newer = Sandbox.Commit("two", ("a", "2"));
        var repository = await PublishAsync();

        Assert.Equal(new MergeOutcome.Made(newer, ""), await Forge.MergeAsync(repository, new("b", older, newer, "m"), Soon));
        Assert.Equal(new MergeOutcome.Made(newer, ""), await Forge.MergeAsync(repository, new("b", newer, older, "m"), Soon));
        Assert.Equal(new MergeOutcome.Made(newer, ""), await Forge.MergeAsync(repository, new("b", newer, newer, "m"), Soon));
    }

    [Fact]
    public async Task A_conflict_names_its_files()
    {
        Sandbox.Commit("base", ("a b", "0"), ("#'\"ü", "0"), ("fine", "0"));
        Sandbox.Branch("feature");
        var head = Sandbox.Commit("theirs", ("a b", "1"), ("#'\"ü", "1"), ("fine", "1"));
        Sandbox.Switch("main");
        var onto = Sandbox.Commit("ours", ("a b", "2"), ("#'\"ü", "2"));

        var outcome = await Forge.MergeAsync(await PublishAsync(), new("b", onto, head, "m"), Soon);

        Assert.Equal(["#'\"ü", "a b"], Assert.IsType<MergeOutcome.Conflicted>(outcome).Paths.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Strangers_and_missing_commits_cannot_be_merged()
    {
        var main = Sandbox.Commit("one", ("a", "1"));
        Sandbox.Git("checkout", "-q", "--orphan", "stranger");
        var stranger = Sandbox.Commit("other", ("b", "1"));
        var repository = await PublishAsync();

        var outcome = await Forge.MergeAsync(repository, new("b", main, stranger, "m"), Soon);
        Assert.Contains("no common history", Assert.IsType<MergeOutcome.Impossible>(outcome).Message, StringComparison.Ordinal);
        var all = await Forge.ChangedPathsAsync(repository, main, stranger, Soon);
        Assert.Equal(["a", "b"], all?.Order(StringComparer.Ordinal));

        outcome = await Forge.MergeAsync(repository, new("b", main, Nowhere, "m"), Soon);
        Assert.Contains(Nowhere.Value, Assert.IsType<MergeOutcome.Impossible>(outcome).Message, StringComparison.Ordinal);
        outcome = await Forge.MergeAsync(repository, new("b", Nowhere, main, "m"), Soon);
        Assert.Contains(Nowhere.Value, Assert.IsType<MergeOutcome.Impossible>(outcome).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_merge_is_released_once_and_again_and_one_that_never_was()
    {
        var (onto, head) = Diverge();
        var repository = await PublishAsync();
        var made = Assert.IsType<MergeOutcome.Made>(await Forge.MergeAsync(repository, new("b-1", onto, head, "m"), Soon));
        Assert.Equal(made.Commit, (await Forge.ResolveAsync(repository, made.Ref, Soon))?.Commit);

        await Forge.ReleaseAsync(repository, "b-1", Soon);
        await Forge.ReleaseAsync(repository, "b-1", Soon);
        await Forge.ReleaseAsync(repository, "never", Soon);

        Assert.Null(await Forge.ResolveAsync(repository, made.Ref, Soon));
    }

    public void Dispose()
    {
        Sandbox.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Two branches, `main` (checked out) and `feature`, that merge cleanly.</summary>
    protected (CommitSha Onto, CommitSha Head) Diverge()
    {
        Sandbox.Commit("base", ("both", "0"));
        Sandbox.Branch("feature");
        var head = Sandbox.Commit("mine", ("mine", "1"));
        Sandbox.Switch("main");
        return (Sandbox.Commit("yours", ("yours", "2")), head);
    }
}
