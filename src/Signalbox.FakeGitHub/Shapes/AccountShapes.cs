using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Shapes;

/// <summary>Accounts in the words of the API and the webhooks.</summary>
internal static class AccountShapes
{
    public static JsonObject Simple(World world, Account account)
    {
        // A bot's brackets.
        var name = Uri.EscapeDataString(account.Login);
        var api = $"{world.Url}/users/{name}";
        return new()
        {
            ["login"] = account.Login,
            ["id"] = account.Id,
            ["node_id"] = account.NodeId,
            ["avatar_url"] = $"{world.Url}/avatars/u/{account.Id}",
            ["gravatar_id"] = "",
            ["url"] = api,
            ["html_url"] = $"{world.Url}/{name}",
            ["followers_url"] = $"{api}/followers",
            ["following_url"] = $"{api}/following{{/other_user}}",
            ["gists_url"] = $"{api}/gists{{/gist_id}}",
            ["starred_url"] = $"{api}/starred{{/owner}}{{/repo}}",
            ["subscriptions_url"] = $"{api}/subscriptions",
            ["organizations_url"] = $"{api}/orgs",
            ["repos_url"] = $"{api}/repos",
            ["events_url"] = $"{api}/events{{/privacy}}",
            ["received_events_url"] = $"{api}/received_events",
            ["type"] = account.Kind.ToString(),
            ["site_admin"] = false,
        };
    }

    public static JsonNode? Optional(World world, Account? account) => account is null ? null : Simple(world, account);

    /// <summary>`GET /users/{login}` and `GET /user`.</summary>
    public static JsonObject Public(World world, Account account)
    {
        var shape = Simple(world, account);
        foreach (var name in (string[])["name", "company", "location", "email", "hireable", "bio", "twitter_username"]) shape[name] = null;
        shape["blog"] = "";
        foreach (var name in (string[])["public_repos", "public_gists", "followers", "following"]) shape[name] = 0;
        foreach (var name in (string[])["created_at", "updated_at"]) shape[name] = Stamp.Of(account.CreatedAt);
        return shape;
    }

    public static JsonObject Organization(World world, Account account)
    {
        var api = $"{world.Url}/orgs/{account.Login}";
        return new()
        {
            ["login"] = account.Login,
            ["id"] = account.Id,
            ["node_id"] = account.NodeId,
            ["url"] = api,
            ["repos_url"] = $"{api}/repos",
            ["events_url"] = $"{api}/events",
            ["hooks_url"] = $"{api}/hooks",
            ["issues_url"] = $"{api}/issues",
            ["members_url"] = $"{api}/members{{/member}}",
            ["public_members_url"] = $"{api}/public_members{{/member}}",
            ["avatar_url"] = $"{world.Url}/avatars/u/{account.Id}",
            ["description"] = null,
        };
    }
}
