using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Shapes;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Rest;

/// <summary>Branches, their protection and rules.</summary>
internal static class BranchRoutes
{
    private const string Root = "/repos/{owner}/{repo}";

    public static void AddTo(RouteTable routes)
    {
        routes.Get($"{Root}/branches/{{branch+}}/protection", Access.Read("administration"), call =>
            call.Repository.Protections.TryGetValue(call["branch"], out var protection)
                ? Reply.Ok(ProtectionShapes.Whole(call.World, call.Repository, call["branch"], protection))
                : Reply.Of(new Refusal(404, "Branch not protected")));
        routes.Get($"{Root}/branches", Access.Read("contents"), async call => Pages.Of(
            call, await call.Repository.Git.RefsAsync("refs/heads/", call.Cancelled), one => Short(call, one.Name["refs/heads/".Length..], one.Sha)));
        routes.Get($"{Root}/branches/{{branch+}}", Access.Read("contents"), BranchAsync);
        routes.Get($"{Root}/rules/branches/{{branch+}}", Access.Read("metadata"), call => Pages.Of(
            call, [.. Active(call.Repository, call["branch"])], one => ProtectionShapes.Rule(call.Repository, one.Ruleset, one.Rule)));
        routes.Get($"{Root}/rulesets", Access.Read("metadata"), call => Pages.Of(
            call, [.. call.Repository.Rulesets.Values.OrderBy(one => one.Id)], one => ProtectionShapes.Ruleset(call.World, call.Repository, one, whole: false)));
        routes.Get($"{Root}/rulesets/{{id}}", Access.Read("metadata"), call => call.Repository.Rulesets.TryGetValue(call.Id("id"), out var ruleset)
            ? Reply.Ok(ProtectionShapes.Ruleset(call.World, call.Repository, ruleset, whole: true))
            : Reply.NotFound);
    }

    private static IEnumerable<(Ruleset Ruleset, RulesetRule Rule)> Active(HostedRepository repository, string branch) =>
        from ruleset in repository.Rulesets.Values.OrderBy(one => one.Id)
        where ruleset.Enforcement == "active" && ruleset.IsAbout(branch, repository.DefaultBranch)
        from rule in ruleset.Rules
        select (ruleset, rule);

    private static JsonObject Short(Call call, string name, string sha) => new()
    {
        ["name"] = name,
        ["commit"] = new JsonObject { ["sha"] = sha, ["url"] = $"{RepositoryShapes.ApiUrl(call.World, call.Repository)}/commits/{sha}" },
        ["protected"] = IsProtected(call.Repository, name),
    };

    private static bool IsProtected(HostedRepository repository, string branch) =>
        repository.Protections.ContainsKey(branch) || Active(repository, branch).Any();

    private static async Task<Reply> BranchAsync(Call call)
    {
        var name = call["branch"];
        if (await call.Repository.Git.BranchAsync(name, call.Cancelled) is not { } sha) return Reply.Of(new Refusal(404, "Branch not found"));
        var api = $"{RepositoryShapes.ApiUrl(call.World, call.Repository)}/branches/{Uri.EscapeDataString(name)}";
        return Reply.Ok(new JsonObject
        {
            ["name"] = name,
            ["commit"] = CommitShapes.Commit(call.World, call.Repository, (await call.Repository.Git.CommitAsync(sha, call.Cancelled))!),
            ["_links"] = new JsonObject { ["self"] = api, ["html"] = $"{call.World.Url}/{call.Repository.FullName}/tree/{name}" },
            ["protected"] = IsProtected(call.Repository, name),
            ["protection"] = ProtectionShapes.Brief(call.Repository.Protections.GetValueOrDefault(name)),
            ["protection_url"] = $"{api}/protection",
        });
    }
}
