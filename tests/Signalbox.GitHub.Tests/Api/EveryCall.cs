using Signalbox.GitHub.Api;
using Signalbox.GitHub.Tests.Servers;
using static Signalbox.GitHub.Tests.Servers.GitHubScene;

namespace Signalbox.GitHub.Tests.Api;

/// <summary>Every REST call of the client, with all that it can send. Each gives what went wrong, or null.</summary>
internal static class EveryCall
{
    private static readonly CheckRunDraft Draft = new()
    {
        Name = "unit",
        HeadSha = Sha,
        Conclusion = CheckConclusion.TimedOut,
        ExternalId = "b-1/unit",
        DetailsUrl = new("https://signalbox.example/builds/b-1"),
        StartedAt = DateTimeOffset.UnixEpoch,
        CompletedAt = DateTimeOffset.UnixEpoch,
        Output = new("title", "summary", "text", [new("a.cs", 1, 2, AnnotationLevel.Warning, "message", "title", "details")]),
        Actions = [new("Retry", "Runs it again", "retry")],
    };

    public static IReadOnlyDictionary<string, Func<GitHubScene, Task<string?>>> All { get; } =
        new Dictionary<string, Func<GitHubScene, Task<string?>>>(StringComparer.Ordinal)
        {
            ["apps/get-authenticated"] = scene => TroubleAsync(scene.Client.App.GetAsync(default)),
            ["apps/list-installations"] = scene => TroubleAsync(scene.Client.App.Installations.ListAsync(default)),
            ["apps/get-repo-installation"] = scene => TroubleAsync(scene.Client.App.Installations.OfRepositoryAsync(Acme, default)),
            ["apps/list-webhook-deliveries"] = scene => TroubleAsync(scene.Client.App.Deliveries.ListAsync(default, default)),
            ["apps/redeliver-webhook-delivery"] = scene => TroubleAsync(scene.Client.App.Deliveries.RedeliverAsync(5, default)),
            ["apps/list-repos-accessible-to-installation"] = scene => TroubleAsync(scene.Api.Repositories.ListAsync(default)),
            ["repos/get"] = scene => TroubleAsync(scene.Api.Repositories.GetAsync(Acme, default)),
            ["repos/get-branch"] = scene => TroubleAsync(scene.Api.Repositories.GetBranchAsync(Acme, "feature/x", default)),
            ["repos/get-collaborator-permission-level"] = scene => TroubleAsync(scene.Api.Repositories.GetPermissionAsync(Acme, "ann", default)),
            ["pulls/get"] = scene => TroubleAsync(scene.Api.PullRequests.GetAsync(Acme, 7, default)),
            ["pulls/list"] = scene => TroubleAsync(scene.Api.PullRequests.ListOpenAsync(Acme, "release/1", default)),
            ["pulls/list-files"] = scene => TroubleAsync(scene.Api.PullRequests.ListFilesAsync(Acme, 7, default)),
            ["repos/list-pull-requests-associated-with-commit"] = scene => TroubleAsync(scene.Api.PullRequests.ListOfCommitAsync(Acme, Sha, default)),
            ["pulls/list-reviews"] = scene => TroubleAsync(scene.Api.Reviews.ListAsync(Acme, 7, default)),
            ["checks/create"] = scene => TroubleAsync(scene.Api.Checks.CreateAsync(Acme, Draft, default)),
            ["checks/update"] = scene => TroubleAsync(scene.Api.Checks.UpdateAsync(Acme, 5, Draft, default)),
            ["checks/get"] = scene => TroubleAsync(scene.Api.Checks.GetAsync(Acme, 5, default)),
            ["checks/list-for-ref"] = scene => TroubleAsync(scene.Api.Checks.ListAsync(Acme, Sha, 123, default)),
            ["repos/create-commit-status"] = scene => TroubleAsync(scene.Api.Statuses.CreateAsync(
                Acme, Sha, new(StatusState.Pending, "Signalbox", "description", "https://signalbox.example/"), default)),
            ["repos/get-combined-status-for-ref"] = scene => TroubleAsync(scene.Api.Statuses.ListAsync(Acme, Sha, default)),
            ["issues/create-comment"] = scene => TroubleAsync(scene.Api.Comments.CreateAsync(Acme, 7, "x", default)),
            ["issues/update-comment"] = scene => TroubleAsync(scene.Api.Comments.UpdateAsync(Acme, 5, "x", default)),
            ["issues/delete-comment"] = scene => TroubleAsync(scene.Api.Comments.DeleteAsync(Acme, 5, default)),
            ["issues/get-comment"] = scene => TroubleAsync(scene.Api.Comments.GetAsync(Acme, 5, default)),
            ["issues/list-comments"] = scene => TroubleAsync(scene.Api.Comments.ListAsync(Acme, 7, default)),
            ["reactions/create-for-issue-comment"] = scene => TroubleAsync(scene.Api.Reactions.AddToCommentAsync(Acme, 5, ReactionContent.Eyes, default)),
            ["reactions/create-for-issue"] = scene => TroubleAsync(scene.Api.Reactions.AddToPullRequestAsync(Acme, 7, ReactionContent.ThumbsUp, default)),
            ["reactions/delete-for-issue-comment"] = scene => TroubleAsync(scene.Api.Reactions.RemoveFromCommentAsync(Acme, 5, 6, default)),
            ["repos/get-content"] = scene => TroubleAsync(scene.Api.Contents.ReadAsync(Acme, ".signalbox/blueprints/a.yml", "feature/x", default)),
            ["git/get-ref"] = scene => TroubleAsync(scene.Api.Refs.GetAsync(Acme, "heads/feature/x", default)),
            ["git/list-matching-refs"] = scene => TroubleAsync(scene.Api.Refs.ListAsync(Acme, "heads/signalbox/", default)),
            ["git/create-ref"] = scene => TroubleAsync(scene.Api.Refs.CreateAsync(Acme, "heads/signalbox/main/b-1", Sha, default)),
            ["git/update-ref"] = scene => TroubleAsync(scene.Api.Refs.UpdateAsync(Acme, "heads/signalbox/main/b-1", Sha, force: true, default)),
            ["git/delete-ref"] = scene => TroubleAsync(scene.Api.Refs.DeleteAsync(Acme, "heads/signalbox/main/b-1", default)),
            ["git/get-commit"] = scene => TroubleAsync(scene.Api.Commits.GetAsync(Acme, Sha, default)),
            ["repos/get-commit"] = scene => TroubleAsync(scene.Api.Commits.ResolveAsync(Acme, "feature/x", default)),
            ["git/create-commit"] = scene => TroubleAsync(scene.Api.Commits.CreateAsync(
                Acme, new("m", Sha, [Sha], new("Ann", "ann@acme.example", DateTimeOffset.UnixEpoch), new("Signalbox", "bot@acme.example")), default)),
            ["git/get-tree"] = scene => TroubleAsync(scene.Api.Trees.GetAsync(Acme, Sha.Value, recursive: true, default)),
            ["git/get-blob"] = scene => TroubleAsync(scene.Api.Trees.ReadBlobAsync(Acme, Sha, default)),
            ["repos/merge"] = scene => TroubleAsync(scene.Api.Merges.MergeAsync(Acme, "signalbox/main/b-1", Sha, "m", default)),
            ["repos/compare-commits-with-basehead"] = scene => TroubleAsync(scene.Api.Comparisons.CompareAsync(Acme, Sha, Sha, default)),
        };

    private static async Task<string?> TroubleAsync<T>(Task<Answer<T>> call) => (await call).Trouble;
}
