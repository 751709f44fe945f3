using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Apps;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Shapes;

namespace Signalbox.FakeGitHub.Rest;

/// <summary>People, and what the service says about itself.</summary>
internal static class AccountRoutes
{
    public static void AddTo(RouteTable routes, RateLimits limits)
    {
        routes.Get("/user", Access.Person, call => Reply.Ok(AccountShapes.Public(call.World, call.Actor)));
        routes.Get("/user/installations", Access.Person, call => Pages.Counted(
            call, "installations", [.. call.World.Installations.All.Where(one => IsSeen(call, one))], one => AppShapes.Installation(call.World, one)));
        routes.Get("/user/installations/{id}/repositories", Access.Person, call => Pages.Counted(
            call,
            "repositories",
            [.. call.World.Repositories.All.Where(one => call.World.Installations.Find(call.Id("id"))?.Covers(one) == true && IsSeen(call, one))],
            one => WithPermissions(call, one)));
        routes.Get("/users/{login}", Access.Anybody, call =>
            call.World.Accounts.Find(call["login"]) is { } account ? Reply.Ok(AccountShapes.Public(call.World, account)) : Reply.NotFound);
        routes.Get("/meta", Access.Anybody, _ => Reply.Ok(new JsonObject
        {
            ["verifiable_password_authentication"] = false,
            ["hooks"] = new JsonArray("127.0.0.1/32"),
            ["git"] = new JsonArray("127.0.0.1/32"),
        }));
        routes.Get("/rate_limit", Access.Anybody, call => Reply.Ok(Budgets(limits, call.Caller)));
    }

    private static bool IsSeen(Call call, Installation installation) =>
        call.World.Installations.RepositoriesOf(installation).Any(one => IsSeen(call, one));

    private static bool IsSeen(Call call, HostedRepository repository) =>
        repository.RoleOf(call.Actor) > RepositoryRole.Read || repository.Roles.ContainsKey(call.Actor.Login);

    private static JsonObject WithPermissions(Call call, HostedRepository repository)
    {
        var shape = RepositoryShapes.Whole(call.World, repository);
        shape["permissions"] = RepositoryShapes.Permissions(repository.RoleOf(call.Actor));
        return shape;
    }

    private static JsonObject Budgets(RateLimits limits, Caller caller)
    {
        var resources = new JsonObject();
        foreach (var name in (string[])["core", "graphql", "search"]) resources[name] = Budget(limits, caller, name);
        return new() { ["resources"] = resources, ["rate"] = Budget(limits, caller, "core") };
    }

    private static JsonObject Budget(RateLimits limits, Caller caller, string resource)
    {
        var window = limits.Of(caller, resource);
        return new()
        {
            ["limit"] = window.Limit,
            ["used"] = window.Used,
            ["remaining"] = window.Remaining,
            ["reset"] = window.ResetAt.ToUnixTimeSeconds(),
        };
    }
}
