using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Changes;
using Signalbox.Core.Forges;
using Signalbox.Git.Forges;
using Signalbox.Git.Programs;
using Xunit;

namespace Signalbox.Contract.Tests.Forges;

/// <summary>The local forge: the contract, and what only a repository on disk can be.</summary>
[Covers(typeof(LocalForge))]
public sealed class LocalForgeTests : ForgeReadingContract
{
    private LocalForge? forge;

    protected override IForge Forge => forge ??= new(new(new GitOptions { Environment = Sandbox.Environment }));

    protected override Task<Repository> PublishAsync() => Task.FromResult(Sandbox.Repository);

    [Fact]
    public async Task A_bare_clone_is_read_and_merged_like_a_work_tree()
    {
        var (onto, head) = Diverge();
        var here = await Forge.MergeAsync(Sandbox.Repository, new("b", onto, head, "m"), Soon);
        using var bare = Sandbox.Clone("bare.git", "--bare");

        Assert.Equal(here, await Forge.MergeAsync(bare.Repository, new("b", onto, head, "m"), Soon));
        Assert.Equal(["mine"], await Forge.ChangedPathsAsync(bare.Repository, onto, head, Soon));
    }

    [Fact]
    public async Task A_merge_leaves_the_work_tree_the_index_and_the_users_refs_alone_and_runs_no_hook()
    {
        var (onto, head) = Diverge();
        Sandbox.Write("yours", "not committed");
        var hook = Path.Combine(Sandbox.GitDirectory, "hooks", "reference-transaction");
        Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
        File.WriteAllText(hook, "#!/bin/sh\nexit 1\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var before = (Sandbox.Git("status", "--porcelain"), Sandbox.Git("for-each-ref", "refs/heads"));

        var made = Assert.IsType<MergeOutcome.Made>(await Forge.MergeAsync(Sandbox.Repository, new("b-1", onto, head, "m"), Soon));

        Assert.Equal("refs/signalbox/builds/b-1", made.Ref);
        Assert.Equal(before, (Sandbox.Git("status", "--porcelain"), Sandbox.Git("for-each-ref", "refs/heads")));
        Assert.Equal("not committed", File.ReadAllText(Path.Combine(Sandbox.Directory, "yours")));
        Assert.Equal("Signalbox <signalbox@localhost>", Sandbox.Git("log", "-1", "--format=%cn <%ce>", made.Commit.Value));
        Assert.Equal(Sandbox.Git("log", "-1", "--format=%cI", head.Value), Sandbox.Git("log", "-1", "--format=%cI", made.Commit.Value));
    }

    [Fact]
    public async Task A_merge_is_the_same_commit_whatever_the_user_configured_and_has_checked_out()
    {
        Sandbox.Commit("base", ("old/name", "1\n2\n3\n4\n5\n6\n7\n8\n"), ("x", "1\n"));
        Sandbox.Branch("feature");
        var head = Sandbox.Commit("edit", ("old/name", "1\n2\n3\n4\n5\n6\n7\neight\n"));
        Sandbox.Switch("main");
        Sandbox.Git("mv", "old/name", "new");
        var onto = Sandbox.Commit("move");
        var plain = await Forge.MergeAsync(Sandbox.Repository, new("b", onto, head, "ü"), Soon);
        Assert.IsType<MergeOutcome.Made>(plain);

        foreach (var (key, value) in new[] { ("merge.renames", "false"), ("diff.renames", "false"), ("i18n.commitEncoding", "latin1"), ("commit.gpgSign", "true") })
            Sandbox.Git("config", key, value);
        Sandbox.Write(".gitattributes", "* merge=binary\n");

        Assert.Equal(plain, await Forge.MergeAsync(Sandbox.Repository, new("b", onto, head, "ü"), Soon));
    }

    [Theory]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("a.lock")]
    [InlineData("1.2-rc_3")]
    public async Task Every_build_id_can_name_a_ref(string id)
    {
        var (onto, head) = Diverge();
        var made = Assert.IsType<MergeOutcome.Made>(await Forge.MergeAsync(Sandbox.Repository, new(id, onto, head, "m"), Soon));
        Assert.Equal(made.Commit, Sandbox.Resolve(made.Ref));
        await Forge.ReleaseAsync(Sandbox.Repository, id, Soon);
        Assert.Empty(Sandbox.Git("for-each-ref", "refs/signalbox"));
    }

    [Fact]
    public async Task A_shallow_clone_says_what_would_complete_it()
    {
        var (onto, head) = Diverge();
        using var shallow = Sandbox.Clone("shallow", "--depth=1", "--no-single-branch");

        Assert.NotNull(await Forge.ReadConfigurationAsync(shallow.Repository, head, Soon));
        var outcome = await Forge.MergeAsync(shallow.Repository, new("b", onto, head, "m"), Soon);
        Assert.Contains("git fetch --unshallow", Assert.IsType<MergeOutcome.Impossible>(outcome).Message, StringComparison.Ordinal);
        var paths = await Forge.ChangedPathsAsync(shallow.Repository, onto, head, Soon);
        Assert.Equal(["both", "mine"], paths?.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Names_with_a_line_feed_or_bytes_that_are_no_text_are_listed()
    {
        var main = Sandbox.Commit("base", ("a", "1"));
        var blob = Sandbox.Git("hash-object", "-w", "a");
        var tree = Sandbox.GitWithInput([.. "100644 blob "u8, .. System.Text.Encoding.ASCII.GetBytes(blob), .. "\tline\nfeed\0100644 blob "u8,
            .. System.Text.Encoding.ASCII.GetBytes(blob), .. "\tno"u8, 0xFF, .. "text\0"u8], "mktree", "-z");
        var head = CommitSha.Parse(Sandbox.Git("commit-tree", "-p", "HEAD", "-m", "odd", tree));

        var paths = await Forge.ChangedPathsAsync(Sandbox.Repository, main, head, Soon);

        Assert.Equal(["a", "line\nfeed", "no\uFFFDtext"], paths?.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_replaced_object_is_not_the_commit_that_was_asked_for()
    {
        var first = Sandbox.Commit("one", ("a", "1"));
        var second = Sandbox.Commit("two", ("a", "2"));
        var tree = Sandbox.Git("rev-parse", first + "^{tree}");
        Sandbox.Git("replace", first.Value, second.Value);
        Assert.Equal(tree, await Forge.TreeAsync(Sandbox.Repository, first, Soon));
    }

    [Fact]
    public async Task A_folder_of_the_configuration_that_is_a_link_is_named()
    {
        Directory.CreateDirectory(Path.Combine(Sandbox.Directory, ".signalbox"));
        File.CreateSymbolicLink(Path.Combine(Sandbox.Directory, ".signalbox/blueprints"), "../elsewhere");
        var commit = Sandbox.Commit("link", (".signalbox.yml/oops", "a directory"), ("elsewhere/unit.yml", "run: test"));

        var read = await Forge.ReadConfigurationAsync(Sandbox.Repository, commit, Soon);

        Assert.Equal([".signalbox.yml/oops", ".signalbox/blueprints"], read?.Unreadable.Select(file => file.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_repository_that_is_gone_is_a_result()
    {
        var gone = new Repository(Repository.LocalHost, RepositoryName.Parse("local/gone"), Path.Combine(Sandbox.Root, "gone"));
        var sha = CommitSha.Parse(new string('1', 40));

        Assert.True(Forge.Serves(gone));
        Assert.False(Forge.Serves(new("github.com", gone.Name)));
        Assert.Null(await Forge.ResolveAsync(gone, "main", Soon));
        Assert.Null(await Forge.ReadConfigurationAsync(gone, sha, Soon));
        Assert.IsType<MergeOutcome.Impossible>(await Forge.MergeAsync(gone, new("b", sha, sha, "m"), Soon));
        await Forge.ReleaseAsync(gone, "b", Soon);
    }

    [Fact]
    public async Task A_repository_of_sha256_objects_is_read_and_merged()
    {
        using var modern = Testing.Git.GitSandbox.Create("modern", "sha256");
        modern.Commit("base", ("a", "1"));
        modern.Branch("feature");
        var head = modern.Commit("work", ("b", "1"));
        modern.Switch("main");
        var onto = modern.Commit("other", ("c", "1"));

        Assert.Equal(64, onto.Value.Length);
        Assert.Equal(["b"], await Forge.ChangedPathsAsync(modern.Repository, onto, head, Soon));
        Assert.IsType<MergeOutcome.Made>(await Forge.MergeAsync(modern.Repository, new("b", onto, head, "m"), Soon));
    }
}
