using Signalbox.Git.Programs;

namespace Signalbox.FakeGitHub.Repositories;

/// <summary>Objects made in a bare repository, without a work tree.</summary>
internal static class GitWriting
{
    public static async Task<string> WriteBlobAsync(this BareRepository repository, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var call = GitCall.On(repository.Directory, "hash-object", "-w", "--stdin") with { Input = content };
        return (await repository.RunAsync(call, cancellationToken)).Text;
    }

    /// <summary>A tree from another one and entries that replace, add, or (without a SHA) remove paths of it.</summary>
    public static async Task<string> WriteTreeAsync(
        this BareRepository repository, string? from, IEnumerable<(string Path, string Mode, string? Sha)> entries, CancellationToken cancellationToken)
    {
        // An index of its own, so that two writers never share one.
        var index = Path.Combine(repository.Directory, $"index-{Interlocked.Increment(ref indexes)}");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_INDEX_FILE"] = index };
        try
        {
            string[] start = from is null ? ["read-tree", "--empty"] : ["read-tree", from];
            await repository.RunAsync(GitCall.On(repository.Directory, start) with { Environment = environment }, cancellationToken);
            var lines = entries.Select(entry => entry.Sha is null
                ? $"0 {BareRepository.NoCommit}\t{entry.Path}\0"
                : $"{entry.Mode} {entry.Sha}\t{entry.Path}\0");
            var update = GitCall.On(repository.Directory, "update-index", "-z", "--index-info").WithInput(string.Concat(lines));
            await repository.RunAsync(update with { Environment = environment }, cancellationToken);
            return (await repository.RunAsync(GitCall.On(repository.Directory, "write-tree") with { Environment = environment }, cancellationToken)).Text;
        }
        finally
        {
            File.Delete(index);
        }
    }

    public static async Task<string> WriteCommitAsync(
        this BareRepository repository, string tree, IEnumerable<string> parents, string message, GitSignature author, GitSignature committer,
        CancellationToken cancellationToken)
    {
        string[] arguments = ["-c", "i18n.commitEncoding=UTF-8", "commit-tree", tree, .. parents.SelectMany(parent => (string[])["-p", parent]), "-F", "-"];
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GIT_AUTHOR_NAME"] = author.Name,
            ["GIT_AUTHOR_EMAIL"] = author.Email,
            ["GIT_AUTHOR_DATE"] = author.DateArgument,
            ["GIT_COMMITTER_NAME"] = committer.Name,
            ["GIT_COMMITTER_EMAIL"] = committer.Email,
            ["GIT_COMMITTER_DATE"] = committer.DateArgument,
        };
        var call = GitCall.On(repository.Directory, arguments).WithInput(message) with { Environment = environment };
        return (await repository.RunAsync(call, cancellationToken)).Text;
    }

    /// <summary>The tree of a merge of two commits; null when they conflict.</summary>
    public static async Task<string?> MergeTreeAsync(this BareRepository repository, string ours, string theirs, CancellationToken cancellationToken)
    {
        var output = await repository.TryAsync(cancellationToken, "merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", ours, theirs);
        return output switch
        {
            { ExitCode: 0, Parts: [var tree] } => tree,
            { ExitCode: 1 } => null,
            // No common history: GitHub, too, finds such a pair not mergeable.
            _ => null,
        };
    }

    private static long indexes;
}
