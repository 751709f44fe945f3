using Signalbox.Git.Forges;
using Signalbox.Git.Programs;

namespace Signalbox.FakeGitHub.Repositories;

/// <summary>A bare repository on disk: what GitHub serves of git is read from git and written by git.</summary>
internal sealed class BareRepository(GitProgram git, string directory)
{
    public const string NoCommit = "0000000000000000000000000000000000000000";

    private readonly StoredObjects objects = new(git);

    public string Directory => directory;

    public static async Task<BareRepository> CreateAsync(GitProgram git, string directory, string branch, CancellationToken cancellationToken)
    {
        System.IO.Directory.CreateDirectory(directory);
        await git.RunAsync(new(directory, "init", "-q", "--bare", "-b", branch, directory), cancellationToken);
        // A pull request's head and merge are fetched by name, and a commit of a fork is one of the base's, too.
        await git.RunAsync(GitCall.On(directory, "config", "uploadpack.allowAnySHA1InWant", "true"), cancellationToken);
        return new(git, directory);
    }

    /// <summary>The commit that a ref, a SHA or any other revision names; null when there is none.</summary>
    public async Task<string?> CommitShaAsync(string revision, CancellationToken cancellationToken) =>
        await ParseAsync(revision + "^{commit}", cancellationToken);

    /// <summary>The object that a revision names.</summary>
    public async Task<string?> ParseAsync(string revision, CancellationToken cancellationToken)
    {
        if (revision.Length == 0 || revision[0] == '-' || revision.Any(char.IsControl)) return null;
        var output = await TryAsync(cancellationToken, "rev-parse", "--verify", "--quiet", "--end-of-options", revision);
        return output.ExitCode == 0 ? output.Text : null;
    }

    /// <summary>A branch's commit.</summary>
    public Task<string?> BranchAsync(string branch, CancellationToken cancellationToken) => RefAsync("refs/heads/" + branch, cancellationToken);

    /// <summary>What a full ref name points to; null when it does not exist.</summary>
    public async Task<string?> RefAsync(string name, CancellationToken cancellationToken)
    {
        if (!name.StartsWith("refs/", StringComparison.Ordinal) || name.Any(char.IsControl)) return null;
        var output = await TryAsync(cancellationToken, "show-ref", "--verify", "--hash", name);
        return output.ExitCode == 0 ? output.Text : null;
    }

    /// <summary>Refs whose full name starts so, in order.</summary>
    public async Task<IReadOnlyList<(string Name, string Sha, string Type)>> RefsAsync(string prefix, CancellationToken cancellationToken)
    {
        var output = await RunAsync(cancellationToken, "for-each-ref", "--format=%(refname) %(objectname) %(objecttype)");
        return
        [
            .. from line in output.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                let words = line.Split(' ')
                where words[0].StartsWith(prefix, StringComparison.Ordinal)
                select (words[0], words[1], words[2]),
        ];
    }

    /// <summary>Changes all of the refs or none; false when one of them is not what it had to be.</summary>
    public async Task<bool> UpdateRefsAsync(IEnumerable<RefChange> changes, CancellationToken cancellationToken)
    {
        var lines = changes.Select(change => change.After is { } after
            ? $"update {change.Name}\0{after}\0{change.Before ?? NoCommit}\0"
            : $"delete {change.Name}\0{change.Before}\0");
        var call = GitCall.On(directory, "update-ref", "--stdin", "-z").WithInput(string.Concat(lines));
        return (await git.TryRunAsync(call, cancellationToken)).ExitCode == 0;
    }

    public async Task<bool> IsRefNameAsync(string name, CancellationToken cancellationToken) =>
        !name.Any(char.IsControl) && (await TryAsync(cancellationToken, "check-ref-format", name)).ExitCode == 0;

    public async Task<bool> IsAncestorAsync(string ancestor, string descendant, CancellationToken cancellationToken) =>
        (await TryAsync(cancellationToken, "merge-base", "--is-ancestor", ancestor, descendant)).ExitCode == 0;

    public async Task<string?> MergeBaseAsync(string one, string other, CancellationToken cancellationToken) =>
        await TryAsync(cancellationToken, "merge-base", one, other) is { ExitCode: 0 } output ? output.Text : null;

    /// <summary>Commits reachable from one revision and not from the other, newest first.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string from, string? without, int max, CancellationToken cancellationToken)
    {
        string[] range = without is null ? [from] : [from, "^" + without];
        var output = await RunAsync(cancellationToken, ["rev-list", "--topo-order", $"--max-count={max}", .. range, "--"]);
        return output.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Reads objects in the order of their names; null for one that is missing.</summary>
    public Task<IReadOnlyList<StoredObject?>> ReadAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
        objects.ReadAsync(directory, names, cancellationToken);

    public async Task<GitCommit?> CommitAsync(string sha, CancellationToken cancellationToken) =>
        (await CommitsAsync([sha], cancellationToken)) is [var commit] ? commit : null;

    public async Task<IReadOnlyList<GitCommit>> CommitsAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        if (names.Count == 0) return [];
        var found = await ReadAsync(names, cancellationToken);
        return [.. names.Zip(found).Where(pair => pair.Second is { Type: "commit" }).Select(pair => GitCommit.Parse(pair.First, pair.Second!.Content.Span))];
    }

    /// <summary>Brings a commit and what it needs from another repository on disk.</summary>
    public Task FetchAsync(string from, string sha, CancellationToken cancellationToken) =>
        RunAsync(cancellationToken, "fetch", "-q", "--no-write-fetch-head", "--no-tags", "--no-auto-gc", "--", from, sha);

    public Task<GitOutput> RunAsync(CancellationToken cancellationToken, params string[] arguments) =>
        git.RunAsync(GitCall.On(directory, arguments), cancellationToken);

    public Task<GitOutput> TryAsync(CancellationToken cancellationToken, params string[] arguments) =>
        git.TryRunAsync(GitCall.On(directory, arguments), cancellationToken);

    public Task<GitOutput> RunAsync(GitCall call, CancellationToken cancellationToken) => git.RunAsync(call, cancellationToken);
}
