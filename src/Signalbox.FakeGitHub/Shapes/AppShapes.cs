using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Apps;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Shapes;

/// <summary>Apps and installations.</summary>
internal static class AppShapes
{
    public static JsonObject App(World world, App app) => new()
    {
        ["id"] = app.Id,
        ["slug"] = app.Slug,
        ["node_id"] = app.NodeId,
        ["owner"] = AccountShapes.Simple(world, app.Owner),
        ["name"] = app.Slug,
        ["description"] = $"{app.Slug}, an App",
        ["external_url"] = $"{world.Url}/apps/{app.Slug}/about",
        ["html_url"] = $"{world.Url}/apps/{app.Slug}",
        ["created_at"] = Stamp.Of(app.CreatedAt),
        ["updated_at"] = Stamp.Of(app.CreatedAt),
        ["permissions"] = Permissions(app.Permissions),
        ["events"] = new JsonArray([.. app.Events.Select(name => (JsonNode)name)]),
    };

    public static JsonObject Permissions(IEnumerable<KeyValuePair<string, string>> permissions) =>
        new(permissions.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));

    public static JsonObject Installation(World world, Installation installation)
    {
        var (account, app) = (installation.Account, installation.App);
        var page = account.Kind == AccountKind.Organization ? $"organizations/{account.Login}/settings" : "settings";
        return new()
        {
            ["id"] = installation.Id,
            ["account"] = AccountShapes.Simple(world, account),
            ["repository_selection"] = installation.Selection,
            ["access_tokens_url"] = $"{world.Url}/app/installations/{installation.Id}/access_tokens",
            ["repositories_url"] = $"{world.Url}/installation/repositories",
            ["html_url"] = $"{world.Url}/{page}/installations/{installation.Id}",
            ["app_id"] = app.Id,
            ["app_slug"] = app.Slug,
            ["target_id"] = account.Id,
            ["target_type"] = account.Kind.ToString(),
            ["permissions"] = Permissions(installation.Permissions),
            ["events"] = new JsonArray([.. app.Events.Select(name => (JsonNode)name)]),
            ["created_at"] = Stamp.Of(installation.CreatedAt),
            ["updated_at"] = Stamp.Of(installation.UpdatedAt),
            ["single_file_name"] = null,
            ["has_multiple_single_files"] = false,
            ["single_file_paths"] = new JsonArray(),
            ["suspended_at"] = Stamp.Of(installation.SuspendedAt),
            ["suspended_by"] = AccountShapes.Optional(world, installation.SuspendedBy),
        };
    }
}
