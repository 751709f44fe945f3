using Signalbox.Core.Changes;
using Signalbox.Core.Forges;
using Signalbox.Git.Programs;

namespace Signalbox.Git.Forges;

/// <summary>From what people call a commit to the commit.</summary>
internal sealed class Revisions(GitProgram git)
{
    /// <summary>The reference of a commit that no ref was named for.</summary>
    public const string Detached = "HEAD";

    /// <summary>What the revision names; null when it names no commit, or more than one.</summary>
    public async Task<Revision?> ResolveAsync(string gitDirectory, string revision, CancellationToken cancellationToken)
    {
        var reference = ParseAsync(gitDirectory, revision, ["--symbolic-full-name"], cancellationToken);
        var commit = await CommitAsync(gitDirectory, revision, cancellationToken);
        // Empty for what is no ref.
        var name = await reference is { Length: > 0 } full ? full : Detached;
        return commit is { } sha ? new(sha, name) : null;
    }

    /// <summary>The commit that the revision names, tags peeled.</summary>
    public async Task<CommitSha?> CommitAsync(string gitDirectory, string revision, CancellationToken cancellationToken) =>
        CommitSha.TryParse(await ParseAsync(gitDirectory, revision + "^{commit}", [], cancellationToken), null, out var sha) ? sha : null;

    /// <summary>The tree of a commit; null when the commit is missing.</summary>
    public Task<string?> TreeAsync(string gitDirectory, CommitSha commit, CancellationToken cancellationToken) =>
        ParseAsync(gitDirectory, $"{commit}^{{tree}}", [], cancellationToken);

    private async Task<string?> ParseAsync(string gitDirectory, string revision, string[] options, CancellationToken cancellationToken)
    {
        // An option's look-alike is never a revision, and a NUL cannot be an argument; a file name in place of a revision is no match.
        if (revision.Length == 0 || revision[0] == '-' || revision.Contains('\0')) return null;
        var call = GitCall.On(gitDirectory, ["rev-parse", "--verify", "--quiet", .. options, "--end-of-options", revision]);
        var output = await git.TryRunAsync(call, cancellationToken);
        return output.ExitCode == 0 ? output.Text : null;
    }
}
