using System.Collections.Immutable;
using Signalbox.Core.Plans.Policies;

namespace Signalbox.Core.Plans;

/// <summary>
/// Everything that `.signalbox.yml` and the blueprint files of one commit say. Which commit counts for which part is the caller's
/// business: plans and blueprints come from the commit that is built, the rest only from the target branch (T1).
/// </summary>
public sealed record Configuration
{
    /// <summary>The version of the format: 1.</summary>
    public required int Version { get; init; }

    /// <summary>By name, of the main file and of files of their own; all that plans refer to is here.</summary>
    public required ImmutableSortedDictionary<string, Blueprint> Blueprints { get; init; }

    /// <summary>What a build does.</summary>
    public required StagedPlan Plan { get; init; }

    /// <summary>What a queue's candidates build; absent: <see cref="Plan"/>.</summary>
    public StagedPlan? QueuePlan { get; init; }

    /// <summary>One policy for each queue; empty: nothing is queued.</summary>
    public ImmutableArray<QueuePolicy> Queues { get; init; } = [];

    /// <summary>By name, for `conflicts: targets`; their `needs` have no cycle.</summary>
    public required ImmutableSortedDictionary<string, Target> Targets { get; init; }

    /// <summary>Globs of files whose change conflicts with everything.</summary>
    public ImmutableArray<string> Barrier { get; init; } = [];

    /// <summary>Subscribers to events.</summary>
    public ImmutableArray<PluginUse> Plugins { get; init; } = [];
}

/// <summary>A part of the repository, for the analysis of conflicts.</summary>
/// <param name="Paths">Globs of its files.</param>
/// <param name="Needs">Targets that it is built from.</param>
public sealed record Target(ImmutableArray<string> Paths, ImmutableArray<Located<string>> Needs);

/// <summary>A plugin and what it hears of.</summary>
/// <param name="Use">The plugin's name.</param>
/// <param name="Url">Where it posts; `${NAME}` is a secret of the host.</param>
/// <param name="Events">Event types; empty: all.</param>
public sealed record PluginUse(Located<string> Use, string? Url, ImmutableArray<string> Events);
