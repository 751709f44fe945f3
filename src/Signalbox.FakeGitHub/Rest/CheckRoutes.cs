using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Apps;
using Signalbox.FakeGitHub.Checks;
using Signalbox.FakeGitHub.Shapes;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Rest;

/// <summary>Check runs and check suites.</summary>
internal static class CheckRoutes
{
    private const string Root = "/repos/{owner}/{repo}";

    public static void AddTo(RouteTable routes)
    {
        var (read, write) = (Access.Read("checks"), Access.Write("checks"));
        routes.Post($"{Root}/check-runs", write, async call =>
            Reply.Of(await call.World.Checks.CreateAsync(call.Repository, call.App ?? call.World.App, call.Body, call.Cancelled), run => Shape(call, run), 201));
        routes.Get($"{Root}/check-runs/{{id}}", read, On((call, run) => Task.FromResult(Reply.Ok(Shape(call, run)))));
        routes.Patch($"{Root}/check-runs/{{id}}", write, On(UpdateAsync));
        routes.Get($"{Root}/check-runs/{{id}}/annotations", read, On((call, run) => Task.FromResult(
            Pages.Of(call, run.Annotations, one => CheckShapes.Annotation(call.World, call.Repository, run, one)))));
        routes.Post($"{Root}/check-runs/{{id}}/rerequest", write, On((call, run) =>
        {
            call.World.Events.Run("rerequested", call.Repository, run, call.Actor);
            return Task.FromResult(Reply.Created(new JsonObject()));
        }));
        routes.Get($"{Root}/commits/{{ref+}}/check-runs", read, OfCommitAsync);
        routes.Get($"{Root}/commits/{{ref+}}/check-suites", read, SuitesOfCommitAsync);
        routes.Post($"{Root}/check-suites", write, CreateSuiteAsync);
        routes.Patch($"{Root}/check-suites/preferences", write, Preferences);
        routes.Get($"{Root}/check-suites/{{id}}", read, OnSuite(async (call, suite) => Reply.Ok(await ShapeAsync(call, suite))));
        routes.Get($"{Root}/check-suites/{{id}}/check-runs", read, OnSuite((call, suite) =>
            Task.FromResult(Runs(call, call.Repository.CheckRuns.Values.Where(run => run.Suite.Id == suite.Id)))));
        routes.Post($"{Root}/check-suites/{{id}}/rerequest", write, OnSuite(async (call, suite) =>
        {
            await call.World.Events.SuiteAsync("rerequested", call.Repository, suite, call.Actor, call.Cancelled);
            return Reply.Created(new JsonObject());
        }));
    }

    private static Func<Call, Task<Reply>> On(Func<Call, CheckRun, Task<Reply>> answer) => call =>
        call.Repository.CheckRuns.TryGetValue(call.Id("id"), out var run) ? answer(call, run) : Task.FromResult(Reply.NotFound);

    private static Func<Call, Task<Reply>> OnSuite(Func<Call, CheckSuite, Task<Reply>> answer) => call =>
        call.Repository.CheckSuites.TryGetValue(call.Id("id"), out var suite) ? answer(call, suite) : Task.FromResult(Reply.NotFound);

    private static JsonObject Shape(Call call, CheckRun run) => CheckShapes.Run(call.World, call.Repository, run);

    private static async Task<JsonNode> ShapeAsync(Call call, CheckSuite suite)
    {
        var shape = CheckShapes.SuiteInEvent(call.World, call.Repository, suite);
        shape["head_commit"] = CommitShapes.Simple((await call.Repository.Git.CommitAsync(suite.HeadSha, call.Cancelled))!);
        shape["repository"] = RepositoryShapes.Minimal(call.World, call.Repository);
        return shape;
    }

    private static async Task<Reply> UpdateAsync(Call call, CheckRun run)
    {
        if (call.Caller is Caller.Installed installed && installed.Installation.App.Id != run.Suite.App.Id)
            return Reply.Of(new Refusal(403, "Invalid app_id. `app_id` must match the App that created the check run."));
        return Reply.Of(await call.World.Checks.UpdateAsync(call.Repository, run, call.Body, call.Actor, call.Cancelled), one => Shape(call, one));
    }

    private static async Task<Reply> OfCommitAsync(Call call)
    {
        if (await call.Repository.Git.CommitShaAsync(call["ref"], call.Cancelled) is not { } sha) return Reply.NotFound;
        return Runs(call, call.Repository.CheckRuns.Values.Where(run => run.HeadSha == sha));
    }

    private static Reply Runs(Call call, IEnumerable<CheckRun> runs)
    {
        var chosen = call.Query("filter") == "all" ? runs.OrderBy(run => run.Id) : (IEnumerable<CheckRun>)CheckSummary.Latest(runs);
        chosen = chosen
            .Where(run => call.Query("check_name") is not { } name || run.Name == name)
            .Where(run => call.Query("status") is not { } status || run.Status == status)
            .Where(run => call.Query("app_id") is not { } app || $"{run.Suite.App.Id}" == app);
        return Pages.Counted(call, "check_runs", [.. chosen], run => Shape(call, run));
    }

    private static async Task<Reply> SuitesOfCommitAsync(Call call)
    {
        if (await call.Repository.Git.CommitShaAsync(call["ref"], call.Cancelled) is not { } sha) return Reply.NotFound;
        var shapes = new List<JsonNode>();
        foreach (var suite in call.Repository.CheckSuites.Values.Where(one => one.HeadSha == sha).OrderBy(one => one.Id)) shapes.Add(await ShapeAsync(call, suite));
        return Pages.Counted(call, "check_suites", shapes, shape => shape);
    }

    private static async Task<Reply> CreateSuiteAsync(Call call)
    {
        if (call.Text("head_sha") is not { } sha || await call.Repository.Git.CommitShaAsync(sha, call.Cancelled) != sha)
            return Reply.Of(new Refusal(422, $"No commit found for SHA: {call.Text("head_sha")}"));
        var (suite, isNew) = await call.World.Checks.SuiteAsync(call.Repository, call.App ?? call.World.App, sha, call.Cancelled);
        return new(isNew ? 201 : 200, await ShapeAsync(call, suite));
    }

    private static Task<Reply> Preferences(Call call)
    {
        var (app, checks) = (call.World.App.Id, call.World.Checks);
        foreach (var one in (call.Body["auto_trigger_checks"] as JsonArray ?? []).Where(one => (long?)one!["app_id"] == app))
            checks.SetAutomatic(call.Repository, (bool?)one!["setting"] ?? true);
        return Task.FromResult(Reply.Ok(new JsonObject
        {
            ["preferences"] = new JsonObject
            {
                ["auto_trigger_checks"] = new JsonArray(new JsonObject { ["app_id"] = app, ["setting"] = checks.IsAutomatic(call.Repository) }),
            },
            ["repository"] = RepositoryShapes.Minimal(call.World, call.Repository),
        }));
    }
}
