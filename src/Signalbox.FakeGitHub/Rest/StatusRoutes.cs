using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Shapes;
using Signalbox.FakeGitHub.Statuses;

namespace Signalbox.FakeGitHub.Rest;

/// <summary>Commit statuses.</summary>
internal static class StatusRoutes
{
    private const string Root = "/repos/{owner}/{repo}";

    public static void AddTo(RouteTable routes)
    {
        routes.Post($"{Root}/statuses/{{sha}}", Access.Write("statuses"), SetAsync);
        routes.Get($"{Root}/commits/{{ref+}}/status", Access.Read("statuses"), CombinedAsync);
        routes.Get($"{Root}/commits/{{ref+}}/statuses", Access.Read("statuses"), async call =>
            await call.Repository.Git.CommitShaAsync(call["ref"], call.Cancelled) is not { } sha
                ? Reply.NotFound
                : Pages.Of(
                    call,
                    [.. call.Repository.Statuses.Values.Where(one => one.Sha == sha).OrderByDescending(one => one.Id)],
                    one => CheckShapes.Status(call.World, call.Repository, one)));
    }

    private static async Task<Reply> SetAsync(Call call)
    {
        var set = await call.World.Statuses.SetAsync(
            call.Repository, call["sha"], call.Text("state") ?? "", call.Text("context") ?? "default", call.Text("description"), call.Text("target_url"),
            call.Actor, call.Cancelled);
        var reply = Reply.Of(set, one => CheckShapes.Status(call.World, call.Repository, one), 201);
        if (set.Value is not null) reply.Headers["Location"] = $"{RepositoryShapes.ApiUrl(call.World, call.Repository)}/statuses/{call["sha"]}";
        return reply;
    }

    private static async Task<Reply> CombinedAsync(Call call)
    {
        if (await call.Repository.Git.CommitShaAsync(call["ref"], call.Cancelled) is not { } sha) return Reply.NotFound;
        var latest = StatusSummary.Latest(call.Repository, sha);
        var api = $"{RepositoryShapes.ApiUrl(call.World, call.Repository)}/commits/{sha}";
        return Pages.Counted(call, "statuses", latest, one => CheckShapes.StatusInCombined(call.World, call.Repository, one), new JsonObject
        {
            ["state"] = StatusSummary.Of(latest),
            ["sha"] = sha,
            ["repository"] = RepositoryShapes.Minimal(call.World, call.Repository),
            ["commit_url"] = api,
            ["url"] = $"{api}/status",
        });
    }
}
