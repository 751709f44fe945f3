using Signalbox.Core.Changes;
using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.Api;

/// <summary>Comments in the conversation of a pull request.</summary>
public sealed class CommentsApi
{
    private readonly ApiCaller caller;

    internal CommentsApi(ApiCaller caller) => this.caller = caller;

    /// <summary>Writes a comment. After <see cref="Answer{T}.Uncertain"/> look for it, by a mark in its text, before writing again.</summary>
    public Task<Answer<Comment>> CreateAsync(RepositoryName repository, int number, string body, CancellationToken cancellationToken) =>
        caller.SendAsync(
            ApiCall.Write(HttpMethod.Post, $"repos/{repository}/issues/{number}/comments", CallKind.Once, new(body), ApiJson.Default.CommentDraft)
                with
            { Creates = ContentCreation.Notifying },
            ApiJson.Default.Comment,
            cancellationToken);

    /// <summary>Replaces the text of a comment.</summary>
    public Task<Answer<Comment>> UpdateAsync(RepositoryName repository, long id, string body, CancellationToken cancellationToken) =>
        caller.SendAsync(
            ApiCall.Write(HttpMethod.Patch, $"repos/{repository}/issues/comments/{id}", CallKind.Repeatable, new(body), ApiJson.Default.CommentDraft),
            ApiJson.Default.Comment,
            cancellationToken);

    /// <summary>Takes a comment away; one that is gone is missing.</summary>
    public Task<Answer<Done>> DeleteAsync(RepositoryName repository, long id, CancellationToken cancellationToken) =>
        caller.WriteAsync(ApiCall.Write(HttpMethod.Delete, $"repos/{repository}/issues/comments/{id}", CallKind.Repeatable), cancellationToken);

    /// <summary>One comment.</summary>
    public Task<Answer<Comment>> GetAsync(RepositoryName repository, long id, CancellationToken cancellationToken) =>
        caller.GetAsync($"repos/{repository}/issues/comments/{id}", ApiJson.Default.Comment, cancellationToken);

    /// <summary>All comments, oldest first.</summary>
    public Task<Answer<IReadOnlyList<Comment>>> ListAsync(RepositoryName repository, int number, CancellationToken cancellationToken) =>
        caller.ListAsync(
            $"repos/{repository}/issues/{number}/comments?per_page={ApiCaller.PageSize}",
            ApiJson.Default.IReadOnlyListComment,
            page => page,
            more: null,
            cancellationToken);
}

/// <summary>A comment.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Body">Markdown, at most 65,536 characters.</param>
/// <param name="User">The author; absent for a deleted account.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="HtmlUrl">Where people see it.</param>
public sealed record Comment(long Id, string? Body, Account? User = null, DateTimeOffset? CreatedAt = null, string? HtmlUrl = null);

internal sealed record CommentDraft(string Body);
