using Signalbox.Git.Programs;
using Signalbox.Git.Repositories;
using Signalbox.Testing.Git;
using Xunit;

namespace Signalbox.Contract.Tests.Repositories;

/// <summary>From a directory to the repository that a person means by it.</summary>
public sealed class RepositoryLocatorTests : IDisposable
{
    private readonly GitSandbox sandbox = GitSandbox.Create();
    private readonly RepositoryLocator locator;

    public RepositoryLocatorTests() => locator = new(new(new GitOptions { Environment = sandbox.Environment }));

    private static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    [Fact]
    public async Task The_root_a_folder_and_the_git_directory_are_one_repository()
    {
        var head = sandbox.Commit("one", ("some/folder/a", "1"));
        foreach (var directory in new[] { "", "some/folder", ".git", ".git/refs" })
        {
            var found = await FindAsync(Path.Combine(sandbox.Directory, directory));
            Assert.Equal("local/app", found.Repository.Name.Value);
            Assert.Equal(sandbox.GitDirectory, found.Repository.Path);
            Assert.True(found.Repository.IsLocal);
            Assert.Equal(sandbox.Directory, found.WorkTree);
            Assert.Equal("refs/heads/main", found.HeadReference);
            Assert.Equal(head, found.Head);
            Assert.False(found.IsShallow);
        }
    }

    [Fact]
    public async Task A_bare_repository_has_no_work_tree_and_is_never_dirty()
    {
        sandbox.Commit("one", ("a", "1"));
        using var bare = sandbox.Clone("my app.git", "--bare");
        bare.Git("remote", "remove", "origin");

        var found = await FindAsync(bare.Directory);

        Assert.Null(found.WorkTree);
        Assert.Equal("local/my app", found.Repository.Name.Value);
        Assert.False(await locator.IsDirtyAsync(found, Soon));
    }

    [Fact]
    public async Task A_linked_work_tree_has_its_own_head()
    {
        var first = sandbox.Commit("one", ("a", "1"));
        sandbox.Commit("two", ("a", "2"));
        var linked = Path.Combine(sandbox.Root, "linked");
        sandbox.Git("worktree", "add", "-q", "-b", "side", linked, first.Value);

        var found = await FindAsync(linked);
        var inside = await FindAsync(found.Repository.Path!);

        Assert.Equal((linked, "refs/heads/side", first), (found.WorkTree, found.HeadReference, found.Head));
        Assert.Equal(found, inside);
    }

    [Fact]
    public async Task A_detached_head_a_branch_without_commits_and_a_shallow_clone_are_told()
    {
        Assert.Null((await FindAsync(sandbox.Directory)).Head);
        var first = sandbox.Commit("one", ("a", "1"));
        sandbox.Commit("two", ("a", "2"));
        using var shallow = sandbox.Clone("shallow", "--depth=1");
        sandbox.Switch(first.Value);

        var detached = await FindAsync(sandbox.Directory);

        Assert.Equal(("HEAD", first), (detached.HeadReference, detached.Head));
        Assert.True((await FindAsync(shallow.Directory)).IsShallow);
    }

    [Theory]
    [InlineData("https://github.com/acme/app.git", "acme/app")]
    [InlineData("https://github.com/acme/app", "acme/app")]
    [InlineData("https://ada:token@github.com:8443/acme/app.git/", "acme/app")]
    [InlineData("ssh://git@example.org:2222/acme/app.git", "acme/app")]
    [InlineData("git@github.com:acme/app.git", "acme/app")]
    [InlineData("github.com:acme/app", "acme/app")]
    [InlineData("git@gitlab.com:group/subgroup/app.git", "subgroup/app")]
    [InlineData("gh:acme/app/", "acme/app")]
    [InlineData("/srv/git/acme/app.git", "acme/app")]
    [InlineData("/home/ada/app/.git", "ada/app")]
    [InlineData("../acme/app", "acme/app")]
    [InlineData("file:///srv/git/acme/app.git", "acme/app")]
    [InlineData("C:\\git\\acme\\app.git", "acme/app")]
    [InlineData("https://dev.azure.com/org/project/_git/app%20one", "_git/app one")]
    [InlineData("./a:b/acme/.github", "acme/.github")]
    [InlineData("https://example.org/", "local/app")]
    [InlineData("/app.git", "local/app")]
    public async Task The_name_is_that_of_the_origin(string url, string name)
    {
        sandbox.Git("config", "remote.origin.url", url);
        Assert.Equal(name, (await FindAsync(sandbox.Directory)).Repository.Name.Value);
    }

    [Theory]
    [InlineData("https://ada:s3cret@example.org/a/b", "https://example.org/a/b")]
    [InlineData("https://s3cret@example.org", "https://example.org")]
    [InlineData("https://ada:s3@cret@example.org/a@b/c", "https://example.org/a@b/c")]
    [InlineData("https://example.org/a@b", "https://example.org/a@b")]
    [InlineData("git@example.org:a/b", "git@example.org:a/b")]
    public void A_url_is_shown_without_its_password(string url, string shown) => Assert.Equal(shown, RemoteUrl.WithoutCredentials(url));

    [Theory]
    [InlineData("with space", "local/with space")]
    [InlineData("it's \"#1\" größe", "local/it's \"#1\" größe")]
    [InlineData("line\nfeed", "local/line_feed")]
    [InlineData("a\ntrue\nb", "local/a_true_b")]
    public async Task A_directory_of_any_name_is_a_repository(string directory, string name)
    {
        using var odd = GitSandbox.Create(directory);
        var head = odd.Commit("one", ("a", "1"));
        var found = new RepositoryLocator(new(new GitOptions { Environment = odd.Environment }));

        var repository = Assert.IsType<RepositoryLocation.Found>(await found.LocateAsync(odd.Directory, Soon)).Repository;

        Assert.Equal((name, odd.GitDirectory, odd.Directory), (repository.Repository.Name.Value, repository.Repository.Path, repository.WorkTree));
        Assert.Equal(head, repository.Head);
    }

    [Fact]
    public async Task A_directory_outside_of_every_repository_is_told_what_to_do()
    {
        var missing = Assert.IsType<RepositoryLocation.NotFound>(await locator.LocateAsync(Path.Combine(sandbox.Root, "missing"), Soon));
        Assert.Contains("There is no directory", missing.Message, StringComparison.Ordinal);
        var plain = Directory.CreateDirectory(Path.Combine(sandbox.Root, "plain")).FullName;
        var none = Assert.IsType<RepositoryLocation.NotFound>(await locator.LocateAsync(plain, Soon));
        Assert.Equal($"'{plain}' is not in a git repository. Run in one, or name one with --repo DIR; 'git init' makes one.", none.Message);
    }

    [Fact]
    public async Task A_repository_that_git_refuses_is_told_why()
    {
        sandbox.Git("config", "core.repositoryFormatVersion", "99");
        var refused = Assert.IsType<RepositoryLocation.NotFound>(await locator.LocateAsync(sandbox.Directory, Soon));
        Assert.Contains("99", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tree_is_dirty_by_a_change_a_staged_change_or_a_new_file_and_not_by_an_ignored_one()
    {
        sandbox.Commit("one", ("a", "1"), (".gitignore", "ignored\n"));
        sandbox.Git("config", "status.showUntrackedFiles", "no");
        var found = await FindAsync(sandbox.Directory);
        sandbox.Write("ignored", "i");
        Assert.False(await locator.IsDirtyAsync(found, Soon));

        sandbox.Write("new", "n");
        Assert.True(await locator.IsDirtyAsync(found, Soon));
        sandbox.Git("add", "new");
        Assert.True(await locator.IsDirtyAsync(found, Soon));
        sandbox.Commit("two");
        Assert.False(await locator.IsDirtyAsync(found, Soon));
        sandbox.Write("a", "2");
        Assert.True(await locator.IsDirtyAsync(found, Soon));
    }

    [Fact]
    public async Task Submodules_and_large_files_are_told_also_of_a_bare_repository()
    {
        sandbox.Commit("plain", ("a", "1"), (".gitattributes", "*.txt text\n"));
        var plain = await FindAsync(sandbox.Directory);
        sandbox.Commit("rich", (".gitattributes", "*.bin filter=lfs\n"), (".gitmodules", "[submodule \"x\"]\n\tpath = x\n\turl = y\n"));
        using var bare = sandbox.Clone("bare.git", "--bare");
        var rich = await FindAsync(bare.Directory);

        Assert.Equal((false, false), (plain.HasSubmodules, plain.UsesLargeFiles));
        Assert.Equal((true, true), (rich.HasSubmodules, rich.UsesLargeFiles));
    }

    public void Dispose() => sandbox.Dispose();

    private async Task<LocalRepository> FindAsync(string directory) =>
        Assert.IsType<RepositoryLocation.Found>(await locator.LocateAsync(directory, Soon)).Repository;
}
