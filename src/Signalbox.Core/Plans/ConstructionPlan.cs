using System.Collections.Immutable;
using System.Text.Json;

namespace Signalbox.Core.Plans;

/// <summary>What a build does: stages in order, immutable once persisted.</summary>
/// <param name="FailFast">The first failure of a stage cancels its siblings (B4).</param>
/// <param name="Stages">In order of execution; may be empty (B5).</param>
public sealed record ConstructionPlan(bool FailFast, ImmutableArray<PlannedStage> Stages);

/// <summary>Tasks that may run in parallel.</summary>
/// <param name="Name">Unique in its plan.</param>
/// <param name="Tasks">May be empty (B5).</param>
public sealed record PlannedStage(string Name, ImmutableArray<PlannedTask> Tasks);

/// <summary>A blueprint at build time, everything resolved: the planner's output is all that later steps need.</summary>
public sealed record PlannedTask
{
    /// <summary>Unique in its plan; a matrix adds its values in the order of its keys: `unit[os=linux,tfm=net10.0]`.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the blueprint that it came from.</summary>
    public required string Blueprint { get; init; }

    /// <summary>The build provider, by its name in configuration.</summary>
    public required string Provider { get; init; }

    /// <summary>Keys of the provider's own, validated by it (`run`, `pipeline`), in ordinal order.</summary>
    public ImmutableSortedDictionary<string, JsonElement> Settings { get; init; } =
        ImmutableSortedDictionary.Create<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>Environment for the task, matrix values included; `${NAME}` stands unexpanded, since values of secrets are never stored.</summary>
    public ImmutableSortedDictionary<string, string> Env { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Names of secrets that the task gets as environment.</summary>
    public ImmutableArray<string> Secrets { get; init; } = [];

    /// <summary>Globs of files to keep, relative to the checkout.</summary>
    public ImmutableArray<string> Artifacts { get; init; } = [];

    /// <summary>Globs of JUnit XML files.</summary>
    public ImmutableArray<string> JUnitReports { get; init; } = [];

    /// <summary>From schedule; then the task has failed with reason `timeout`.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>How often a lost run is tried in all, the first included.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>How often a failing test is tried again (P10).</summary>
    public int Retries { get; init; }

    /// <summary>A failure is reported and counts as success.</summary>
    public bool AllowFailure { get; init; }

    /// <summary>A clean-up task: exempt from cancel and skip.</summary>
    public bool Always { get; init; }

    /// <summary>At most one task of that group at a time, per repository.</summary>
    public string? Concurrency { get; init; }

    /// <summary>Roles that may approve it before it is scheduled; empty: no approval is needed.</summary>
    public ImmutableArray<string> ApprovalRoles { get; init; } = [];

    /// <summary>Why the planner already knows that the task is skipped when its stage starts ("no changed path matches"); else absent.</summary>
    public string? Skip { get; init; }

    /// <summary>
    /// SHA-256, lower-case hexadecimal, of everything here that can change what the task produces. Same tree, same digest: same result
    /// (B9). Limits such as <see cref="Timeout"/> are not part of it.
    /// </summary>
    public required string Digest { get; init; }
}
