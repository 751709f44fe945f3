using System.Collections.Immutable;
using Signalbox.Core.Plans.Sources;

namespace Signalbox.Core.Plans.Expansion;

/// <summary>Puts the tasks in the place of the names that stand for them.</summary>
internal sealed class StageExpansion(ImmutableSortedDictionary<string, Blueprint> blueprints, ProblemList problems)
{
    private readonly Dictionary<string, Located<string>> entered = new(StringComparer.Ordinal);
    private int count;

    /// <summary>The stages in order. What is wrong is added to the problems, and the result is then incomplete.</summary>
    public IReadOnlyList<ExpandedStage> Expand(StagedPlan plan) =>
        [.. plan.Stages.Select(stage => new ExpandedStage(stage.Name.Value, [.. stage.Tasks.SelectMany(Expand)]))];

    /// <summary>
    /// The tasks of one name in a stage, in the order of the file. Every blueprint is entered once: a second time would repeat a task, and
    /// compositions that share parts could otherwise grow without bound.
    /// </summary>
    private List<ExpandedTask> Expand(Located<string> written)
    {
        var tasks = new List<ExpandedTask>();
        var pending = new Stack<(Blueprint Blueprint, ImmutableArray<string> Through)>();
        pending.Push((blueprints[written.Value], []));
        while (pending.TryPop(out var one))
        {
            var (blueprint, through) = one;
            if (!entered.TryAdd(blueprint.Name.Value, written))
            {
                ReportRepeated(blueprint, written, through);
                continue;
            }

            if (blueprint.IsComposition)
            {
                // Filters rarely name a composition of compositions, so the list of names stays short; a chain of 1,000 is a mistake.
                if (through.Length >= 100)
                {
                    problems.Add(blueprint.Name.Place, "compositions are nested more than 100 levels deep");
                    continue;
                }

                foreach (var used in blueprint.Uses.Reverse()) pending.Push((blueprints[used.Value], through.Add(blueprint.Name.Value)));
                continue;
            }

            if ((count += MatrixExpansion.Count(blueprint)) <= Planner.MaxTasks)
            {
                tasks.AddRange(MatrixExpansion.Expand(blueprint, through));
                continue;
            }

            problems.Add(
                written.Place,
                $"the plan has more than {Planner.MaxTasks} tasks; the blueprint '{blueprint.Name}' goes beyond that");
            return tasks;
        }

        return tasks;
    }

    private void ReportRepeated(Blueprint blueprint, Located<string> written, ImmutableArray<string> through)
    {
        var by = through.IsEmpty ? "" : $" through '{through[^1]}'";
        var first = entered[blueprint.Name.Value];
        problems.Add(
            written.Place, $"duplicate task: '{blueprint.Name}' is in the plan twice, here{by} and by '{first}' at {first.Place}");
    }
}
