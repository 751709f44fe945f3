using System.Net;
using Signalbox.Core.Changes;
using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.Api;

/// <summary>Merges that GitHub makes, without a clone.</summary>
public sealed class MergesApi
{
    private readonly ApiCaller caller;

    internal MergesApi(ApiCaller caller) => this.caller = caller;

    /// <summary>
    /// Merges a commit into a branch. Missing: the branch or the commit. Repeated after <see cref="Answer{T}.Uncertain"/> it finds
    /// nothing to merge; read the branch to know the commit.
    /// </summary>
    public async Task<Answer<BranchMerge>> MergeAsync(
        RepositoryName repository, string branch, CommitSha head, string message, CancellationToken cancellationToken)
    {
        var call = ApiCall.Write(
            HttpMethod.Post, $"repos/{repository}/merges", CallKind.Once, new(branch, head.Value, message), ApiJson.Default.MergeDraft);
        var answer = await caller.SendAsync(call, cancellationToken);
        return answer switch
        {
            Answer<ApiReply>.Ok { Value.Status: HttpStatusCode.NoContent } => new Answer<BranchMerge>.Ok(new BranchMerge.Nothing()),
            Answer<ApiReply>.Refused { Status: HttpStatusCode.Conflict, Message: var why } => new Answer<BranchMerge>.Ok(new BranchMerge.Conflict(why)),
            _ => ApiCaller.Read(call, answer, ApiJson.Default.CommitName).Map<BranchMerge>(commit => new BranchMerge.Made(commit.Sha)),
        };
    }
}

/// <summary>What came of a merge.</summary>
public abstract record BranchMerge
{
    private BranchMerge()
    {
    }

    /// <summary>The branch is now this commit.</summary>
    public sealed record Made(CommitSha Commit) : BranchMerge;

    /// <summary>The branch contains the commit already.</summary>
    public sealed record Nothing : BranchMerge;

    /// <summary>The two do not merge; the branch is as it was.</summary>
    public sealed record Conflict(string Message) : BranchMerge;
}

internal sealed record MergeDraft(string Base, string Head, string CommitMessage);
