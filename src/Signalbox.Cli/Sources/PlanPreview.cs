using Signalbox.Cli.Access;
using Signalbox.Cli.Invocations;
using Signalbox.Cli.Output;
using Signalbox.Core.Builds;
using Signalbox.Core.Plans;
using Signalbox.Embedded.Host.Settings;
using Signalbox.Git.Repositories;

namespace Signalbox.Cli.Sources;

/// <summary>The plan that `run` would make of a configuration at HEAD; nothing is persisted and no provider is called.</summary>
internal static class PlanPreview
{
    /// <summary>Plans.</summary>
    /// <param name="configuration">A valid configuration.</param>
    /// <param name="local">The repository; its HEAD gives the branch.</param>
    /// <param name="providers">The names of the providers that this host has.</param>
    /// <param name="invocation">Whose settings say which secrets there are.</param>
    public static PlanResult Plan(
        Configuration configuration, LocalRepository local, IReadOnlyCollection<string> providers, Invocation invocation)
    {
        var secrets = HostSecrets.From(HostSettings.Read(invocation.Directory(null)));
        return Planner.Plan(configuration, PlanKind.Plan, new()
        {
            Event = BuildReason.Cli,
            Branch = local.HeadReference.StartsWith("refs/heads/", StringComparison.Ordinal)
                ? local.HeadReference[11..]
                : local.HeadReference,
            HasSecret = name => secrets.Has(local.Repository, name),
            Providers = providers,
        });
    }

    /// <summary>The plan as a tree.</summary>
    public static IEnumerable<Line> Lines(PlanView plan)
    {
        var width = plan.Stages.SelectMany(stage => stage.Tasks).Select(task => task.Name.Length).DefaultIfEmpty().Max();
        foreach (var stage in plan.Stages)
        {
            yield return new Line().Add(stage.Name, Tone.Strong).Add($"  {Spans.Count(stage.Tasks.Length, "task")}", Tone.Quiet);
            foreach (var task in stage.Tasks) yield return Task(task, width);
        }

        if (plan.Stages.IsEmpty) yield return Line.Of("an empty plan: the build succeeds with 0 tasks", Tone.Quiet);
    }

    private static Line Task(PlannedTaskView task, int width)
    {
        var line = new Line().Add($"  {task.Name.PadRight(width)}  {task.Provider}");
        if (task.Blueprint is { } blueprint) line.Add($"  from {blueprint}", Tone.Quiet);
        if (task.Skip is { } skip) line.Add($"  skipped: {skip}", Tone.Remark);
        if (task.Always is true) line.Add("  always", Tone.Quiet);
        if (task.AllowFailure is true) line.Add("  may fail", Tone.Quiet);
        if (task.Concurrency is { } group) line.Add($"  one at a time in {group}", Tone.Quiet);
        return task.Approval is { } roles ? line.Add($"  needs approval by {string.Join(", ", roles)}", Tone.Remark) : line;
    }
}
