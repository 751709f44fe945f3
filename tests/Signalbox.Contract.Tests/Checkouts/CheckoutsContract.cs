using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Changes;
using Signalbox.Core.Forges;
using Signalbox.Testing.Git;
using Xunit;

namespace Signalbox.Contract.Tests.Checkouts;

/// <summary>What who runs tasks on this machine may rely on in a checkout.</summary>
public abstract class CheckoutsContract : IContractOf<ICheckouts>, IDisposable
{
    protected GitSandbox Sandbox { get; } = GitSandbox.Create();

    /// <summary>The checkouts under test.</summary>
    protected abstract ICheckouts Checkouts { get; }

    protected static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    [Fact]
    public async Task A_checkout_is_the_commit_and_nothing_but_the_commit()
    {
        var commit = Sandbox.Commit("one", ("a", "1"), ("dir/b", "2"));
        Sandbox.Commit("two", ("a", "changed"), ("c", "later"));
        Sandbox.Write("a", "not even committed");
        Sandbox.Write("untracked", "u");

        var (directory, remarks) = await CreateAsync(commit);

        Assert.Empty(remarks);
        Assert.Equal("1", File.ReadAllText(Path.Combine(directory, "a")));
        Assert.Equal("2", File.ReadAllText(Path.Combine(directory, "dir/b")));
        Assert.Equal([".git", "a", "dir"], Entries(directory));
        Assert.Equal("", Sandbox.GitIn(directory, "status", "--porcelain", "--ignored"));
        Assert.Equal(commit.Value, Sandbox.GitIn(directory, "rev-parse", "HEAD"));
        Assert.Equal("HEAD", Sandbox.GitIn(directory, "rev-parse", "--abbrev-ref", "HEAD"));
    }

    [Fact]
    public async Task A_build_can_use_git_in_it()
    {
        Sandbox.Commit("one", ("a", "1"));
        Sandbox.Git("tag", "-a", "-m", "first", "v1.0");
        Sandbox.Git("tag", "light");
        var commit = Sandbox.Commit("two", ("a", "2"));
        Sandbox.Branch("feature/x");

        var (directory, _) = await CreateAsync(commit);

        Assert.Equal("v1.0-1-g" + commit.Abbreviated, Sandbox.GitIn(directory, "describe"));
        Assert.Equal("2", Sandbox.GitIn(directory, "rev-list", "--count", "HEAD"));
        Assert.Equal("a", Sandbox.GitIn(directory, "diff", "--name-only", "light", "feature/x"));
        Sandbox.GitIn(directory, "fsck", "--connectivity-only");
        Sandbox.GitIn(directory, "commit", "-q", "--allow-empty", "-m", "of the task's own");
        Assert.Equal(commit, Sandbox.Resolve("feature/x"));
    }

    [Fact]
    public async Task New_tags_are_there_in_the_next_checkout()
    {
        var commit = Sandbox.Commit("one", ("a", "1"));
        await CreateAsync(commit, "first");
        Sandbox.Git("tag", "-a", "-m", "new", "v2");
        var (directory, _) = await CreateAsync(commit, "second");
        Assert.Equal("v2", Sandbox.GitIn(directory, "describe"));
        Sandbox.Git("pack-refs", "--all");
        Sandbox.Git("tag", "-d", "v2");
        (directory, _) = await CreateAsync(commit, "third");
        Assert.Equal("", Sandbox.GitIn(directory, "tag"));
    }

    [Fact]
    public async Task What_a_task_does_in_its_checkout_reaches_neither_the_repository_nor_another_checkout()
    {
        var commit = Sandbox.Commit("one", ("a", "1"));
        var (first, _) = await CreateAsync(commit, "first");
        var (second, _) = await CreateAsync(commit, "second");

        File.WriteAllText(Path.Combine(first, "a"), "spoiled");
        Sandbox.GitIn(first, "branch", "-D", "main");
        Sandbox.GitIn(first, "config", "user.name", "Eve");
        Directory.Delete(first, recursive: true);

        Assert.Equal("1", File.ReadAllText(Path.Combine(second, "a")));
        Assert.Equal(commit, Sandbox.Resolve("main"));
        Assert.Equal("", Sandbox.Git("status", "--porcelain"));
        Assert.Equal("", Sandbox.Git("fsck"));
    }

    [Fact]
    public async Task Many_checkouts_at_once_are_all_right()
    {
        var commit = Sandbox.Commit("one", ("a", "1"));
        var all = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => CreateAsync(commit, $"checkout-{number}")));
        Assert.All(all, one => Assert.Equal("", Sandbox.GitIn(one.Directory, "status", "--porcelain")));
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("#it's \"quoted\"")]
    [InlineData("größe 数")]
    [InlineData("line\nfeed")]
    [InlineData("-option")]
    [InlineData("back\\slash;colon:")]
    public async Task Repositories_files_and_directories_may_have_any_name(string name)
    {
        if (OperatingSystem.IsWindows() && name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0) return;
        using var odd = GitSandbox.Create(name);
        var commit = odd.Commit("one", (name + "/" + name, "1"), ("[a]*?", "2"));
        var directory = Path.Combine(odd.Root, "checkout of " + name);

        Assert.Empty(await Checkouts.CreateAsync(odd.Repository, commit, directory, Soon));

        Assert.Equal("1", File.ReadAllText(Path.Combine(directory, name, name)));
        Assert.Equal("", odd.GitIn(directory, "status", "--porcelain"));
        Assert.Equal(commit.Value, odd.GitIn(directory, "rev-parse", "main"));
    }

    [Fact]
    public async Task A_link_and_an_executable_are_what_they_were()
    {
        if (OperatingSystem.IsWindows()) return;
        Sandbox.Write("tool", "#!/bin/sh\n");
        File.SetUnixFileMode(Path.Combine(Sandbox.Directory, "tool"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(Path.Combine(Sandbox.Directory, "inside"), "tool");
        File.CreateSymbolicLink(Path.Combine(Sandbox.Directory, "outside"), "/etc");

        var (directory, _) = await CreateAsync(Sandbox.Commit("one"));

        Assert.True(File.GetUnixFileMode(Path.Combine(directory, "tool")).HasFlag(UnixFileMode.UserExecute));
        Assert.Equal("tool", new FileInfo(Path.Combine(directory, "inside")).LinkTarget);
        Assert.Equal("/etc", new DirectoryInfo(Path.Combine(directory, "outside")).LinkTarget);
    }

    [Fact]
    public async Task A_commit_that_is_missing_is_an_error_that_names_it()
    {
        Sandbox.Commit("one", ("a", "1"));
        var missing = CommitSha.Parse(new string('1', 40));
        var error = await Assert.ThrowsAsync<CheckoutException>(() => CreateAsync(missing));
        Assert.Contains(missing.Value, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_exists_is_left_as_it_is()
    {
        var commit = Sandbox.Commit("one", ("a", "1"));
        var directory = Directory.CreateDirectory(Path.Combine(Sandbox.Root, "taken")).FullName;
        File.WriteAllText(Path.Combine(directory, "precious"), "p");

        await Assert.ThrowsAsync<CheckoutException>(() => Checkouts.CreateAsync(Sandbox.Repository, commit, directory, Soon));

        Assert.Equal(["precious"], Entries(directory));
    }

    [Fact]
    public async Task A_repository_that_is_not_there_is_an_error()
    {
        var commit = Sandbox.Commit("one", ("a", "1"));
        var gone = Sandbox.Repository with { Path = Path.Combine(Sandbox.Root, "gone") };
        var error = await Assert.ThrowsAsync<CheckoutException>(
            () => Checkouts.CreateAsync(gone, commit, Path.Combine(Sandbox.Root, "checkout"), Soon));
        Assert.Contains("no git repository", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_checkout_says_so()
    {
        var commit = Sandbox.Commit("one", ("a", "1"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Checkouts.CreateAsync(Sandbox.Repository, commit, Path.Combine(Sandbox.Root, "checkout"), new(canceled: true)));
    }

    public void Dispose()
    {
        Sandbox.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Checks the commit out beside the repository.</summary>
    protected async Task<(string Directory, IReadOnlyList<string> Remarks)> CreateAsync(CommitSha commit, string name = "checkout")
    {
        var directory = Path.Combine(Sandbox.Root, name);
        return (directory, await Checkouts.CreateAsync(Sandbox.Repository, commit, directory, Soon));
    }

    /// <summary>The names in a directory, in order.</summary>
    protected static IEnumerable<string> Entries(string directory) =>
        Directory.EnumerateFileSystemEntries(directory).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal);
}
