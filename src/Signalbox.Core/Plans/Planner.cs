using System.Collections.Immutable;
using Signalbox.Core.Plans.Expansion;
using Signalbox.Core.Plans.Sources;

namespace Signalbox.Core.Plans;

/// <summary>Makes a construction plan out of a configuration. Pure: the same input gives the same plan, digests included.</summary>
public static class Planner
{
    /// <summary>The most tasks of a plan, matrices expanded.</summary>
    public const int MaxTasks = 20_000;

    /// <summary>Plans a build.</summary>
    /// <param name="configuration">A valid configuration.</param>
    /// <param name="kind">Which plan of it.</param>
    /// <param name="context">What the plan depends on beside it.</param>
    public static PlanResult Plan(Configuration configuration, PlanKind kind, PlanContext context)
    {
        var problems = new ProblemList();
        var written = kind == PlanKind.QueuePlan ? configuration.QueuePlan ?? configuration.Plan : configuration.Plan;
        var expanded = new StageExpansion(configuration.Blueprints, problems).Expand(written);
        if (problems.Any) return new PlanResult.Refused(problems.Ordered());

        var conditions = new Conditions(context);
        var filter = context.Tasks is { } patterns ? TaskFilter.Create(patterns, problems) : TaskFilter.All;
        var builder = new TaskBuilder(context, conditions, problems);
        var stages = ImmutableArray.CreateBuilder<PlannedStage>(expanded.Count);
        foreach (var stage in expanded)
        {
            var chosen = stage.Tasks.Where(task => filter.Keeps(task)).ToList();
            // A stage that the filter has emptied is none that was asked for; one that is empty by itself stays and succeeds.
            if (chosen.Count == 0 && stage.Tasks.Count > 0) continue;
            stages.Add(new(stage.Name, [.. chosen.Where(task => conditions.Hold(task.Blueprint)).Select(builder.Build)]));
        }

        filter.ReportUnmatched(expanded.SelectMany(stage => stage.Tasks), problems);
        return problems.Any
            ? new PlanResult.Refused(problems.Ordered())
            : new PlanResult.Planned(new(written.FailFast, stages.DrainToImmutable()));
    }
}
