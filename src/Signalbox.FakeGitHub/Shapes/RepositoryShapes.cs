using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Shapes;

/// <summary>Repositories in the words of the API and the webhooks.</summary>
internal static class RepositoryShapes
{
    // `{name}_url` and the template below the repository's own URL.
    private static readonly (string Name, string Path)[] Links =
    [
        ("archive", "/{archive_format}{/ref}"), ("assignees", "/assignees{/user}"), ("blobs", "/git/blobs{/sha}"), ("branches", "/branches{/branch}"),
        ("collaborators", "/collaborators{/collaborator}"), ("comments", "/comments{/number}"), ("commits", "/commits{/sha}"),
        ("compare", "/compare/{base}...{head}"), ("contents", "/contents/{+path}"), ("contributors", "/contributors"), ("deployments", "/deployments"),
        ("downloads", "/downloads"), ("events", "/events"), ("forks", "/forks"), ("git_commits", "/git/commits{/sha}"), ("git_refs", "/git/refs{/sha}"),
        ("git_tags", "/git/tags{/sha}"), ("hooks", "/hooks"), ("issue_comment", "/issues/comments{/number}"), ("issue_events", "/issues/events{/number}"),
        ("issues", "/issues{/number}"), ("keys", "/keys{/key_id}"), ("labels", "/labels{/name}"), ("languages", "/languages"), ("merges", "/merges"),
        ("milestones", "/milestones{/number}"), ("notifications", "/notifications{?since,all,participating}"), ("pulls", "/pulls{/number}"),
        ("releases", "/releases{/id}"), ("stargazers", "/stargazers"), ("statuses", "/statuses/{sha}"), ("subscribers", "/subscribers"),
        ("subscription", "/subscription"), ("tags", "/git/tags"), ("teams", "/teams"), ("trees", "/git/trees{/sha}"),
    ];

    private static readonly string[] Off =
    [
        "has_projects", "has_downloads", "has_wiki", "has_pages", "has_discussions", "archived", "disabled", "is_template",
        "web_commit_signoff_required",
    ];

    public static string ApiUrl(World world, HostedRepository repository) => $"{world.Url}/repos/{repository.FullName}";

    /// <summary>In `installation` events.</summary>
    public static JsonNode Brief(HostedRepository repository) => new JsonObject
    {
        ["id"] = repository.Id,
        ["node_id"] = repository.NodeId,
        ["name"] = repository.Name,
        ["full_name"] = repository.FullName,
        ["private"] = repository.IsPrivate,
    };

    public static JsonObject Minimal(World world, HostedRepository repository)
    {
        var api = ApiUrl(world, repository);
        var shape = (JsonObject)Brief(repository);
        shape["owner"] = AccountShapes.Simple(world, repository.Owner);
        shape["html_url"] = $"{world.Url}/{repository.FullName}";
        shape["description"] = null;
        shape["fork"] = repository.Parent is not null;
        shape["url"] = api;
        foreach (var (name, path) in Links) shape[name + "_url"] = api + path;
        return shape;
    }

    /// <summary>The whole of it, as far as webhooks have it.</summary>
    public static JsonObject Whole(World world, HostedRepository repository)
    {
        var shape = Minimal(world, repository);
        var web = $"{world.Url}/{repository.FullName}";
        shape["clone_url"] = $"{web}.git";
        shape["git_url"] = $"{web}.git".Replace("http:", "git:", StringComparison.Ordinal);
        shape["ssh_url"] = $"git@127.0.0.1:{repository.FullName}.git";
        shape["svn_url"] = web;
        foreach (var name in (string[])["homepage", "language", "mirror_url", "license"]) shape[name] = null;
        foreach (var name in (string[])["has_issues", "allow_forking"]) shape[name] = true;
        foreach (var name in Off) shape[name] = false;
        foreach (var name in (string[])["size", "stargazers_count", "watchers_count", "forks_count", "forks", "watchers"]) shape[name] = 0;
        var open = repository.Pulls.Values.Count(pull => pull.IsOpen) + repository.Issues.Values.Count(issue => issue.IsOpen);
        foreach (var name in (string[])["open_issues_count", "open_issues"]) shape[name] = open;
        shape["topics"] = new JsonArray();
        shape["visibility"] = repository.IsPrivate ? "private" : "public";
        shape["default_branch"] = repository.DefaultBranch;
        foreach (var name in (string[])["created_at", "updated_at"]) shape[name] = Stamp.Of(repository.CreatedAt);
        shape["pushed_at"] = Stamp.Of(repository.PushedAt);
        return shape;
    }

    /// <summary>In events: with what only they have.</summary>
    public static JsonObject InEvent(World world, HostedRepository repository)
    {
        var shape = Whole(world, repository);
        shape["custom_properties"] = new JsonObject();
        return shape;
    }

    /// <summary>In `push`, whose owner has a name and whose times are numbers.</summary>
    public static JsonObject InPush(World world, HostedRepository repository)
    {
        var shape = InEvent(world, repository);
        shape["owner"]!["name"] = repository.Owner.Login;
        shape["owner"]!["email"] = null;
        shape["created_at"] = repository.CreatedAt.ToUnixTimeSeconds();
        shape["pushed_at"] = repository.PushedAt.ToUnixTimeSeconds();
        shape["stargazers"] = 0;
        shape["master_branch"] = repository.DefaultBranch;
        return shape;
    }

    /// <summary>`GET /repos/{owner}/{repo}`.</summary>
    public static JsonObject Full(World world, HostedRepository repository, Account? viewer)
    {
        var shape = Whole(world, repository);
        foreach (var name in (string[])["network_count", "subscribers_count"]) shape[name] = 0;
        foreach (var name in (string[])["allow_merge_commit", "allow_squash_merge", "allow_rebase_merge"]) shape[name] = true;
        shape["permissions"] = Permissions(viewer is null ? RepositoryRole.Read : repository.RoleOf(viewer));
        if (repository.Parent is { IsDeleted: false } parent)
        {
            shape["parent"] = Whole(world, parent);
            shape["source"] = Whole(world, parent);
        }

        return shape;
    }

    public static JsonObject Permissions(RepositoryRole role) => new()
    {
        ["admin"] = role >= RepositoryRole.Admin,
        ["maintain"] = role >= RepositoryRole.Maintain,
        ["push"] = role >= RepositoryRole.Write,
        ["triage"] = role >= RepositoryRole.Triage,
        ["pull"] = role >= RepositoryRole.Read,
    };
}
