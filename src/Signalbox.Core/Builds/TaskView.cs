using System.Collections.Immutable;
using Signalbox.Core.Results;

namespace Signalbox.Core.Builds;

/// <summary>A task of a <see cref="BuildView"/>.</summary>
public sealed record TaskView
{
    /// <summary>The reason of a task that waits for a person (contract.md, reason codes).</summary>
    public const string AwaitingApproval = "awaiting_approval";

    /// <summary>Unique in its build.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands.</summary>
    public required TaskState State { get; init; }

    /// <summary>Why: `exit 1`, `awaiting_approval`, `no changed path matches`.</summary>
    public string? Reason { get; init; }

    /// <summary>A failure counts as success; present only when true.</summary>
    public bool? AllowFailure { get; init; }

    /// <summary>It passed after failing; present only when true.</summary>
    public bool? Flaky { get; init; }

    /// <summary>Who allowed it.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>The attempt of another build that stands in.</summary>
    public DelegateView? DelegatedTo { get; init; }

    /// <summary>Those that a provider accepted, in order.</summary>
    public required ImmutableArray<AttemptView> Attempts { get; init; }

    /// <summary>Totals of its test reports.</summary>
    public ReportCounts? Reports { get; init; }

    /// <summary>The task of a build whose stage is in that state.</summary>
    public static TaskView Of(BuildId build, StageState stage, BuildTask task)
    {
        var state = task.ShownIn(stage);
        return new()
        {
            Name = task.Name,
            State = state,
            Reason = task.Reason ?? (IsAwaitingApproval(task, state) ? AwaitingApproval : null),
            AllowFailure = task.AllowFailure ? true : null,
            Flaky = task.Flaky ? true : null,
            ApprovedBy = task.ApprovedBy,
            DelegatedTo = task.DelegatedTo is { } other ? new(other.Build, other.Task, other.Attempt, AttemptView.LogOf(other)) : null,
            Attempts = [.. task.Attempts.Select(attempt => AttemptView.Of(build, task, attempt))],
            Reports = task.Reports,
        };
    }

    private static bool IsAwaitingApproval(BuildTask task, TaskState state) =>
        state == TaskState.Ready && task is { ApprovalRequested: true, ApprovedBy: null };
}

/// <summary>The attempt that stands in for a delegated task.</summary>
/// <param name="Build">Its build.</param>
/// <param name="Task">Its task.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Log">The path of its log in the HTTP API.</param>
public sealed record DelegateView(BuildId Build, string Task, int Attempt, string Log);

/// <summary>An attempt of a <see cref="TaskView"/>.</summary>
public sealed record AttemptView
{
    /// <summary>From 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's id for its build.</summary>
    public required string ProviderBuild { get; init; }

    /// <summary>A task's state, or `interrupted`.</summary>
    public required string State { get; init; }

    /// <summary>Why it ended as it did.</summary>
    public string? Reason { get; init; }

    /// <summary>When it ran.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>From its start, or where it never started from its schedule, to its end; absent before it.</summary>
    public long? DurationMs { get; init; }

    /// <summary>The path of its log in the HTTP API.</summary>
    public required string Log { get; init; }

    /// <summary>A page at the provider.</summary>
    public string? Link { get; init; }

    /// <summary>The path of an attempt's log, the attempt named.</summary>
    public static string LogOf(TaskAttempt attempt) =>
        $"/api/builds/{attempt.Build}/tasks/{Uri.EscapeDataString(attempt.Task)}/log?attempt={attempt.Attempt}";

    internal static AttemptView Of(BuildId build, BuildTask task, AttemptRecord attempt) => new()
    {
        Attempt = attempt.Attempt,
        Provider = attempt.Provider,
        ProviderBuild = attempt.ProviderBuild,
        State = attempt.State,
        Reason = attempt.Reason,
        StartedAt = attempt.StartedAt,
        DurationMs = attempt.EndedAt is { } end ? (long)(end - (attempt.StartedAt ?? attempt.ScheduledAt)).TotalMilliseconds : null,
        // The last attempt is what the route answers without a query.
        Log = LogOf(new(build, task.Name, attempt.Attempt)) is var log && attempt == task.Attempts[^1] ? log[..log.IndexOf('?')] : log,
        Link = attempt.Link,
    };
}
