using System.Text.Json.Serialization;
using Signalbox.Core.Changes;
using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.Api;

/// <summary>Branches and tags. Names are full but for `refs/`: `heads/feature/x`.</summary>
public sealed class GitRefsApi
{
    private readonly ApiCaller caller;

    internal GitRefsApi(ApiCaller caller) => this.caller = caller;

    /// <summary>What a ref points to.</summary>
    public Task<Answer<GitRef>> GetAsync(RepositoryName repository, string name, CancellationToken cancellationToken) =>
        caller.GetAsync($"repos/{repository}/git/ref/{name}", ApiJson.Default.GitRef, cancellationToken);

    /// <summary>The refs whose names begin so; none is an empty list.</summary>
    public Task<Answer<IReadOnlyList<GitRef>>> ListAsync(RepositoryName repository, string prefix, CancellationToken cancellationToken) =>
        caller.ListAsync(
            $"repos/{repository}/git/matching-refs/{prefix}",
            ApiJson.Default.IReadOnlyListGitRef,
            page => page,
            more: null,
            cancellationToken);

    /// <summary>Makes a ref; 422 when there is one of the name.</summary>
    public Task<Answer<GitRef>> CreateAsync(RepositoryName repository, string name, CommitSha commit, CancellationToken cancellationToken) =>
        caller.SendAsync(
            ApiCall.Write(HttpMethod.Post, $"repos/{repository}/git/refs", CallKind.Once, new($"refs/{name}", commit), ApiJson.Default.GitRefDraft),
            ApiJson.Default.GitRef,
            cancellationToken);

    /// <summary>
    /// Moves a ref; 422 when it is missing, or when the commit does not descend from where it is and <paramref name="force"/> is false.
    /// That alone is no compare-and-swap: a ref that was set back is moved all the same.
    /// </summary>
    public Task<Answer<GitRef>> UpdateAsync(RepositoryName repository, string name, CommitSha commit, bool force, CancellationToken cancellationToken) =>
        caller.SendAsync(
            ApiCall.Write(HttpMethod.Patch, $"repos/{repository}/git/refs/{name}", CallKind.Once, new(commit, force), ApiJson.Default.GitRefMove),
            ApiJson.Default.GitRef,
            cancellationToken);

    /// <summary>Takes a ref away; 422 when there is none.</summary>
    public Task<Answer<Done>> DeleteAsync(RepositoryName repository, string name, CancellationToken cancellationToken) =>
        caller.WriteAsync(ApiCall.Write(HttpMethod.Delete, $"repos/{repository}/git/refs/{name}", CallKind.Repeatable), cancellationToken);
}

/// <summary>A ref.</summary>
/// <param name="Name">Its full name, `refs/heads/main`.</param>
/// <param name="Target">What it points to.</param>
public sealed record GitRef([property: JsonPropertyName("ref")] string Name, [property: JsonPropertyName("object")] GitObject Target);

/// <summary>An object of git.</summary>
/// <param name="Type">`commit`, `tag`, …</param>
/// <param name="Sha">Its name.</param>
public sealed record GitObject(string Type, CommitSha Sha);

internal sealed record GitRefDraft(string Ref, CommitSha Sha);

internal sealed record GitRefMove(CommitSha Sha, bool Force);
