namespace Signalbox.Core.Plans.Expansion;

/// <summary>`when` and `paths` of blueprints against one build. Patterns that many blueprints share are matched once.</summary>
internal sealed class Conditions(PlanContext context)
{
    private readonly Dictionary<string, bool> branches = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> paths = new(StringComparer.Ordinal);

    /// <summary>Whether the task is in this build.</summary>
    public bool Hold(Blueprint blueprint) => blueprint.When is not { } when || (
        (when.Events.IsEmpty || when.Events.Contains(context.Event))
        && (when.Branches.IsEmpty || when.Branches.Any(MatchesBranch))
        && (when.Labels.IsEmpty || when.Labels.Any(HasLabel))
        && !when.UnlessLabels.Any(HasLabel));

    /// <summary>Why the task is skipped; absent: it runs.</summary>
    public string? SkipReason(Blueprint blueprint) =>
        context.ChangedPaths is null || blueprint.Paths.IsEmpty || blueprint.Paths.Any(MatchesPath) ? null : "no changed path matches";

    private bool HasLabel(string label) => context.Labels.Contains(label, StringComparer.Ordinal);

    private bool MatchesBranch(string pattern) => Once(branches, pattern, context.Branch is { } branch ? [branch] : []);

    private bool MatchesPath(string pattern) => Once(paths, pattern, context.ChangedPaths!);

    private static bool Once(Dictionary<string, bool> known, string pattern, IReadOnlyCollection<string> texts)
    {
        if (!known.TryGetValue(pattern, out var matches))
            known[pattern] = matches = texts.Any(Glob.Parse(pattern).IsMatch);
        return matches;
    }
}
