using System.Collections.Immutable;
using System.Text.Json;
using Signalbox.Core.Builds;

namespace Signalbox.Core.Plans;

/// <summary>The configuration of a task, or, with <see cref="Uses"/>, a name for several.</summary>
public sealed record Blueprint
{
    internal static readonly ImmutableSortedDictionary<string, JsonElement> NoSettings =
        ImmutableSortedDictionary.Create<string, JsonElement>(StringComparer.Ordinal);

    internal static readonly ImmutableSortedDictionary<string, Located<string>> NoEnv =
        ImmutableSortedDictionary.Create<string, Located<string>>(StringComparer.Ordinal);

    /// <summary>Its key in `blueprints`, or the path of its file.</summary>
    public required Located<string> Name { get; init; }

    /// <summary>Whether it is a name for others, and no task.</summary>
    public bool IsComposition { get; init; }

    /// <summary>The blueprints that a composition stands for.</summary>
    public ImmutableArray<Located<string>> Uses { get; init; } = [];

    /// <summary>The build provider, by its name.</summary>
    public Located<string> Provider { get; init; }

    /// <summary>The provider's own keys, checked by it where this host has it, in ordinal order.</summary>
    public ImmutableSortedDictionary<string, JsonElement> Settings { get; init; } = NoSettings;

    /// <summary>From schedule.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>How often a lost run is tried in all.</summary>
    public int Attempts { get; init; }

    /// <summary>How often a failing test is tried again (P10).</summary>
    public int Retries { get; init; }

    /// <summary>Environment for the task; `${NAME}` in a value is a secret of the host.</summary>
    public ImmutableSortedDictionary<string, Located<string>> Env { get; init; } = NoEnv;

    /// <summary>Names of secrets that the task gets as environment.</summary>
    public ImmutableArray<Located<string>> Secrets { get; init; } = [];

    /// <summary>Globs of files to keep.</summary>
    public ImmutableArray<string> Artifacts { get; init; } = [];

    /// <summary>Globs of JUnit XML files.</summary>
    public ImmutableArray<string> JUnitReports { get; init; } = [];

    /// <summary>Globs of changed files that make the task worth running; empty: it always is.</summary>
    public ImmutableArray<string> Paths { get; init; } = [];

    /// <summary>In which builds the task is; absent: in all.</summary>
    public When? When { get; init; }

    /// <summary>A failure is reported and counts as success.</summary>
    public bool AllowFailure { get; init; }

    /// <summary>A clean-up task.</summary>
    public bool Always { get; init; }

    /// <summary>One task for every combination of values, in the order of the file; empty: one task.</summary>
    public ImmutableArray<MatrixAxis> Matrix { get; init; } = [];

    /// <summary>At most one task of that group at a time, per repository.</summary>
    public string? Concurrency { get; init; }

    /// <summary>Roles that may approve it before it is scheduled; empty: no approval is needed.</summary>
    public ImmutableArray<string> ApprovalRoles { get; init; } = [];
}

/// <summary>In which builds a task is. Every condition that is there must hold.</summary>
/// <param name="Events">The build was made for one of these.</param>
/// <param name="Branches">Globs, one of which matches the branch.</param>
/// <param name="Labels">The pull request has one of these.</param>
/// <param name="UnlessLabels">The pull request has none of these.</param>
public sealed record When(
    ImmutableArray<BuildReason> Events,
    ImmutableArray<string> Branches,
    ImmutableArray<string> Labels,
    ImmutableArray<string> UnlessLabels);

/// <summary>One key of a matrix.</summary>
/// <param name="Key">Its name; the task sees its value as <see cref="Variable"/>.</param>
/// <param name="Values">At least one, in the order of the file.</param>
public sealed record MatrixAxis(string Key, ImmutableArray<string> Values)
{
    /// <summary>`MATRIX_` and the key in upper case with `_` for `-`.</summary>
    public string Variable => "MATRIX_" + Key.ToUpperInvariant().Replace('-', '_');
}
