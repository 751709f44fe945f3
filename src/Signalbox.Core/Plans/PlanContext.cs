using System.Collections.Immutable;
using Signalbox.Core.Builds;

namespace Signalbox.Core.Plans;

/// <summary>What a plan depends on beside the configuration.</summary>
public sealed record PlanContext
{
    /// <summary>Why the build is made, for `when`; a retry passes the reason of what it retries.</summary>
    public required BuildReason Event { get; init; }

    /// <summary>
    /// The short name of the branch that the change would land on, or that is built; absent: no condition on branches
    /// holds.
    /// </summary>
    public string? Branch { get; init; }

    /// <summary>The labels of the change.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Paths that differ from the base; absent: there is no base, and `paths` skips nothing.</summary>
    public IReadOnlyCollection<string>? ChangedPaths { get; init; }

    /// <summary>Names or globs of tasks or blueprints to keep; absent: all.</summary>
    public ImmutableArray<string>? Tasks { get; init; }

    /// <summary>Whether the host allows the secret for the repository and has a value for it (T1).</summary>
    public required Predicate<string> HasSecret { get; init; }

    /// <summary>The providers that this host has.</summary>
    public required IReadOnlyCollection<string> Providers { get; init; }
}

/// <summary>Which plan of a configuration.</summary>
public enum PlanKind
{
    /// <summary>`plan`.</summary>
    Plan,

    /// <summary>`queuePlan`, or `plan` where there is none.</summary>
    QueuePlan,
}
