using Signalbox.Core.Changes;
using Signalbox.Core.Forges;
using Signalbox.Git.Programs;
using Signalbox.Git.Repositories;

namespace Signalbox.Git.Checkouts;

/// <summary>
/// Checkouts that share the repository's objects through `objects/info/alternates`: what a checkout costs is its files. A linked work
/// tree would be as cheap, but it is registered in the user's repository, where `git worktree list` and locks would show our tasks.
/// </summary>
public sealed class SharedCheckouts(GitProgram git, TimeProvider time) : ICheckouts
{
    private readonly SourceSnapshots snapshots = new(git, time);
    private readonly LargeFiles largeFiles = new(git);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> CreateAsync(
        Repository repository, CommitSha commit, string directory, CancellationToken cancellationToken)
    {
        if (!Path.IsPathFullyQualified(directory)) throw new ArgumentException($"'{directory}' is not an absolute path.", nameof(directory));
        if (repository.Path is not { } path || !File.Exists(Path.Combine(path, "HEAD")))
            throw new CheckoutException($"There is no git repository at '{repository.Path}'.");
        if (Path.Exists(directory)) throw new CheckoutException($"'{directory}' exists already; a checkout needs a new directory.");
        try
        {
            return await FillAsync(SourceDirectories.Of(path), commit, directory, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ForgeException)
        {
            throw new CheckoutException($"The checkout of {commit.Abbreviated} in '{directory}' failed: {error.Message}", error);
        }
    }

    private async Task<IReadOnlyList<string>> FillAsync(
        SourceDirectories source, CommitSha commit, string directory, CancellationToken cancellationToken)
    {
        var snapshot = await snapshots.OfAsync(source, cancellationToken);
        var gitDirectory = CheckoutGitDirectory.Write(source, snapshot, commit, directory);
        // The index is new, so nothing can be in the way; read-tree runs no hook, and a work tree never reaches outside its root.
        var call = new GitCall(
            directory, "--git-dir=" + gitDirectory, "--work-tree=" + directory, "-c", "core.hooksPath=/dev/null",
            "read-tree", "--no-recurse-submodules", "--reset", "-u", commit.Value);
        var output = await git.TryRunAsync(call, cancellationToken);
        if (output.ExitCode != 0)
        {
            var look = new GitCall(directory, "--git-dir=" + gitDirectory, "cat-file", "-e", commit.Value + "^{commit}");
            var isMissing = (await git.TryRunAsync(look, cancellationToken)).ExitCode != 0;
            throw new CheckoutException(Explain(commit, source, output.Errors.Trim())) { CommitMissing = isMissing };
        }

        return await RemarksAsync(source, snapshot, directory, gitDirectory, cancellationToken);
    }

    private async Task<IReadOnlyList<string>> RemarksAsync(
        SourceDirectories source, SourceSnapshot snapshot, string directory, string gitDirectory, CancellationToken cancellationToken)
    {
        var remarks = new List<string>();
        if (snapshot.Remark is { } remark) remarks.Add(remark);
        if (File.Exists(Path.Combine(directory, ".gitmodules"))) remarks.Add("Submodules are left empty in the checkout.");
        if (await largeFiles.RemarkAsync(source, directory, gitDirectory, cancellationToken) is { } pointers) remarks.Add(pointers);
        return remarks;
    }

    private static string Explain(CommitSha commit, SourceDirectories source, string errors)
    {
        var hint = source.IsShallow ? " The clone is shallow; 'git fetch --unshallow' completes it."
            : errors.Contains("lfs", StringComparison.OrdinalIgnoreCase) ? " Large files that are not on this machine: 'git lfs fetch' gets them."
            : "";
        return $"The checkout of {commit} from '{source.Common}' failed: {errors}{hint}";
    }
}
