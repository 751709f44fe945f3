using Signalbox.Core.Changes;
using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.Api;

/// <summary>Trees and blobs as git has them.</summary>
public sealed class GitTreesApi
{
    private readonly ApiCaller caller;

    internal GitTreesApi(ApiCaller caller) => this.caller = caller;

    /// <summary>A tree, by its name, a commit's, or a branch's; with all below it, or one level.</summary>
    public Task<Answer<GitTree>> GetAsync(RepositoryName repository, string tree, bool recursive, CancellationToken cancellationToken) =>
        caller.GetAsync(
            recursive ? (FormattableString)$"repos/{repository}/git/trees/{tree}?recursive=1" : $"repos/{repository}/git/trees/{tree}",
            ApiJson.Default.GitTree,
            cancellationToken);

    /// <summary>The bytes of a blob, up to 100 MB.</summary>
    public Task<Answer<ReadOnlyMemory<byte>>> ReadBlobAsync(RepositoryName repository, CommitSha blob, CancellationToken cancellationToken) =>
        caller.GetRawAsync($"repos/{repository}/git/blobs/{blob}", cancellationToken);
}

/// <summary>A tree.</summary>
/// <param name="Sha">Its name.</param>
/// <param name="Tree">What is in it.</param>
/// <param name="Truncated">More than 100,000 entries, or 7 MB: not all are here.</param>
public sealed record GitTree(CommitSha Sha, IReadOnlyList<GitTreeEntry> Tree, bool Truncated);

/// <summary>An entry of a tree.</summary>
/// <param name="Path">From the tree's own root.</param>
/// <param name="Mode">`100644` file, `100755` program, `040000` directory, `160000` submodule, `120000` link.</param>
/// <param name="Type">`blob`, `tree`, `commit`.</param>
/// <param name="Sha">What it is.</param>
/// <param name="Size">Bytes of a blob.</param>
public sealed record GitTreeEntry(string Path, string Mode, string Type, CommitSha Sha, long? Size = null);
