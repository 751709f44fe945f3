using Signalbox.Core.Changes;
using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.Api;

/// <summary>Commits as git has them.</summary>
public sealed class GitCommitsApi
{
    private readonly ApiCaller caller;

    internal GitCommitsApi(ApiCaller caller) => this.caller = caller;

    /// <summary>One commit.</summary>
    public Task<Answer<GitCommit>> GetAsync(RepositoryName repository, CommitSha commit, CancellationToken cancellationToken) =>
        caller.GetAsync($"repos/{repository}/git/commits/{commit}", ApiJson.Default.GitCommit, cancellationToken);

    /// <summary>The commit that a branch, tag or abbreviation names. 422 when it names none.</summary>
    public async Task<Answer<CommitSha>> ResolveAsync(RepositoryName repository, string revision, CancellationToken cancellationToken) =>
        (await caller.GetAsync($"repos/{repository}/commits/{revision}", ApiJson.Default.CommitName, cancellationToken)).Map(commit => commit.Sha);

    /// <summary>Makes a commit. The same content, parents, people and times give the same name, so that a repeated call does no harm.</summary>
    public Task<Answer<GitCommit>> CreateAsync(RepositoryName repository, GitCommitDraft draft, CancellationToken cancellationToken) =>
        caller.SendAsync(
            ApiCall.Write(HttpMethod.Post, $"repos/{repository}/git/commits", CallKind.Repeatable, draft, ApiJson.Default.GitCommitDraft),
            ApiJson.Default.GitCommit,
            cancellationToken);
}

/// <summary>A commit.</summary>
/// <param name="Sha">Its name.</param>
/// <param name="Tree">Its content.</param>
/// <param name="Parents">What it follows.</param>
/// <param name="Message">Its text.</param>
public sealed record GitCommit(CommitSha Sha, CommitName Tree, IReadOnlyList<CommitName> Parents, string Message);

/// <summary>The name of a commit or tree.</summary>
/// <param name="Sha">The digits.</param>
public sealed record CommitName(CommitSha Sha);

/// <summary>A commit to make.</summary>
/// <param name="Message">Its text.</param>
/// <param name="Tree">Its content.</param>
/// <param name="Parents">What it follows.</param>
/// <param name="Author">Absent: the App, and GitHub signs the commit.</param>
/// <param name="Committer">Absent: as the author.</param>
public sealed record GitCommitDraft(
    string Message, CommitSha Tree, IReadOnlyList<CommitSha> Parents, GitPerson? Author = null, GitPerson? Committer = null);

/// <summary>Who wrote a commit.</summary>
/// <param name="Name">For people.</param>
/// <param name="Email">The address.</param>
/// <param name="Date">When.</param>
public sealed record GitPerson(string Name, string Email, DateTimeOffset? Date = null);
