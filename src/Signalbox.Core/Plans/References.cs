using Signalbox.Core.Plans.Sources;

namespace Signalbox.Core.Plans;

/// <summary>Checks what the parts of a configuration say of each other: every name exists, nothing goes in a circle.</summary>
internal sealed class References(Configuration configuration, ProblemList problems)
{
    public void Check()
    {
        var blueprints = configuration.Blueprints.Keys.ToList();
        foreach (var blueprint in configuration.Blueprints.Values)
            CheckNames(blueprint.Uses, blueprints, "blueprint");
        CheckPlan(configuration.Plan, blueprints);
        if (configuration.QueuePlan is { } queuePlan) CheckPlan(queuePlan, blueprints);
        CheckCycles("uses", configuration.Blueprints.Keys, name => configuration.Blueprints.GetValueOrDefault(name)?.Uses ?? []);

        var targets = configuration.Targets.Keys.ToList();
        foreach (var target in configuration.Targets.Values)
            CheckNames(target.Needs, targets, "target");
        CheckCycles("needs", configuration.Targets.Keys, name => configuration.Targets.GetValueOrDefault(name)?.Needs ?? []);
    }

    private void CheckPlan(StagedPlan plan, List<string> blueprints)
    {
        var first = new Dictionary<string, Place>(StringComparer.Ordinal);
        foreach (var task in plan.Stages.SelectMany(stage => stage.Tasks))
        {
            if (!first.TryAdd(task.Value, task.Place))
                problems.Add(task.Place, $"duplicate task '{task}': it is in the plan already, at {first[task.Value]}");
        }

        foreach (var stage in plan.Stages) CheckNames(stage.Tasks, blueprints, "blueprint");
    }

    private void CheckNames(IEnumerable<Located<string>> names, List<string> known, string noun)
    {
        foreach (var name in names.Where(name => known.BinarySearch(name.Value, StringComparer.Ordinal) < 0))
            problems.AddUnknown(name.Place, $"unknown {noun} '{name}'", name.Value, known);
    }

    private void CheckCycles(string key, IEnumerable<string> names, Func<string, IReadOnlyList<Located<string>>> next)
    {
        foreach (var cycle in Cycles.Find(names, next))
            problems.Add(cycle[0].Place, $"'{key}' goes in a circle: {string.Join(" → ", cycle.Select(step => step.Value).Prepend(cycle[^1].Value))}");
    }
}
