using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.PullRequests;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Scripts;

/// <summary>What people do with a pull request. A deed that GitHub would refuse throws with GitHub's reason.</summary>
public sealed class FakePullRequest
{
    private readonly World world;
    private readonly HostedRepository repository;

    internal FakePullRequest(World world, HostedRepository repository, int number) =>
        (this.world, this.repository, Number) = (world, repository, number);

    /// <summary>Its number.</summary>
    public int Number { get; }

    /// <summary>The commit that it is at.</summary>
    public string HeadSha => Now.HeadSha;

    /// <summary>Where it shall land.</summary>
    public string BaseRef => Now.BaseRef;

    /// <summary>Neither closed nor merged.</summary>
    public bool IsOpen => Now.IsOpen;

    /// <summary>It landed.</summary>
    public bool IsMerged => Now.IsMerged;

    /// <summary>Names of its labels.</summary>
    public IReadOnlyList<string> Labels => Now.Labels;

    /// <summary>Its comments, oldest first.</summary>
    public IReadOnlyList<SeenComment> Comments =>
        [.. repository.Comments.Values.Where(one => one.Number == Number).OrderBy(one => one.Id).Select(one => SeenComment.Of(one, repository.Reactions.Values))];

    private PullRequest Now => repository.Pulls[Number];

    /// <summary>Commits files on its branch and pushes.</summary>
    /// <returns>The new head.</returns>
    public Task<string> PushAsync(string by, params (string Path, string? Text)[] files) =>
        new FakeRepository(world, Now.Head).PushAsync(Now.HeadRef, by, files);

    /// <summary>Replaces its commits by one on top of its base.</summary>
    /// <returns>The new head.</returns>
    public Task<string> ForcePushAsync(string by, params (string Path, string? Text)[] files) =>
        new FakeRepository(world, Now.Head).ForcePushAsync(Now.HeadRef, Now.BaseRef, by, files);

    /// <summary>Comments.</summary>
    /// <returns>The comment's id.</returns>
    public Task<long> CommentAsync(string by, string body) => ChangeAsync(() => Task.FromResult(
        Demand(world.Conversations.Comment(repository, Number, body, world.Accounts.User(by), through: null)).Id));

    /// <summary>Changes a comment.</summary>
    public Task EditCommentAsync(long id, string by, string body) => ChangeAsync(() => Task.FromResult(
        Demand(world.Conversations.Edit(repository, repository.Comments[id], body, world.Accounts.User(by)))));

    /// <summary>Deletes a comment.</summary>
    public Task DeleteCommentAsync(long id, string by) => ChangeAsync(() =>
    {
        world.Conversations.Delete(repository, repository.Comments[id], world.Accounts.User(by));
        return Task.FromResult(true);
    });

    /// <summary>Reviews the commit that it is at.</summary>
    /// <returns>The review's id.</returns>
    public Task<long> ReviewAsync(string by, ReviewState state, string body = "") => ChangeAsync(() => Task.FromResult(
        Demand(world.Reviews.Submit(repository, Now, state, body.Length == 0 && state != ReviewState.Approved ? "See below." : body, null, world.Accounts.User(by))).Id));

    /// <summary>Dismisses a review.</summary>
    public Task DismissAsync(long review, string by) => ChangeAsync(() => Task.FromResult(
        Demand(world.Reviews.Dismiss(repository, repository.Reviews[review], world.Accounts.User(by)))));

    /// <summary>Adds labels.</summary>
    public Task LabelAsync(string by, params string[] names) => ChangeAsync(() =>
        world.Conversations.LabelAsync(repository, Now, Now.Labels.Concat(names), world.Accounts.User(by), default));

    /// <summary>Takes labels away.</summary>
    public Task UnlabelAsync(string by, params string[] names) => ChangeAsync(() =>
        world.Conversations.LabelAsync(repository, Now, Now.Labels.Except(names, StringComparer.OrdinalIgnoreCase), world.Accounts.User(by), default));

    /// <summary>Closes it without merging.</summary>
    public Task CloseAsync(string by) => ChangeAsync(() => world.PullRequests.CloseAsync(repository, Now, world.Accounts.User(by), default));

    /// <summary>Opens it again.</summary>
    public Task ReopenAsync(string by) => ChangeAsync(async () => Demand(await world.PullRequests.ReopenAsync(repository, Now, world.Accounts.User(by), default)));

    /// <summary>Gives it another base.</summary>
    public Task RetargetAsync(string branch, string by) => ChangeAsync(async () =>
        Demand(await world.PullRequests.RetargetAsync(repository, Now, branch, world.Accounts.User(by), default)));

    /// <summary>Changes title and text.</summary>
    public Task RewordAsync(string title, string? body, string by) => ChangeAsync(() =>
        world.PullRequests.RewordAsync(repository, Now, title, body, world.Accounts.User(by), default));

    /// <summary>Makes it a draft, or ready for review.</summary>
    public Task DraftAsync(bool isDraft, string by) => ChangeAsync(() => world.PullRequests.ChangeAsync(
        repository, Now with { IsDraft = isDraft }, isDraft ? "converted_to_draft" : "ready_for_review", world.Accounts.User(by), (JsonObject?)null, default));

    /// <summary>Presses GitHub's merge button.</summary>
    /// <returns>The commit that landed.</returns>
    public Task<string> MergeAsync(string by, string method = "merge") => ChangeAsync(async () =>
        Demand(await world.Merges.MergeAsync(repository, Now, method, null, null, null, new(world.Accounts.User(by)), default)).MergeSha!);

    private Task<T> ChangeAsync<T>(Func<Task<T>> change) => world.ChangeAsync(change, default);

    private static T Demand<T>(Result<T> result)
        where T : class =>
        result.Value ?? throw new InvalidOperationException(result.Refusal!.Errors.FirstOrDefault()?.Message ?? result.Refusal.Message);
}
