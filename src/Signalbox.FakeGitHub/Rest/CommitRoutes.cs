using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Shapes;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Rest;

/// <summary>Commits, comparisons and merges. What has more behind the ref comes first: a ref may hold slashes.</summary>
internal static class CommitRoutes
{
    private const string Root = "/repos/{owner}/{repo}";
    private const int MostFiles = 300;

    public static void AddTo(RouteTable routes)
    {
        var read = Access.Read("contents");
        routes.Get($"{Root}/commits/{{ref+}}/pulls", Access.Read("pull_requests"), PullsAsync);
        routes.Get($"{Root}/commits", read, ListAsync);
        routes.Get($"{Root}/compare/{{range+}}", read, CompareAsync);
        routes.Post($"{Root}/merges", Access.Write("contents"), MergeAsync);
    }

    /// <summary>Routes of a commit itself, after all those that go on behind it.</summary>
    public static void AddLastTo(RouteTable routes) => routes.Get($"{Root}/commits/{{ref+}}", Access.Read("contents"), OneAsync);

    private static async Task<Reply> OneAsync(Call call)
    {
        var git = call.Repository.Git;
        if (await git.CommitShaAsync(call["ref"], call.Cancelled) is not { } sha) return Reply.Of(new Refusal(422, $"No commit found for SHA: {call["ref"]}"));
        if (call.Headers.Accept.ToString().Contains("application/vnd.github.sha", StringComparison.Ordinal))
            return new(200) { Raw = (System.Text.Encoding.ASCII.GetBytes(sha), "application/vnd.github.sha; charset=utf-8") };
        var commit = (await git.CommitAsync(sha, call.Cancelled))!;
        var files = await git.ChangesAsync(commit.Parents is [var parent, ..] ? parent : null, sha, call.Cancelled);
        var shape = CommitShapes.Commit(call.World, call.Repository, commit);
        var (added, deleted) = (files.Sum(file => file.Additions), files.Sum(file => file.Deletions));
        shape["stats"] = new JsonObject { ["additions"] = added, ["deletions"] = deleted, ["total"] = added + deleted };
        shape["files"] = Files(call, files, sha);
        return Reply.Ok(shape);
    }

    private static async Task<Reply> ListAsync(Call call)
    {
        var git = call.Repository.Git;
        if (await git.CommitShaAsync(call.Query("sha") ?? call.Repository.DefaultBranch, call.Cancelled) is not { } sha) return Reply.NotFound;
        var names = await git.ListAsync(sha, null, int.MaxValue, call.Cancelled);
        var (page, headers) = Pages.Cut(call, names);
        var commits = await git.CommitsAsync([.. page], call.Cancelled);
        return Reply.Ok(new JsonArray([.. commits.Select(one => CommitShapes.Commit(call.World, call.Repository, one))])) with { Headers = headers };
    }

    private static async Task<Reply> PullsAsync(Call call)
    {
        var git = call.Repository.Git;
        if (await git.CommitShaAsync(call["ref"], call.Cancelled) is not { } sha) return Reply.Of(new Refusal(422, $"No commit found for SHA: {call["ref"]}"));
        var found = new List<PullRequests.PullRequest>();
        foreach (var pull in call.Repository.Pulls.Values.OrderBy(one => one.Number))
        {
            var isIn = pull.MergeSha == sha
                || (await git.IsAncestorAsync(sha, pull.HeadSha, call.Cancelled) && !await git.IsAncestorAsync(sha, pull.BaseSha, call.Cancelled));
            if (isIn) found.Add(pull);
        }

        return Pages.Of(call, found, one => PullShapes.Simple(call.World, call.Repository, one));
    }

    private static async Task<Reply> CompareAsync(Call call)
    {
        var git = call.Repository.Git;
        if (call["range"].Split("...", 2) is not [var from, var to]) return Reply.NotFound;
        var older = await ResolveAsync(call, from);
        var newer = await ResolveAsync(call, to);
        if (older is null || newer is null || await git.MergeBaseAsync(older, newer, call.Cancelled) is not { } start) return Reply.NotFound;
        var ahead = await git.ListAsync(newer, older, int.MaxValue, call.Cancelled);
        var behind = await git.ListAsync(older, newer, int.MaxValue, call.Cancelled);
        var files = await git.ChangesAsync(start, newer, call.Cancelled);
        var (page, headers) = call.Query("page") is null && call.Query("per_page") is null
            ? ([.. ahead.Reverse().Take(250)], [])
            : Pages.Cut(call, [.. ahead.Reverse()]);
        var commits = await git.CommitsAsync([older, start, .. page], call.Cancelled);
        var web = $"{call.World.Url}/{call.Repository.FullName}/compare/{call["range"]}";
        var body = new JsonObject
        {
            ["url"] = $"{RepositoryShapes.ApiUrl(call.World, call.Repository)}/compare/{call["range"]}",
            ["html_url"] = web,
            ["permalink_url"] = $"{call.World.Url}/{call.Repository.FullName}/compare/{older}...{newer}",
            ["diff_url"] = $"{web}.diff",
            ["patch_url"] = $"{web}.patch",
            ["base_commit"] = CommitShapes.Commit(call.World, call.Repository, commits[0]),
            ["merge_base_commit"] = CommitShapes.Commit(call.World, call.Repository, commits[1]),
            ["status"] = (ahead.Count, behind.Count) switch { (0, 0) => "identical", (_, 0) => "ahead", (0, _) => "behind", _ => "diverged" },
            ["ahead_by"] = ahead.Count,
            ["behind_by"] = behind.Count,
            ["total_commits"] = ahead.Count,
            ["commits"] = new JsonArray([.. commits.Skip(2).Select(one => CommitShapes.Commit(call.World, call.Repository, one))]),
        };
        // Files are on the first page alone.
        if (call.QueryNumber("page", 1) == 1) body["files"] = Files(call, files, newer);
        return Reply.Ok(body) with { Headers = headers };
    }

    // `owner:branch` is a branch of a fork.
    private static async Task<string?> ResolveAsync(Call call, string name)
    {
        if (name.Split(':', 2) is [var owner, var branch])
        {
            var fork = call.World.Repositories.All.FirstOrDefault(one =>
                one.Owner.Login == owner && (one.Id == call.Repository.Id || one.Parent?.Id == call.Repository.Id));
            if (fork is null || await fork.Git.BranchAsync(branch, call.Cancelled) is not { } sha) return null;
            if (fork.Id != call.Repository.Id) await call.Repository.Git.FetchAsync(fork.Git.Directory, sha, call.Cancelled);
            return sha;
        }

        return await call.Repository.Git.BranchAsync(name, call.Cancelled) ?? await call.Repository.Git.CommitShaAsync(name, call.Cancelled);
    }

    private static async Task<Reply> MergeAsync(Call call)
    {
        if (call.Text("base") is not { } branch || call.Text("head") is not { } head) return Reply.Of(new Refusal(422, "Invalid request.\n\n\"base\", \"head\" weren't supplied."));
        var result = await call.World.Merges.IntoBranchAsync(call.Repository, branch, head, call.Text("commit_message"), call.Pusher, call.Cancelled);
        if (result.Refusal is { } refusal) return Reply.Of(refusal);
        if (result.Value!.Length == 0) return Reply.Nothing;
        return Reply.Created(CommitShapes.Commit(call.World, call.Repository, (await call.Repository.Git.CommitAsync(result.Value, call.Cancelled))!));
    }

    private static JsonArray Files(Call call, IEnumerable<GitFileChange> files, string sha) =>
        new([.. files.Take(MostFiles).Select(file => CommitShapes.File(call.World, call.Repository, file, sha))]);
}
