using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Shapes;

namespace Signalbox.FakeGitHub.Rest;

/// <summary>Repositories and who may do what in them.</summary>
internal static class RepositoryRoutes
{
    private const string Root = "/repos/{owner}/{repo}";

    public static void AddTo(RouteTable routes)
    {
        routes.Get(Root, Access.Read("metadata"), call => Reply.Ok(RepositoryShapes.Full(call.World, call.Repository, call.Caller.Actor)));
        // Not documented, and used by everybody who keeps ids.
        routes.Get("/repositories/{id}", Access.Anybody, call =>
            call.World.Repositories.Find(call.Id("id")) is { } found && Access.Read("metadata").Problem(call.Caller, found) is null
                ? Reply.Ok(RepositoryShapes.Full(call.World, found, call.Caller.Actor))
                : Reply.NotFound);
        routes.Get($"{Root}/collaborators/{{login}}/permission", Access.Read("metadata"), Permission);
        routes.Get($"{Root}/collaborators/{{login}}", Access.Read("metadata"), call =>
            call.World.Accounts.Find(call["login"]) is { } account && IsCollaborator(call.Repository, account) ? Reply.Nothing : Reply.NotFound);
    }

    private static bool IsCollaborator(HostedRepository repository, Account account) =>
        account.Id == repository.Owner.Id || repository.Roles.GetValueOrDefault(account.Login, RepositoryRole.None) != RepositoryRole.None;

    private static Reply Permission(Call call)
    {
        if (call.World.Accounts.Find(call["login"]) is not { } account) return Reply.NotFound;
        var role = call.Repository.RoleOf(account);
        var user = AccountShapes.Simple(call.World, account);
        user["permissions"] = RepositoryShapes.Permissions(role);
        user["role_name"] = Word(role);
        return Reply.Ok(new JsonObject
        {
            // The old four words: maintain is told as write, triage as read.
            ["permission"] = role switch
            {
                RepositoryRole.Admin => "admin",
                RepositoryRole.Maintain or RepositoryRole.Write => "write",
                RepositoryRole.None => "none",
                _ => "read",
            },
            ["user"] = user,
            ["role_name"] = Word(role),
        });
    }

    private static string Word(RepositoryRole role) => role.ToString().ToLowerInvariant();
}
