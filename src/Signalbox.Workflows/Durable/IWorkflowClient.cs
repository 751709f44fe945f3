using Signalbox.Core.Failures;

namespace Signalbox.Workflows.Durable;

/// <summary>Starts, wakes and looks at orchestration instances: the doors' and activities' side of the durable engine.</summary>
public interface IWorkflowClient
{
    /// <summary>
    /// Starts an instance under a deterministic id, durably: when this returns, the start survives a crash. An instance that is pending
    /// or running is left alone; one that has ended is left alone too, unless <paramref name="options"/> says to replace it.
    /// </summary>
    Task<StartOutcome> StartAsync(string orchestrator, string instanceId, object? input, StartOptions? options, CancellationToken cancellationToken);

    /// <summary>
    /// Wakes an instance. Kept when it has not reached its wait; dropped silently when the instance is missing or has ended. Events are
    /// only nudges: the truth is a stored fact.
    /// </summary>
    Task RaiseEventAsync(string instanceId, string name, object? payload, CancellationToken cancellationToken);

    /// <summary>Reads an instance; null when there is none.</summary>
    Task<WorkflowInstance?> GetAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Returns when the instance has ended.</summary>
    /// <exception cref="CoordinationException">There is no such instance.</exception>
    Task<WorkflowInstance> WaitForCompletionAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Instances in the order of their ids.</summary>
    IAsyncEnumerable<WorkflowInstance> ListAsync(WorkflowFilter filter, CancellationToken cancellationToken);

    /// <summary>Ends an instance at its next turn, without asking it; its running activities go on and are ignored. No-op when it has ended.</summary>
    Task TerminateAsync(string instanceId, string reason, CancellationToken cancellationToken);

    /// <summary>Deletes an ended instance and its history; false when it is missing or has not ended.</summary>
    Task<bool> PurgeAsync(string instanceId, CancellationToken cancellationToken);
}

/// <summary>What a start did.</summary>
public enum StartOutcome
{
    /// <summary>A new instance.</summary>
    Started,

    /// <summary>One of that id exists and was left alone.</summary>
    Exists,
}

/// <summary>How to start.</summary>
/// <param name="ReplaceEnded">An instance of that id that has ended is replaced by a new one.</param>
/// <param name="StartAt">Not before this time; absent: at once.</param>
public sealed record StartOptions(bool ReplaceEnded = false, DateTimeOffset? StartAt = null);

/// <summary>Which instances to list.</summary>
/// <param name="Prefix">Of their ids.</param>
/// <param name="Statuses">Absent: any.</param>
public sealed record WorkflowFilter(string Prefix = "", IReadOnlyCollection<WorkflowStatus>? Statuses = null);
