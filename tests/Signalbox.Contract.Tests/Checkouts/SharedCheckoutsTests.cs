using System.Globalization;
using System.Text;
using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Changes;
using Signalbox.Core.Forges;
using Signalbox.Git.Checkouts;
using Signalbox.Git.Programs;
using Signalbox.Testing.Git;
using Xunit;

namespace Signalbox.Contract.Tests.Checkouts;

/// <summary>Checkouts that share objects: the contract, and what sharing must not break.</summary>
[Covers(typeof(SharedCheckouts))]
public sealed class SharedCheckoutsTests : CheckoutsContract
{
    private SharedCheckouts? checkouts;

    protected override ICheckouts Checkouts =>
        checkouts ??= new(new(new GitOptions { Environment = Sandbox.Environment }), TimeProvider.System);

    [Fact]
    public async Task No_object_is_copied()
    {
        var big = new byte[8 * 1024 * 1024];
        new Random(7).NextBytes(big);
        Sandbox.Write("big", big);
        Sandbox.Commit("big");
        Sandbox.Git("rm", "-q", "big");
        var commit = Sandbox.Commit("small", ("a", "1"));

        var (directory, _) = await CreateAsync(commit);

        var bytes = new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        Assert.InRange(bytes, 1, 8 * 1024);
        Assert.Equal(["info"], Entries(Path.Combine(directory, ".git", "objects")));
    }

    [Fact]
    public async Task The_objects_that_the_repository_itself_borrows_are_found()
    {
        var commit = Sandbox.Commit("one", ("a", "1"));
        using var borrower = Sandbox.Clone("borrower", "--shared", "--no-local");
        Directory.Move(Path.Combine(borrower.GitDirectory, "objects"), Path.Combine(borrower.GitDirectory, "unused"));
        Directory.CreateDirectory(Path.Combine(borrower.GitDirectory, "objects", "info"));
        File.WriteAllText(Path.Combine(borrower.GitDirectory, "objects", "info", "alternates"), "../../../app/.git/objects\n");
        var directory = Path.Combine(Sandbox.Root, "checkout");

        await Checkouts.CreateAsync(borrower.Repository, commit, directory, Soon);

        Assert.Equal("1", File.ReadAllText(Path.Combine(directory, "a")));
    }

    [Fact]
    public async Task A_linked_work_tree_lends_what_its_repository_has()
    {
        var commit = Sandbox.Commit("one", ("a", "1"));
        Sandbox.Git("tag", "-a", "-m", "v", "v1");
        var linked = Path.Combine(Sandbox.Root, "linked tree");
        Sandbox.Git("worktree", "add", "-q", "--detach", linked);
        var repository = Sandbox.Repository with { Path = Sandbox.GitIn(linked, "rev-parse", "--absolute-git-dir") };
        var directory = Path.Combine(Sandbox.Root, "checkout");

        await Checkouts.CreateAsync(repository, commit, directory, Soon);

        Assert.Equal("v1", Sandbox.GitIn(directory, "describe"));
    }

    [Fact]
    public async Task A_shallow_clone_is_enough_for_its_own_commit()
    {
        Sandbox.Commit("one", ("a", "1"));
        var commit = Sandbox.Commit("two", ("a", "2"));
        using var shallow = Sandbox.Clone("shallow", "--depth=1");
        var directory = Path.Combine(Sandbox.Root, "checkout");

        await Checkouts.CreateAsync(shallow.Repository, commit, directory, Soon);

        Assert.Equal("1", Sandbox.GitIn(directory, "rev-list", "--count", "HEAD"));
        Sandbox.GitIn(directory, "fsck", "--connectivity-only");
    }

    [Fact]
    public async Task A_shallow_clone_says_what_would_bring_an_older_commit()
    {
        var older = Sandbox.Commit("one", ("a", "1"));
        Sandbox.Commit("two", ("a", "2"));
        using var shallow = Sandbox.Clone("shallow", "--depth=1");
        var error = await Assert.ThrowsAsync<CheckoutException>(
            () => Checkouts.CreateAsync(shallow.Repository, older, Path.Combine(Sandbox.Root, "checkout"), Soon));
        Assert.Contains("git fetch --unshallow", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_of_sha256_objects_is_checked_out()
    {
        using var modern = GitSandbox.Create("modern", "sha256");
        var commit = modern.Commit("one", ("a", "1"));
        modern.Git("tag", "-a", "-m", "v", "v1");
        var directory = Path.Combine(modern.Root, "checkout");

        await Checkouts.CreateAsync(modern.Repository, commit, directory, Soon);

        Assert.Equal("v1", modern.GitIn(directory, "describe"));
        Assert.Equal("", modern.GitIn(directory, "status", "--porcelain"));
    }

    [Fact]
    public async Task Submodules_are_left_empty_and_said_to_be()
    {
        using var library = GitSandbox.Create("library");
        library.Commit("one", ("lib", "1"));
        Sandbox.Git("submodule", "--quiet", "add", library.Directory, "sub module");

        var (directory, remarks) = await CreateAsync(Sandbox.Commit("with library"));

        Assert.Contains("Submodules", Assert.Single(remarks), StringComparison.Ordinal);
        Assert.Empty(Entries(Path.Combine(directory, "sub module")));
    }

    [Fact]
    public async Task Large_files_that_stayed_pointers_are_said_to_be()
    {
        Sandbox.Write("big file.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:" + new string('a', 64) + "\nsize 12\n");
        var (_, remarks) = await CreateAsync(Sandbox.Commit("pointer", (".gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\n")));
        Assert.Contains("1 of 1 Git LFS files are pointers, not contents (such as 'big file.bin')", Assert.Single(remarks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_large_files_of_the_repository_are_offered_to_the_filter()
    {
        var commit = Sandbox.Commit("one", ("a", "1"));
        var (directory, _) = await CreateAsync(commit);
        Assert.Equal(Path.Combine(Sandbox.GitDirectory, "lfs"), Sandbox.GitIn(directory, "config", "lfs.storage"));
    }

    [Fact]
    public async Task The_origin_is_known_in_it_and_its_password_is_not()
    {
        var commit = Sandbox.Commit("one", ("a", "1"));
        Sandbox.Git("remote", "add", "origin", "https://ada:s3cret@example.org/acme/app.git");
        var (directory, _) = await CreateAsync(commit);
        Assert.Equal("https://example.org/acme/app.git", Sandbox.GitIn(directory, "config", "remote.origin.url"));
        Assert.DoesNotContain("s3cret", File.ReadAllText(Path.Combine(directory, ".git", "config")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_hook_of_the_repository_or_of_the_user_runs()
    {
        if (OperatingSystem.IsWindows()) return;
        var commit = Sandbox.Commit("one", ("a", "1"));
        var owned = Path.Combine(Sandbox.Root, "owned");
        var hooks = Directory.CreateDirectory(Path.Combine(Sandbox.Root, "hooks")).FullName;
        foreach (var folder in new[] { hooks, Path.Combine(Sandbox.GitDirectory, "hooks") })
        {
            Directory.CreateDirectory(folder);
            foreach (var name in new[] { "post-checkout", "post-index-change", "reference-transaction" })
            {
                var hook = Path.Combine(folder, name);
                File.WriteAllText(hook, $"#!/bin/sh\ntouch '{owned}'\n");
                File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }
        }

        File.AppendAllText(Sandbox.Environment["GIT_CONFIG_GLOBAL"], $"[core]\n\thooksPath = {hooks}\n");

        await CreateAsync(commit);

        Assert.False(File.Exists(owned));
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".git")]
    [InlineData(".GIT")]
    public async Task A_hostile_tree_writes_nothing_outside_its_checkout(string name)
    {
        Sandbox.Commit("one", ("owned", "1"));
        // Git's own tools refuse to write such a tree, so it is put together by hand: `<mode> <name>\0<20 bytes>`.
        var inner = Sandbox.Git("rev-parse", "HEAD^{tree}");
        byte[] tree = [.. "40000 "u8, .. Encoding.UTF8.GetBytes(name), 0, .. Convert.FromHexString(inner)];
        var outer = Sandbox.GitWithInput(tree, "hash-object", "-t", "tree", "-w", "--literally", "--stdin");
        var commit = CommitSha.Parse(Sandbox.Git("commit-tree", "-m", "hostile", outer));

        await Assert.ThrowsAsync<CheckoutException>(() => CreateAsync(commit));

        Assert.False(File.Exists(Path.Combine(Sandbox.Root, "owned")));
        Assert.False(File.Exists(Path.Combine(Sandbox.Root, "checkout", ".git", "owned")));
    }

    [Fact]
    public async Task A_hostile_link_does_not_lead_outside()
    {
        if (OperatingSystem.IsWindows()) return;
        Sandbox.Commit("one", ("owned", "1"));
        var inner = Sandbox.Git("rev-parse", "HEAD^{tree}");
        var link = Sandbox.GitWithInput(Encoding.UTF8.GetBytes(Sandbox.Root), "hash-object", "-w", "--stdin");
        // One name twice: first a link out, then a directory to be filled through it.
        byte[] tree = [.. "120000 a\0"u8, .. Convert.FromHexString(link), .. "40000 a\0"u8, .. Convert.FromHexString(inner)];
        var outer = Sandbox.GitWithInput(tree, "hash-object", "-t", "tree", "-w", "--literally", "--stdin");
        var commit = CommitSha.Parse(Sandbox.Git("commit-tree", "-m", "hostile", outer));

        await Record.ExceptionAsync(() => CreateAsync(commit));

        Assert.False(File.Exists(Path.Combine(Sandbox.Root, "owned")));
    }

    [Fact]
    public async Task A_thousand_tags_are_listed_once_and_taken_over_in_every_checkout()
    {
        var commit = Sandbox.Commit("one", ("a", "1"));
        var input = string.Concat(Enumerable.Range(0, 1000).Select(number => string.Create(CultureInfo.InvariantCulture, $"create refs/tags/t{number} {commit}\n")));
        Sandbox.GitWithInput(Encoding.ASCII.GetBytes(input), "update-ref", "--stdin");
        var (directory, _) = await CreateAsync(commit);
        Assert.Equal(1000, Sandbox.GitIn(directory, "tag").Split('\n').Length);
    }
}
