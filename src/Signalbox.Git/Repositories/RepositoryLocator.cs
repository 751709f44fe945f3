using System.Text.RegularExpressions;
using Signalbox.Core.Changes;
using Signalbox.Core.Forges;
using Signalbox.Git.Forges;
using Signalbox.Git.Programs;

namespace Signalbox.Git.Repositories;

/// <summary>Finds the repository that a directory belongs to.</summary>
public sealed partial class RepositoryLocator(GitProgram git)
{
    /// <summary>
    /// Looks from a directory upwards, as git does: the root or any folder of a work tree, a linked work tree, a bare repository, or a
    /// git directory.
    /// </summary>
    /// <param name="directory">Absolute, or relative to the current directory.</param>
    /// <param name="cancellationToken">Ends the git processes.</param>
    /// <exception cref="ForgeException">Git is missing or too old.</exception>
    public async Task<RepositoryLocation> LocateAsync(string directory, CancellationToken cancellationToken)
    {
        var start = Path.GetFullPath(directory);
        if (!Directory.Exists(start)) return new RepositoryLocation.NotFound($"There is no directory '{start}'.");
        // Prints all it knows before it fails for want of a work tree.
        var output = await git.TryRunAsync(
            new(start, "rev-parse", "--path-format=absolute", "--is-bare-repository", "--is-shallow-repository", "--absolute-git-dir",
                "--is-inside-git-dir", "--show-toplevel"),
            cancellationToken);
        var match = Answer().Match(output.Text + "\n");
        return match.Success
            ? new RepositoryLocation.Found(await DescribeAsync(match, cancellationToken))
            : new RepositoryLocation.NotFound(Refusal(start, output.Errors));
    }

    /// <summary>Whether the work tree differs from HEAD: tracked changes, or files that are neither tracked nor ignored.</summary>
    /// <returns>False for a bare repository.</returns>
    public async Task<bool> IsDirtyAsync(LocalRepository repository, CancellationToken cancellationToken)
    {
        if (repository.WorkTree is not { } workTree) return false;
        // status.* of the user's configuration could hide files; fsmonitor could start a daemon.
        var status = await git.RunAsync(
            new(workTree, "-c", "core.fsmonitor=false", "status", "--porcelain", "-z", "--untracked-files=normal", "--ignore-submodules=none"),
            cancellationToken);
        return status.Bytes.Length > 0;
    }

    private async Task<LocalRepository> DescribeAsync(Match match, CancellationToken cancellationToken)
    {
        var bare = match.Groups["bare"].Value == "true";
        var gitDirectory = Path.GetFullPath(match.Groups["git"].Value);
        var workTree = match.Groups["top"] is { Success: true, Value: var top } ? Path.GetFullPath(top) : bare ? null : WorkTreeOf(gitDirectory);
        var symbolic = git.TryRunAsync(GitCall.On(gitDirectory, "symbolic-ref", "--quiet", "HEAD"), cancellationToken);
        var origin = git.TryRunAsync(GitCall.On(gitDirectory, "config", "--null", "--get", "remote.origin.url"), cancellationToken);
        var head = await new Revisions(git).CommitAsync(gitDirectory, "HEAD", cancellationToken);
        // Both are missing where there is no HEAD yet.
        var files = await new StoredObjects(git).ReadAsync(gitDirectory, ["HEAD:.gitmodules", "HEAD:.gitattributes"], cancellationToken);
        var url = await origin is { ExitCode: 0 } found ? found.Text.TrimEnd('\0') : null;
        return new()
        {
            Repository = new(Repository.LocalHost, Name(url, workTree ?? gitDirectory), gitDirectory),
            WorkTree = workTree,
            HeadReference = await symbolic is { ExitCode: 0 } branch ? branch.Text : Revisions.Detached,
            Head = head,
            IsShallow = match.Groups["shallow"].Value == "true",
            HasSubmodules = files[0] is not null,
            UsesLargeFiles = files[1] is { } attributes && attributes.Content.Span.IndexOf("filter=lfs"u8) >= 0,
        };
    }

    private static RepositoryName Name(string? origin, string directory)
    {
        if (origin is not null && RemoteUrl.NameOf(origin) is { } name) return name;
        var last = RemoteUrl.WithoutSuffix(Path.GetFileName(Path.TrimEndingDirectorySeparator(directory)));
        // A name may not have control characters (a line feed is a legal one of a directory), nor be a step upwards.
        var printable = string.Concat(last.Select(character => char.IsControl(character) ? '_' : character));
        return RepositoryName.TryParse("local/" + printable, null, out var local) ? local : RepositoryName.Parse("local/repository");
    }

    /// <summary>The work tree of a git directory that git was asked from the inside of.</summary>
    private static string? WorkTreeOf(string gitDirectory)
    {
        if (Path.GetFileName(gitDirectory) == ".git") return Path.GetDirectoryName(gitDirectory);
        // A linked work tree's git directory names the `.git` file of its work tree.
        var link = Path.Combine(gitDirectory, "gitdir");
        return File.Exists(link) ? Path.GetDirectoryName(File.ReadAllText(link).TrimEnd('\n')) : null;
    }

    private static string Refusal(string directory, string errors) => errors.Contains("not a git repository", StringComparison.Ordinal)
        ? $"'{directory}' is not in a git repository. Run in one, or name one with --repo DIR; 'git init' makes one."
        : $"git cannot use the repository at '{directory}': {errors.Trim()}";

    // A path may have line ends, so the words between do not separate by themselves; that both paths are absolute does.
    [GeneratedRegex(
        @"\A(?<bare>true|false)\n(?<shallow>true|false)\n(?<git>.+?)\n(true|false)\n((?<top>(/|[A-Za-z]:).+)\n)?\z",
        RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Answer();
}
