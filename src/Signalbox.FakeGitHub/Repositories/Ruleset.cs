using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Signalbox.FakeGitHub.Repositories;

/// <summary>A ruleset of a repository.</summary>
/// <param name="Name">For people.</param>
/// <param name="Branches">Branches that it is about: names, or `~DEFAULT_BRANCH`, or `~ALL`.</param>
/// <param name="Rules">What it asks for.</param>
public sealed record Ruleset(string Name, ImmutableArray<string> Branches, ImmutableArray<RulesetRule> Rules)
{
    /// <summary>`active`, `evaluate` or `disabled`; only an active one binds.</summary>
    public string Enforcement { get; init; } = "active";

    /// <summary>Ids of Apps that are not bound.</summary>
    public ImmutableArray<long> BypassApps { get; init; } = [];

    internal long Id { get; init; }

    internal bool IsAbout(string branch, string defaultBranch) => Branches.Any(pattern =>
        pattern == "~ALL" || pattern == branch || (pattern == "~DEFAULT_BRANCH" && branch == defaultBranch));
}

/// <summary>A rule in GitHub's words.</summary>
/// <param name="Type">`required_status_checks`, `pull_request`, `non_fast_forward`, `deletion`, `update`…</param>
/// <param name="Parameters">As the API has them; null for a rule without any.</param>
public sealed record RulesetRule(string Type, JsonObject? Parameters = null);
