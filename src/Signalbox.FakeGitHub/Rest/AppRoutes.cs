using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Apps;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Shapes;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Rest;

/// <summary>The App, its installations and their tokens.</summary>
internal static class AppRoutes
{
    private const int MostRepositories = 500;

    public static void AddTo(RouteTable routes)
    {
        routes.Get("/app", Access.App, call => Reply.Ok(App(call)));
        routes.Get("/app/installations", Access.App, call =>
            Pages.Of(call, [.. call.World.Installations.All], one => AppShapes.Installation(call.World, one)));
        routes.Get("/app/installations/{id}", Access.App, call => One(call, call.World.Installations.Find(call.Id("id"))));
        routes.Get("/repos/{owner}/{repo}/installation", Access.App, call => One(call, call.World.Installations.Covering(call.Repository)));
        foreach (var kind in (string[])["orgs", "users"])
        {
            routes.Get($"/{kind}/{{login}}/installation", Access.App, call =>
                One(call, call.World.Accounts.Find(call["login"]) is { } account ? call.World.Installations.Of(account) : null));
        }

        routes.Post("/app/installations/{id}/access_tokens", Access.App, IssueToken);
        routes.Put("/app/installations/{id}/suspended", Access.App, call => SuspendAsync(call, suspended: true));
        routes.Delete("/app/installations/{id}/suspended", Access.App, call => SuspendAsync(call, suspended: false));
        routes.Delete("/app/installations/{id}", Access.App, call =>
        {
            if (call.World.Installations.Find(call.Id("id")) is not { } installation) return Task.FromResult(Reply.NotFound);
            call.World.Installations.Remove(installation, installation.Account);
            return Task.FromResult(Reply.Nothing);
        });
        routes.Get("/installation/repositories", Access.Installation, Repositories);
        routes.Delete("/installation/token", Access.Installation, call =>
        {
            call.World.Tokens.Revoke(((Caller.Installed)call.Caller).Token.Value);
            return Task.FromResult(Reply.Nothing);
        });
    }

    private static JsonObject App(Call call)
    {
        var shape = AppShapes.App(call.World, call.World.App);
        shape["client_id"] = call.World.App.ClientId;
        shape["installations_count"] = call.World.Installations.All.Count();
        return shape;
    }

    private static Reply One(Call call, Installation? installation) =>
        installation is null ? Reply.NotFound : Reply.Ok(AppShapes.Installation(call.World, installation));

    private static Reply IssueToken(Call call)
    {
        if (call.World.Installations.Find(call.Id("id")) is not { } installation) return Reply.NotFound;
        if (installation.SuspendedAt is not null) return Reply.Of(new Refusal(403, "This installation has been suspended"));
        var permissions = installation.Permissions;
        if (call.Body["permissions"] is JsonObject { Count: > 0 } wanted)
        {
            permissions = wanted.ToImmutableSortedDictionary(pair => pair.Key, pair => (string?)pair.Value ?? "", StringComparer.Ordinal);
            if (permissions.Any(pair => !IsGranted(installation, pair.Key, pair.Value)))
                return Reply.Of(new Refusal(422, "The permissions requested are not granted to this installation."));
        }

        if (Selected(call, installation) is not { } selection)
            return Reply.Of(new Refusal(422, "There is at least one repository that does not exist or is not accessible to the parent installation."));
        var stateless = call.Headers["X-GitHub-Stateless-S2S-Token"] == "enabled";
        var token = call.World.Tokens.Issue(installation, permissions, selection.Repositories, stateless);
        var body = new JsonObject
        {
            ["token"] = token.Value,
            ["expires_at"] = Stamp.Of(token.ExpiresAt),
            ["permissions"] = AppShapes.Permissions(permissions),
            ["repository_selection"] = selection.Repositories is null ? installation.Selection : "selected",
        };
        if (selection.Repositories is { } ids)
            body["repositories"] = new JsonArray([.. ids.Select(call.World.Repositories.Find).Select(JsonNode (one) => RepositoryShapes.Whole(call.World, one!))]);
        return Reply.Created(body);
    }

    private static bool IsGranted(Installation installation, string name, string level) =>
        installation.Permissions.GetValueOrDefault(name) is { } granted && (granted == level || (granted == "write" && level == "read"));

    // Null when one of them is not the installation's.
    private static Selection? Selected(Call call, Installation installation)
    {
        var covered = call.World.Installations.RepositoriesOf(installation).ToList();
        var names = (call.Body["repositories"] as JsonArray)?.Select(node => covered.Find(one => one.Name == (string?)node)) ?? [];
        var ids = (call.Body["repository_ids"] as JsonArray)?.Select(node => covered.Find(one => one.Id == (long?)node)) ?? [];
        var chosen = names.Concat(ids).ToList();
        if (chosen.Contains(null) || chosen.Count > MostRepositories) return null;
        return new(chosen.Count == 0 ? null : [.. chosen.Select(one => one!.Id)]);
    }

    private static Task<Reply> SuspendAsync(Call call, bool suspended)
    {
        if (call.World.Installations.Find(call.Id("id")) is not { } installation) return Task.FromResult(Reply.NotFound);
        call.World.Installations.Suspend(installation, installation.Account, suspended);
        return Task.FromResult(Reply.Nothing);
    }

    private static Reply Repositories(Call call)
    {
        var token = ((Caller.Installed)call.Caller).Token;
        IReadOnlyList<HostedRepository> repositories =
            [.. call.World.Installations.RepositoriesOf(((Caller.Installed)call.Caller).Installation).Where(one => token.Repositories?.Contains(one.Id) != false)];
        var more = new JsonObject { ["repository_selection"] = ((Caller.Installed)call.Caller).Installation.Selection };
        return Pages.Counted(call, "repositories", repositories, one => RepositoryShapes.Whole(call.World, one), more);
    }

    private sealed record Selection(ImmutableSortedSet<long>? Repositories);
}
