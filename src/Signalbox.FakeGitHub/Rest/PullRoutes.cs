using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.PullRequests;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Shapes;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Rest;

/// <summary>Pull requests.</summary>
internal static class PullRoutes
{
    private const string Root = "/repos/{owner}/{repo}/pulls";
    private const int MostFiles = 3000;
    private const int MostCommits = 250;

    public static void AddTo(RouteTable routes)
    {
        var (read, write) = (Access.Read("pull_requests"), Access.Speak("pull_requests"));
        routes.Get(Root, read, List);
        routes.Post(Root, write, OpenAsync, makesContent: true);
        routes.Get($"{Root}/{{number}}", read, On(async (call, pull) =>
            await WholeAsync(call, await call.World.Mergeabilities.ReadAsync(call.Repository, pull, call.Cancelled))));
        routes.Patch($"{Root}/{{number}}", write, On(ChangeAsync));
        routes.Get($"{Root}/{{number}}/files", read, On(FilesAsync));
        routes.Get($"{Root}/{{number}}/commits", read, On(CommitsAsync));
        routes.Get($"{Root}/{{number}}/merge", read, On((_, pull) => Task.FromResult(pull.IsMerged ? Reply.Nothing : Reply.NotFound)));
        routes.Put($"{Root}/{{number}}/merge", Access.Write("contents"), On(MergeAsync));
        routes.Put($"{Root}/{{number}}/update-branch", Access.Write("pull_requests"), On(UpdateBranchAsync));
    }

    /// <summary>A route of one pull request.</summary>
    public static Func<Call, Task<Reply>> On(Func<Call, PullRequest, Task<Reply>> answer) => call =>
        call.Repository.Pulls.TryGetValue(call.Number("number"), out var pull) ? answer(call, pull) : Task.FromResult(Reply.NotFound);

    private static async Task<Reply> WholeAsync(Call call, PullRequest pull, int status = 200)
    {
        var size = await call.World.PullRequests.SizeAsync(call.Repository, pull, call.Cancelled);
        return new(status, PullShapes.Whole(call.World, call.Repository, pull, size));
    }

    private static Reply List(Call call)
    {
        var state = call.Query("state") ?? "open";
        var found = call.Repository.Pulls.Values
            .Where(pull => state == "all" || pull.IsOpen == (state == "open"))
            .Where(pull => call.Query("head") is not { } head || pull.HeadLabel.Equals(head, StringComparison.OrdinalIgnoreCase))
            .Where(pull => call.Query("base") is not { } branch || pull.BaseRef == branch);
        var byUpdate = call.Query("sort") == "updated";
        var ascending = (call.Query("direction") ?? (call.Query("sort") is null or "created" ? "desc" : "asc")) == "asc";
        var sorted = found.OrderBy(pull => byUpdate ? pull.UpdatedAt : pull.CreatedAt).ThenBy(pull => pull.Number);
        return Pages.Of(call, [.. ascending ? sorted : sorted.Reverse()], pull => PullShapes.Simple(call.World, call.Repository, pull));
    }

    private static async Task<Reply> OpenAsync(Call call)
    {
        if (call.Text("title") is not { } title || call.Text("head") is not { } head || call.Text("base") is not { } branch)
            return Reply.Of(new Refusal(422, "Invalid request.\n\n\"title\", \"head\", \"base\" weren't supplied."));
        var (source, name) = head.Split(':', 2) is [var owner, var reference] ? (Fork(call, owner), reference) : (call.Repository, head);
        if (source is null) return Reply.Of(Refusal.Invalid("PullRequest", "head", "invalid"));
        var opened = await call.World.PullRequests.OpenAsync(
            call.Repository, title, call.Text("body"), source, name, branch, call.Flag("draft"), call.Actor, call.Cancelled);
        return opened.Value is { } pull ? await WholeAsync(call, pull, 201) : Reply.Of(opened.Refusal!);
    }

    private static HostedRepository? Fork(Call call, string owner) => call.World.Repositories.All.FirstOrDefault(one =>
        one.Owner.Login.Equals(owner, StringComparison.OrdinalIgnoreCase) && (one.Id == call.Repository.Id || one.Parent?.Id == call.Repository.Id));

    private static async Task<Reply> ChangeAsync(Call call, PullRequest pull)
    {
        var (world, repository) = (call.World, call.Repository);
        if (call.Text("title") is not null || call.Body.ContainsKey("body"))
        {
            var body = call.Body.ContainsKey("body") ? call.Text("body") : pull.Body;
            pull = await world.PullRequests.RewordAsync(repository, pull, call.Text("title") ?? pull.Title, body, call.Actor, call.Cancelled);
        }

        if (call.Text("base") is { } branch && branch != pull.BaseRef)
        {
            var moved = await world.PullRequests.RetargetAsync(repository, pull, branch, call.Actor, call.Cancelled);
            if (moved.Refusal is { } refusal) return Reply.Of(refusal);
            pull = moved.Value!;
        }

        if (call.Text("state") == "closed" && pull.IsOpen) pull = await world.PullRequests.CloseAsync(repository, pull, call.Actor, call.Cancelled);
        else if (call.Text("state") == "open" && !pull.IsOpen)
        {
            var opened = await world.PullRequests.ReopenAsync(repository, pull, call.Actor, call.Cancelled);
            if (opened.Refusal is { } refusal) return Reply.Of(refusal);
            pull = opened.Value!;
        }

        return await WholeAsync(call, pull);
    }

    private static async Task<Reply> FilesAsync(Call call, PullRequest pull)
    {
        var git = call.Repository.Git;
        var start = await git.MergeBaseAsync(pull.BaseSha, pull.HeadSha, call.Cancelled) ?? pull.BaseSha;
        var files = await git.ChangesAsync(start, pull.HeadSha, call.Cancelled);
        return Pages.Of(call, [.. files.Take(MostFiles)], file => CommitShapes.File(call.World, call.Repository, file, pull.HeadSha));
    }

    private static async Task<Reply> CommitsAsync(Call call, PullRequest pull)
    {
        var names = await call.Repository.Git.ListAsync(pull.HeadSha, pull.BaseSha, int.MaxValue, call.Cancelled);
        var commits = await call.Repository.Git.CommitsAsync([.. names.Reverse().Take(MostCommits)], call.Cancelled);
        return Pages.Of(call, commits, commit => CommitShapes.Commit(call.World, call.Repository, commit));
    }

    private static async Task<Reply> MergeAsync(Call call, PullRequest pull)
    {
        var method = call.Text("merge_method") ?? "merge";
        if (method is not ("merge" or "squash" or "rebase")) return Reply.Of(new Refusal(422, "Invalid merge method"));
        var merged = await call.World.Merges.MergeAsync(
            call.Repository, pull, method, call.Text("commit_title"), call.Text("commit_message"), call.Text("sha"), call.Pusher, call.Cancelled);
        return Reply.Of(merged, one => new JsonObject { ["sha"] = one.MergeSha, ["merged"] = true, ["message"] = "Pull Request successfully merged" });
    }

    private static async Task<Reply> UpdateBranchAsync(Call call, PullRequest pull)
    {
        if (call.Text("expected_head_sha") is { } expected && expected != pull.HeadSha)
            return Reply.Of(new Refusal(422, "expected_head_sha does not match the head of the pull request"));
        if (pull.Head.IsDeleted || await call.Repository.Git.BranchAsync(pull.BaseRef, call.Cancelled) is not { } tip)
            return Reply.Of(new Refusal(422, "The branch cannot be updated"));
        if (pull.Head.Id != call.Repository.Id) await pull.Head.Git.FetchAsync(call.Repository.Git.Directory, tip, call.Cancelled);
        var message = $"Merge branch '{pull.BaseRef}' into {pull.HeadRef}";
        var merged = await call.World.Merges.IntoBranchAsync(pull.Head, pull.HeadRef, tip, message, call.Pusher, call.Cancelled);
        if (merged.Refusal is { } refusal) return Reply.Of(refusal with { Status = 422 });
        return new(202, new JsonObject { ["message"] = "Updating pull request branch.", ["url"] = PullShapes.Page(call.World, call.Repository, pull.Number) });
    }
}
