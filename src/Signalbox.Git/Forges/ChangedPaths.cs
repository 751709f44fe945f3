using Signalbox.Core.Changes;
using Signalbox.Git.Programs;

namespace Signalbox.Git.Forges;

/// <summary>What a head changed since it left its base.</summary>
internal sealed class ChangedPaths(GitProgram git)
{
    private readonly StoredObjects objects = new(git);

    /// <summary>The paths, or null when a commit (or, in a shallow clone, a tree) is missing.</summary>
    public async Task<IReadOnlyList<string>?> BetweenAsync(
        string gitDirectory, CommitSha onto, CommitSha head, CancellationToken cancellationToken)
    {
        if (onto == head) return await objects.HasCommitAsync(gitDirectory, head, cancellationToken) ? [] : null;
        var bases = GitCall.On(gitDirectory, "merge-base", onto.Value, head.Value);
        var found = await git.TryRunAsync(bases, cancellationToken);
        // Without rename detection a renamed file is one that went and one that came: both names, and no threshold to agree on.
        // 1 says that there is no common history: in a shallow clone it may only be out of sight, and all files is the safe answer.
        var listing = found.ExitCode switch
        {
            0 => GitCall.On(gitDirectory, "diff-tree", "-r", "-z", "--no-renames", "--name-only", found.Text.Split('\n')[0], head.Value),
            1 => GitCall.On(gitDirectory, "ls-tree", "-r", "-z", "--full-tree", "--name-only", head.Value),
            _ => null,
        };
        var output = listing is null ? found : await git.TryRunAsync(listing, cancellationToken);
        if (output.ExitCode == 0) return output.Parts;
        var present = await objects.ReadAsync(gitDirectory, [onto.Value, head.Value], cancellationToken);
        return present.Any(commit => commit is not { Type: "commit" }) ? null : throw GitProgram.Failure(listing ?? bases, output);
    }
}
