using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Shapes;

/// <summary>Classic protection and rulesets.</summary>
internal static class ProtectionShapes
{
    /// <summary>In `GET …/branches/{branch}`.</summary>
    public static JsonObject Brief(BranchProtection? protection) => new()
    {
        ["enabled"] = protection is not null,
        ["required_status_checks"] = new JsonObject
        {
            ["enforcement_level"] = protection is { RequiredChecks.Length: > 0 } ? protection.EnforceAdmins ? "everyone" : "non_admins" : "off",
            ["contexts"] = new JsonArray([.. protection?.RequiredChecks.Select(JsonNode (check) => check.Context) ?? []]),
            ["checks"] = Checks(protection),
        },
    };

    /// <summary>`GET …/branches/{branch}/protection`.</summary>
    public static JsonObject Whole(World world, HostedRepository repository, string branch, BranchProtection protection)
    {
        var url = $"{RepositoryShapes.ApiUrl(world, repository)}/branches/{Uri.EscapeDataString(branch)}/protection";
        var shape = new JsonObject
        {
            ["url"] = url,
            ["required_signatures"] = new JsonObject { ["url"] = $"{url}/required_signatures", ["enabled"] = false },
            ["enforce_admins"] = new JsonObject { ["url"] = $"{url}/enforce_admins", ["enabled"] = protection.EnforceAdmins },
        };
        foreach (var (name, enabled) in Switches(protection)) shape[name] = new JsonObject { ["enabled"] = enabled };
        if (!protection.RequiredChecks.IsEmpty)
        {
            shape["required_status_checks"] = new JsonObject
            {
                ["url"] = $"{url}/required_status_checks",
                ["strict"] = protection.Strict,
                ["contexts"] = new JsonArray([.. protection.RequiredChecks.Select(JsonNode (check) => check.Context)]),
                ["contexts_url"] = $"{url}/required_status_checks/contexts",
                ["checks"] = Checks(protection),
            };
        }

        if (protection.RequiredApprovals is { } approvals)
        {
            shape["required_pull_request_reviews"] = new JsonObject
            {
                ["url"] = $"{url}/required_pull_request_reviews",
                ["dismiss_stale_reviews"] = protection.DismissStaleReviews,
                ["require_code_owner_reviews"] = protection.RequireCodeOwnerReviews,
                ["require_last_push_approval"] = false,
                ["required_approving_review_count"] = approvals,
            };
        }

        if (protection.MayPush is { } allowed) shape["restrictions"] = Restrictions(world, url, allowed);
        return shape;
    }

    public static JsonObject Rule(HostedRepository repository, Ruleset ruleset, RulesetRule rule)
    {
        var shape = new JsonObject
        {
            ["type"] = rule.Type,
            ["ruleset_source_type"] = "Repository",
            ["ruleset_source"] = repository.FullName,
            ["ruleset_id"] = ruleset.Id,
        };
        if (rule.Parameters is { } parameters) shape["parameters"] = parameters.DeepClone();
        return shape;
    }

    public static JsonObject Ruleset(World world, HostedRepository repository, Ruleset ruleset, bool whole)
    {
        var url = $"{RepositoryShapes.ApiUrl(world, repository)}/rulesets/{ruleset.Id}";
        var shape = new JsonObject
        {
            ["id"] = ruleset.Id,
            ["name"] = ruleset.Name,
            ["target"] = "branch",
            ["source_type"] = "Repository",
            ["source"] = repository.FullName,
            ["enforcement"] = ruleset.Enforcement,
            ["node_id"] = $"RRS_{ruleset.Id}",
            ["_links"] = new JsonObject { ["self"] = new JsonObject { ["href"] = url } },
            ["created_at"] = Stamp.Of(repository.CreatedAt),
            ["updated_at"] = Stamp.Of(repository.CreatedAt),
        };
        if (!whole) return shape;
        shape["bypass_actors"] = new JsonArray([.. ruleset.BypassApps.Select(JsonNode (id) =>
            new JsonObject { ["actor_id"] = id, ["actor_type"] = "Integration", ["bypass_mode"] = "always" })]);
        shape["current_user_can_bypass"] = ruleset.BypassApps.Contains(world.App.Id) ? "always" : "never";
        shape["conditions"] = new JsonObject
        {
            ["ref_name"] = new JsonObject
            {
                ["include"] = new JsonArray([.. ruleset.Branches.Select(JsonNode (name) => name.StartsWith('~') ? name : $"refs/heads/{name}")]),
                ["exclude"] = new JsonArray(),
            },
        };
        shape["rules"] = new JsonArray([.. ruleset.Rules.Select(JsonNode (rule) =>
        {
            var one = new JsonObject { ["type"] = rule.Type };
            if (rule.Parameters is { } parameters) one["parameters"] = parameters.DeepClone();
            return one;
        })]);
        return shape;
    }

    private static IEnumerable<(string Name, bool Enabled)> Switches(BranchProtection protection) =>
    [
        ("required_linear_history", protection.RequireLinearHistory), ("allow_force_pushes", protection.AllowForcePushes),
        ("allow_deletions", protection.AllowDeletions), ("block_creations", false), ("required_conversation_resolution", false),
        ("lock_branch", false), ("allow_fork_syncing", false),
    ];

    private static JsonArray Checks(BranchProtection? protection) => new([.. protection?.RequiredChecks.Select(JsonNode (check) =>
        new JsonObject { ["context"] = check.Context, ["app_id"] = check.AppId }) ?? []]);

    private static JsonObject Restrictions(World world, string url, IEnumerable<string> allowed)
    {
        var names = allowed.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var apps = world.OtherApps.Values.Append(world.App).Where(app => names.Contains(app.Slug)).ToList();
        var users = names.Except(apps.Select(app => app.Slug), StringComparer.OrdinalIgnoreCase).Select(world.Accounts.User);
        return new()
        {
            ["url"] = $"{url}/restrictions",
            ["users_url"] = $"{url}/restrictions/users",
            ["teams_url"] = $"{url}/restrictions/teams",
            ["apps_url"] = $"{url}/restrictions/apps",
            ["users"] = new JsonArray([.. users.Select(user => AccountShapes.Simple(world, user))]),
            ["teams"] = new JsonArray(),
            ["apps"] = new JsonArray([.. apps.Select(app => AppShapes.App(world, app))]),
        };
    }
}
