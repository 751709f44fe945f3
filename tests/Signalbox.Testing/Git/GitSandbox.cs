using System.Text;
using Signalbox.Core.Changes;

namespace Signalbox.Testing.Git;

/// <summary>
/// A real repository in a temporary directory, made by real git under a fixed identity and a clock that moves one minute per commit:
/// the same story gives the same object names on every machine. The user's and the system's git configuration play no part.
/// </summary>
public sealed class GitSandbox : IDisposable
{
    private readonly SandboxGit git;
    private readonly bool ownsRoot;

    private GitSandbox(SandboxGit git, string directory, bool bare, bool ownsRoot = true)
    {
        this.git = git;
        this.ownsRoot = ownsRoot;
        Directory = directory;
        GitDirectory = bare ? directory : Path.Combine(directory, ".git");
    }

    /// <summary>A temporary directory around the repository: room for clones, checkouts and bystanders. Gone with the sandbox.</summary>
    public string Root => git.Root;

    /// <summary>The work tree, or the repository itself when it is bare.</summary>
    public string Directory { get; }

    /// <summary>The git directory.</summary>
    public string GitDirectory { get; }

    /// <summary>What isolates a git process from this machine's configuration.</summary>
    public IReadOnlyDictionary<string, string> Environment => git.Environment;

    /// <summary>The repository in the words of the product, named `local/{directory}`.</summary>
    public Repository Repository => new(
        Repository.LocalHost,
        RepositoryName.Parse("local/" + Path.GetFileName(Directory).Replace(".git", "", StringComparison.Ordinal).Replace('\n', '_')),
        GitDirectory);

    /// <summary>The commit of HEAD.</summary>
    public CommitSha Head => Resolve("HEAD");

    /// <summary>Makes an empty repository whose branch is `main`.</summary>
    /// <param name="name">The directory's name; any characters that the file system takes.</param>
    /// <param name="objectFormat">`sha1` or `sha256`.</param>
    public static GitSandbox Create(string name = "app", string objectFormat = "sha1")
    {
        var fresh = SandboxGit.Create();
        var directory = Path.Combine(fresh.Root, name);
        fresh.Run(fresh.Root, ["init", "-q", "-b", "main", "--object-format=" + objectFormat, "--", directory]);
        return new(fresh, directory, bare: false);
    }

    /// <summary>Clones the repository beside itself; the clone lives as long as this sandbox.</summary>
    /// <param name="name">The new directory's name.</param>
    /// <param name="options">Of `git clone`: `--bare`, `--depth=1`.</param>
    public GitSandbox Clone(string name, params string[] options)
    {
        var directory = Path.Combine(Root, name);
        // file:// because a plain path would make git ignore --depth.
        git.Run(Root, ["clone", "-q", .. options, "--", "file://" + Directory, directory]);
        return new(git, directory, options.Contains("--bare"), ownsRoot: false);
    }

    /// <summary>Writes a file of the work tree without committing it.</summary>
    public void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file of the work tree without committing it.</summary>
    public void Write(string path, byte[] content)
    {
        var file = Path.Combine(Directory, path);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }

    /// <summary>Writes the files and commits everything in the work tree, on the branch that is checked out.</summary>
    public CommitSha Commit(string message, params (string Path, string Text)[] files)
    {
        ArgumentNullException.ThrowIfNull(files);
        foreach (var (path, text) in files) Write(path, text);
        Git("add", "--all");
        git.Tick();
        Git("commit", "-q", "--allow-empty", "-m", message);
        return Head;
    }

    /// <summary>Starts a branch at HEAD, or at a revision, and checks it out.</summary>
    public void Branch(string name, string at = "HEAD") => Git("checkout", "-q", "-b", name, at);

    /// <summary>Checks out a branch, or detaches HEAD at any other revision.</summary>
    public void Switch(string revision) => Git("checkout", "-q", revision, "--");

    /// <summary>Merges a branch into the one that is checked out, always with a commit.</summary>
    public CommitSha Merge(string branch)
    {
        git.Tick();
        Git("merge", "-q", "--no-ff", "-m", "Merge " + branch, branch);
        return Head;
    }

    /// <summary>The commit that a revision names; the test fails when there is none.</summary>
    public CommitSha Resolve(string revision) => CommitSha.Parse(Git("rev-parse", "--verify", revision + "^{commit}"));

    /// <summary>Runs git in the repository and returns what it printed, without the last line end.</summary>
    /// <exception cref="InvalidOperationException">Git failed; the message is its own.</exception>
    public string Git(params string[] arguments) => git.Run(Directory, arguments);

    /// <summary>Runs git with bytes on its standard input.</summary>
    public string GitWithInput(byte[] input, params string[] arguments) => git.Run(Directory, arguments, input);

    /// <summary>Runs git in another directory of the sandbox.</summary>
    public string GitIn(string directory, params string[] arguments) => git.Run(directory, arguments);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (ownsRoot) git.Dispose();
    }
}
