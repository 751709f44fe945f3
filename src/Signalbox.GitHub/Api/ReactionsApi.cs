using System.Text.Json.Serialization;
using Signalbox.Core.Changes;
using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.Api;

/// <summary>Reactions to comments and pull requests. One that is there already stays as it is.</summary>
public sealed class ReactionsApi
{
    private readonly ApiCaller caller;

    internal ReactionsApi(ApiCaller caller) => this.caller = caller;

    /// <summary>Reacts to a comment.</summary>
    public Task<Answer<Reaction>> AddToCommentAsync(RepositoryName repository, long comment, ReactionContent content, CancellationToken cancellationToken) =>
        AddAsync($"repos/{repository}/issues/comments/{comment}/reactions", content, cancellationToken);

    /// <summary>Reacts to a pull request's description.</summary>
    public Task<Answer<Reaction>> AddToPullRequestAsync(RepositoryName repository, int number, ReactionContent content, CancellationToken cancellationToken) =>
        AddAsync($"repos/{repository}/issues/{number}/reactions", content, cancellationToken);

    /// <summary>Takes a reaction of ours back.</summary>
    public Task<Answer<Done>> RemoveFromCommentAsync(RepositoryName repository, long comment, long reaction, CancellationToken cancellationToken) =>
        caller.WriteAsync(
            ApiCall.Write(HttpMethod.Delete, $"repos/{repository}/issues/comments/{comment}/reactions/{reaction}", CallKind.Repeatable), cancellationToken);

    private Task<Answer<Reaction>> AddAsync(FormattableString path, ReactionContent content, CancellationToken cancellationToken) =>
        caller.SendAsync(
            ApiCall.Write(HttpMethod.Post, path, CallKind.Repeatable, new(content), ApiJson.Default.ReactionDraft) with { Creates = ContentCreation.Silent },
            ApiJson.Default.Reaction,
            cancellationToken);
}

/// <summary>A reaction.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Content">Which.</param>
public sealed record Reaction(long Id, ReactionContent Content);

internal sealed record ReactionDraft(ReactionContent Content);

/// <summary>GitHub's reactions.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReactionContent>))]
public enum ReactionContent
{
    /// <summary>👍</summary>
    [JsonStringEnumMemberName("+1")]
    ThumbsUp,

    /// <summary>👎</summary>
    [JsonStringEnumMemberName("-1")]
    ThumbsDown,

    /// <summary>😄</summary>
    [JsonStringEnumMemberName("laugh")]
    Laugh,

    /// <summary>😕</summary>
    [JsonStringEnumMemberName("confused")]
    Confused,

    /// <summary>❤️</summary>
    [JsonStringEnumMemberName("heart")]
    Heart,

    /// <summary>🎉</summary>
    [JsonStringEnumMemberName("hooray")]
    Hooray,

    /// <summary>🚀</summary>
    [JsonStringEnumMemberName("rocket")]
    Rocket,

    /// <summary>👀</summary>
    [JsonStringEnumMemberName("eyes")]
    Eyes,
}
