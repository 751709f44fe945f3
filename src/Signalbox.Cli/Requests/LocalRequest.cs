using System.Collections.Immutable;
using Signalbox.Core.Builds;
using Signalbox.Core.Changes;
using Signalbox.Core.Forges;
using Signalbox.Git.Forges;
using Signalbox.Git.Programs;
using Signalbox.Git.Repositories;

namespace Signalbox.Cli.Requests;

/// <summary>Makes a request of what `run` was asked for: commits in place of names, before any build exists (B5).</summary>
internal sealed class LocalRequest(LocalWords words)
{
    private static readonly GitProgram Git = new(new GitOptions());
    private readonly RepositoryLocator locator = new(Git);
    private readonly LocalForge forge = new(Git);

    /// <summary>Looks the words up in the repository.</summary>
    /// <exception cref="ForgeException">Git is missing or fails.</exception>
    public async Task<ResolvedRequest> ResolveAsync(CancellationToken cancellationToken) =>
        await locator.LocateAsync(words.Directory, cancellationToken) switch
        {
            RepositoryLocation.Found found => await ResolveAsync(found.Repository, cancellationToken),
            RepositoryLocation.NotFound nowhere => ResolvedRequest.Not(nowhere.Message),
            var other => throw new InvalidOperationException($"The locator answered {other.GetType().Name}."),
        };

    private async Task<ResolvedRequest> ResolveAsync(LocalRepository local, CancellationToken cancellationToken)
    {
        var dirty = words.Ref is null ? locator.IsDirtyAsync(local, cancellationToken) : Task.FromResult(false);
        var head = words.Ref is { } named
            ? await forge.ResolveAsync(local.Repository, named, cancellationToken)
            : local.Head is { } commit ? new(commit, local.HeadReference) : null;
        var onto = words.Base is { } name ? await forge.ResolveAsync(local.Repository, name, cancellationToken) : null;
        var isDirty = await dirty;
        if (head is null)
            return ResolvedRequest.Not(words.Ref is null
                ? $"nothing has been committed in '{words.Directory}' yet: signalbox builds commits."
                : Unknown(words.Ref, local));
        if (words.Base is not null && onto is null) return ResolvedRequest.Not(Unknown(words.Base, local));

        var uri = ChangeUri.ForRef(local.Repository.Name, head.Reference, head.Commit);
        return new(
            new()
            {
                Repository = local.Repository,
                Ref = head.Reference,
                Sha = head.Commit,
                Base = onto?.Commit,
                Changes = [new([uri], ChangeAction.Validate)],
                Tasks = words.Tasks.IsEmpty ? null : words.Tasks,
                Reason = BuildReason.Cli,
                Fresh = words.Fresh,
            },
            Problem: null,
            isDirty
                ? $"warning: the work tree has changes that are not committed; the commit {head.Commit.Abbreviated} is built, not the tree"
                : null);
    }

    private static string Unknown(string revision, LocalRepository local) =>
        $"'{revision}' names no commit in {local.WorkTree ?? local.Repository.Path}: expected a branch, a tag or a commit."
        + (local.IsShallow ? " The clone is shallow; 'git fetch --unshallow' gets the rest." : "");
}

/// <summary>What `run` was asked for.</summary>
/// <param name="Directory">In or below the repository.</param>
/// <param name="Ref">A branch, tag or commit; absent: HEAD.</param>
/// <param name="Base">What it is merged onto; absent: it is built as it is.</param>
/// <param name="Tasks">Names or globs; empty: all.</param>
/// <param name="Fresh">Delegate nothing.</param>
internal sealed record LocalWords(string Directory, string? Ref, string? Base, ImmutableArray<string> Tasks, bool Fresh);

/// <summary>What came of the words.</summary>
/// <param name="Request">The request; absent where the words are wrong.</param>
/// <param name="Problem">What is wrong with them, for people.</param>
/// <param name="Warning">What the user should know and what does not stand in the way.</param>
internal sealed record ResolvedRequest(BuildRequest? Request, string? Problem, string? Warning)
{
    public static ResolvedRequest Not(string problem) => new(null, problem, null);
}
