using System.Collections.Immutable;
using Signalbox.Core.Builds;
using Signalbox.Core.Changes;
using Signalbox.Core.Plans;

namespace Signalbox.Core.Providers;

/// <summary>Everything that a provider needs for one build (P1).</summary>
public sealed record ScheduleRequest
{
    /// <summary>`owner/repo/branch` of the queue that the build is for; absent outside a queue.</summary>
    public string? Queue { get; init; }

    /// <summary>The repository.</summary>
    public required Repository Repository { get; init; }

    /// <summary>The commit to build: ours, made and finished before.</summary>
    public required BuildCommit Commit { get; init; }

    /// <summary>What the commit contains, in order; never empty.</summary>
    public required ImmutableArray<BuildChange> Changes { get; init; }

    /// <summary>The task, resolved by the planner.</summary>
    public required PlannedTask Task { get; init; }

    /// <summary>The idempotency key.</summary>
    public required TaskAttempt Key { get; init; }

    /// <summary>Named strings for the provider to show or carry; no secrets.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}

/// <summary>A commit and the ref that it can be fetched by.</summary>
/// <param name="Sha">The exact commit.</param>
/// <param name="Ref">A full ref name, or `HEAD`.</param>
public sealed record BuildCommit(CommitSha Sha, string Ref);
