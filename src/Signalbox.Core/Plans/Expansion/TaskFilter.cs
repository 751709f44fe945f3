using System.Collections.Immutable;
using Signalbox.Core.Plans.Sources;

namespace Signalbox.Core.Plans.Expansion;

/// <summary>`--task`: keeps tasks by their own name, their blueprint's, or that of a composition that they came through.</summary>
internal sealed class TaskFilter
{
    /// <summary>Keeps everything; has no state, since it matches nothing.</summary>
    public static readonly TaskFilter All = new(null);

    private readonly IReadOnlyList<Glob>? globs;
    private readonly HashSet<string> matched = new(StringComparer.Ordinal);

    private TaskFilter(IReadOnlyList<Glob>? globs) => this.globs = globs;

    /// <summary>Reads names and globs; one that cannot be read is added to the problems.</summary>
    public static TaskFilter Create(ImmutableArray<string> patterns, ProblemList problems)
    {
        var read = new List<Glob>(patterns.Length);
        foreach (var pattern in patterns)
        {
            if (Glob.TryParse(pattern, out var glob, out var error)) read.Add(glob);
            else problems.Add(default, $"task '{pattern}': {error}");
        }

        return new(read);
    }

    /// <summary>Whether the task is asked for.</summary>
    public bool Keeps(ExpandedTask task)
    {
        if (globs is null) return true;
        var matching = globs.Where(glob => NamesOf(task).Any(name => name == glob.Pattern || glob.IsMatch(name))).ToList();
        matched.UnionWith(matching.Select(glob => glob.Pattern));
        return matching.Count > 0;
    }

    /// <summary>Names what was asked for and is not there; called after every task was asked about.</summary>
    public void ReportUnmatched(IEnumerable<ExpandedTask> tasks, ProblemList problems)
    {
        var missing = globs?.Where(glob => !matched.Contains(glob.Pattern)).ToList();
        if (missing is null or []) return;
        var names = tasks.SelectMany(NamesOf).Distinct(StringComparer.Ordinal).ToList();
        foreach (var glob in missing) problems.AddUnknown(default, $"no task of this plan matches '{glob}'", glob.Pattern, names);
    }

    private static IEnumerable<string> NamesOf(ExpandedTask task) => [task.Name, task.Blueprint.Name.Value, .. task.Through];
}
