using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Signalbox.Core.Plans.Sources;

namespace Signalbox.Core.Plans.Expansion;

/// <summary>Resolves a task for one build.</summary>
internal sealed partial class TaskBuilder(PlanContext context, Conditions conditions, ProblemList problems)
{
    private static readonly ImmutableSortedDictionary<string, string> NoEnv =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Makes the planned task; what this host does not allow is added to the problems.</summary>
    public PlannedTask Build(ExpandedTask task)
    {
        var blueprint = task.Blueprint;
        CheckProvider(blueprint);
        CheckSecrets(blueprint);
        var planned = new PlannedTask
        {
            Name = task.Name,
            Blueprint = blueprint.Name.Value,
            Provider = blueprint.Provider.Value,
            Settings = blueprint.Settings,
            Env = EnvOf(task),
            Secrets = [.. blueprint.Secrets.Select(secret => secret.Value)],
            Artifacts = blueprint.Artifacts,
            JUnitReports = blueprint.JUnitReports,
            Timeout = blueprint.Timeout,
            Attempts = blueprint.Attempts,
            Retries = blueprint.Retries,
            AllowFailure = blueprint.AllowFailure,
            Always = blueprint.Always,
            Concurrency = blueprint.Concurrency,
            ApprovalRoles = blueprint.ApprovalRoles,
            Skip = conditions.SkipReason(blueprint),
            Digest = "",
        };
        return planned with { Digest = BlueprintDigest.Of(planned, task.Matrix) };
    }

    private void CheckProvider(Blueprint blueprint)
    {
        if (context.Providers.Contains(blueprint.Provider.Value)) return;
        problems.Add(
            blueprint.Provider.Place,
            $"this host has no provider '{blueprint.Provider}', which the blueprint '{blueprint.Name}' needs; "
            + (context.Providers.Count == 0 ? "it has none" : $"it has: {string.Join(", ", context.Providers.Order(StringComparer.Ordinal))}"));
    }

    private void CheckSecrets(Blueprint blueprint)
    {
        foreach (var secret in blueprint.Secrets) CheckSecret(secret.Value, secret.Place);
        foreach (var value in blueprint.Env.Values.Where(value => value.Value.Contains("${", StringComparison.Ordinal)))
        {
            foreach (var name in References().Matches(value.Value).Select(match => match.Groups["name"].Value)) CheckSecret(name, value.Place);
        }
    }

    private void CheckSecret(string name, Place place)
    {
        if (context.HasSecret(name)) return;
        problems.Add(
            place,
            $"the host does not allow the secret '{name}' here or has no value for it: its setting Secrets__{name} is the value, and for a "
            + "repository that is not local Repositories__{n}__Secrets must list the name");
    }

    /// <summary>What the author wrote wins over what a matrix adds.</summary>
    private static ImmutableSortedDictionary<string, string> EnvOf(ExpandedTask task)
    {
        if (task.Matrix.IsEmpty && task.Blueprint.Env.IsEmpty) return NoEnv;
        var env = NoEnv.ToBuilder();
        foreach (var (axis, value) in task.Matrix) env[axis.Variable] = value;
        foreach (var (name, value) in task.Blueprint.Env) env[name] = value.Value;
        return env.ToImmutable();
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex References();
}
