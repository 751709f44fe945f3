using System.Text;
using Signalbox.Core.Changes;
using Signalbox.Core.Forges;
using Signalbox.Git.Programs;
using Signalbox.Git.Repositories;

namespace Signalbox.Git.Forges;

/// <summary>Merges of two commits into a third, in the object store alone.</summary>
internal sealed class Merges(GitProgram git)
{
    private const string Shallow = "The clone is shallow; 'git fetch --unshallow' completes it.";

    // Of everything that the user's configuration can say about a merge, so that it gives the same object name everywhere.
    private static readonly string[] Settled =
    [
        "-c", "merge.renames=true", "-c", "merge.directoryRenames=conflict", "-c", "merge.renameLimit=7000", "-c", "merge.conflictStyle=merge",
        "-c", "merge.renormalize=false", "-c", "diff.renames=true", "-c", "diff.algorithm=histogram", "-c", "core.attributesFile=/dev/null",
    ];

    private readonly StoredObjects objects = new(git);

    /// <summary>Makes the merge, or says why there is none.</summary>
    public async Task<MergeOutcome> MakeAsync(string gitDirectory, MergeRequest request, CancellationToken cancellationToken)
    {
        var (onto, head) = (request.Onto, request.Head);
        var commits = await objects.ReadAsync(gitDirectory, [onto.Value, head.Value], cancellationToken);
        if (commits[0] is not { Type: "commit" }) return Missing(gitDirectory, "base", onto);
        if (commits[1] is not { Type: "commit" } headObject) return Missing(gitDirectory, "commit", head);

        var bases = await git.TryRunAsync(GitCall.On(gitDirectory, "merge-base", "--all", onto.Value, head.Value), cancellationToken);
        var common = bases.Text.Split('\n');
        if (bases.ExitCode == 0 && common.Contains(onto.Value)) return new MergeOutcome.Made(head, "");
        if (bases.ExitCode == 0 && common.Contains(head.Value)) return new MergeOutcome.Made(onto, "");
        if (bases.ExitCode != 0) return Impossible(gitDirectory, $"{onto.Abbreviated} and {head.Abbreviated} have no common history.");

        var merge = GitCall.On(
            gitDirectory, [.. Settled, "merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", onto.Value, head.Value]);
        var tree = await git.TryRunAsync(merge, cancellationToken);
        return (tree.ExitCode, tree.Parts) switch
        {
            (0, [var name]) => await KeepAsync(gitDirectory, request, name, headObject, cancellationToken),
            (1, [_, .. var paths]) => new MergeOutcome.Conflicted([.. paths.Distinct(StringComparer.Ordinal)]),
            _ => Impossible(gitDirectory, $"git cannot merge {head.Abbreviated} into {onto.Abbreviated}: {tree.Errors.Trim()}"),
        };
    }

    /// <summary>Drops the ref of a merge.</summary>
    public Task ReleaseAsync(string gitDirectory, string id, CancellationToken cancellationToken) =>
        git.RunAsync(GitCall.On(gitDirectory, "update-ref", "-d", BuildRef.For(id)), cancellationToken);

    private async Task<MergeOutcome> KeepAsync(
        string gitDirectory, MergeRequest request, string tree, StoredObject head, CancellationToken cancellationToken)
    {
        var date = CommitterDate(Encoding.UTF8.GetString(head.Content.Span));
        var call = GitCall.On(
            gitDirectory, "-c", "i18n.commitEncoding=UTF-8", "commit-tree", "-p", request.Onto.Value, "-p", request.Head.Value, "-F", "-", tree);
        var commit = CommitSha.Parse((await git.RunAsync(call.WithInput(request.Message) with { Environment = Identity(date) }, cancellationToken)).Text);
        var reference = BuildRef.For(request.Id);
        await git.RunAsync(GitCall.On(gitDirectory, "update-ref", reference, commit.Value), cancellationToken);
        return new MergeOutcome.Made(commit, reference);
    }

    private static Dictionary<string, string> Identity(string date) => new(StringComparer.Ordinal)
    {
        ["GIT_AUTHOR_NAME"] = "Signalbox",
        ["GIT_AUTHOR_EMAIL"] = "signalbox@localhost",
        ["GIT_AUTHOR_DATE"] = date,
        ["GIT_COMMITTER_NAME"] = "Signalbox",
        ["GIT_COMMITTER_EMAIL"] = "signalbox@localhost",
        ["GIT_COMMITTER_DATE"] = date,
    };

    // `committer Ada <ada@example.org> 1795176000 +0100`. The head's own date: a merge made again is the same commit.
    private static string CommitterDate(string commit)
    {
        var line = commit.Split("\n\n")[0].Split('\n').LastOrDefault(line => line.StartsWith("committer ", StringComparison.Ordinal));
        return line?.Split(' ') is [.., var seconds, var zone] && long.TryParse(seconds, out var time) && time >= 0 && zone.Length == 5
            ? $"@{seconds} {zone}"
            : "@0 +0000";
    }

    private static MergeOutcome.Impossible Missing(string gitDirectory, string role, CommitSha commit) =>
        Impossible(gitDirectory, $"The {role} {commit} is not in '{gitDirectory}'.");

    private static MergeOutcome.Impossible Impossible(string gitDirectory, string reason) =>
        new(SourceDirectories.Of(gitDirectory).IsShallow ? $"{reason} {Shallow}" : reason);
}
