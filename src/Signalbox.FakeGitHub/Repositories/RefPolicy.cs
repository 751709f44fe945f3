using Signalbox.FakeGitHub.Checks;
using Signalbox.FakeGitHub.Statuses;

namespace Signalbox.FakeGitHub.Repositories;

/// <summary>Whether a branch's protection lets somebody move it without a pull request.</summary>
internal static class RefPolicy
{
    /// <summary>What is in the way; null when nothing is.</summary>
    public static string? Problem(HostedRepository repository, RefRequest request, bool forced, string? current, Pusher pusher)
    {
        if (!request.Name.StartsWith("refs/heads/", StringComparison.Ordinal)) return null;
        var branch = request.Name["refs/heads/".Length..];
        return Classic(repository, branch, request, forced, pusher) ?? Rules(repository, branch, request, forced, current, pusher);
    }

    /// <summary>Required checks that the commit has not passed.</summary>
    public static IEnumerable<string> Missing(HostedRepository repository, string sha, IEnumerable<RequiredCheck> required)
    {
        var runs = CheckSummary.Latest(repository.CheckRuns.Values.Where(run => run.HeadSha == sha));
        var statuses = StatusSummary.Latest(repository, sha);
        return required
            .Where(check => !runs.Any(run => run.Name == check.Context && run.Passed && (check.AppId ?? run.Suite.App.Id) == run.Suite.App.Id)
                && !statuses.Any(status => status.Context.Equals(check.Context, StringComparison.OrdinalIgnoreCase) && status.State == "success"))
            .Select(check => check.Context);
    }

    private static string? Classic(HostedRepository repository, string branch, RefRequest request, bool forced, Pusher pusher)
    {
        if (!repository.Protections.TryGetValue(branch, out var protection)) return null;
        if (request.After is null) return protection.AllowDeletions ? null : "Cannot delete this protected branch";
        if (forced && !protection.AllowForcePushes) return "Cannot force-push to this branch";
        if (protection.MayPush is { } allowed && !allowed.Contains(pusher.App?.Slug ?? pusher.Account.Login, StringComparer.OrdinalIgnoreCase))
            return "You're not authorized to push to this branch.";
        if (!protection.EnforceAdmins && pusher.App is null && repository.RoleOf(pusher.Account) == RepositoryRole.Admin) return null;
        // An App that the restrictions name has the tested commit itself to push.
        if (protection.RequiredApprovals is not null && protection.MayPush is null) return "Changes must be made through a pull request.";
        return Missing(repository, request.After, protection.RequiredChecks).FirstOrDefault() is { } missing ? $"Required status check \"{missing}\" is expected." : null;
    }

    private static string? Rules(HostedRepository repository, string branch, RefRequest request, bool forced, string? current, Pusher pusher)
    {
        var rules =
            from ruleset in repository.Rulesets.Values
            where ruleset.Enforcement == "active" && ruleset.IsAbout(branch, repository.DefaultBranch)
            where pusher.App is not { } app || !ruleset.BypassApps.Contains(app.Id)
            from rule in ruleset.Rules
            select rule;
        var problems = rules.Select(rule => rule.Type switch
        {
            "deletion" when request.After is null => "Cannot delete this branch",
            "creation" when current is null => "Cannot create ref due to creations being restricted.",
            "update" when current is not null && request.After is not null => "Cannot update this protected ref.",
            "non_fast_forward" when forced => "Cannot force-push to this branch",
            "pull_request" when request.After is not null => "Changes must be made through a pull request.",
            "required_status_checks" when request.After is { } sha => Checks(repository, sha, rule),
            _ => null,
        });
        return problems.FirstOrDefault(problem => problem is not null) is { } found ? $"Repository rule violations found\n\n{found}\n" : null;
    }

    private static string? Checks(HostedRepository repository, string sha, RulesetRule rule)
    {
        var required = rule.Parameters?["required_status_checks"]?.AsArray()
            .Select(one => new RequiredCheck((string)one!["context"]!, (long?)one["integration_id"])) ?? [];
        return Missing(repository, sha, required).FirstOrDefault() is { } missing ? $"Required status check \"{missing}\" is expected." : null;
    }
}
