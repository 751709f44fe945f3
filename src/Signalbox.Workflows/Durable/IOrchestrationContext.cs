using Microsoft.Extensions.Logging;

namespace Signalbox.Workflows.Durable;

/// <summary>
/// What an orchestrator may use, and nothing else: everything here is replayed, so the same history gives the same run. The words are
/// those of the Durable Task SDK's `TaskOrchestrationContext`, which the Azure host adapts; the embedded engine implements it itself.
/// </summary>
/// <remarks>
/// Await only tasks that came from here (or <see cref="Task.WhenAny(Task[])"/>, <see cref="Task.WhenAll(Task[])"/> over them), never
/// with `ConfigureAwait(false)`. Payloads are JSON and stay under 45 KB: ids and revisions. What is asked for in the turn in which the
/// orchestrator returns or continues as new may not happen: await what must. A terminated or ended parent leaves its children running.
/// </remarks>
public interface IOrchestrationContext
{
    /// <summary>The instance's id, at most 100 characters.</summary>
    string InstanceId { get; }

    /// <summary>The replayed clock, UTC. Equal for all code that runs in one turn.</summary>
    DateTime CurrentUtcDateTime { get; }

    /// <summary>Whether the code that runs now has run before.</summary>
    bool IsReplaying { get; }

    /// <summary>The input of this generation: from the start, or from the last <see cref="ContinueAsNew"/>.</summary>
    T? GetInput<T>();

    /// <summary>Runs an activity at least once and returns its result.</summary>
    /// <exception cref="WorkflowTaskFailedException">It threw, and no retry is left.</exception>
    Task<TResult> CallActivityAsync<TResult>(string name, object? input = null, RetryOptions? retry = null);

    /// <inheritdoc cref="CallActivityAsync{TResult}"/>
    Task CallActivityAsync(string name, object? input = null, RetryOptions? retry = null);

    /// <summary>Runs another orchestrator as a child and returns its output.</summary>
    /// <param name="name">The orchestrator.</param>
    /// <param name="input">Its input.</param>
    /// <param name="instanceId">Its id; absent: a deterministic one.</param>
    /// <param name="retry">How often a failed child is run again, under a new id unless one was given.</param>
    /// <exception cref="WorkflowTaskFailedException">It failed or was terminated.</exception>
    Task<TResult> CallSubOrchestratorAsync<TResult>(string name, object? input = null, string? instanceId = null, RetryOptions? retry = null);

    /// <inheritdoc cref="CallSubOrchestratorAsync{TResult}"/>
    Task CallSubOrchestratorAsync(string name, object? input = null, string? instanceId = null, RetryOptions? retry = null);

    /// <summary>
    /// Completes at the time, or at once when it has passed. Cancel a timer that is no longer needed; with `Cancel`, since `CancelAsync`
    /// goes on in the thread pool, outside the orchestrator.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>
    /// The next event of that name. While one wait is pending, a further call returns the same task, so an event has one reader. Events
    /// that arrive with nobody waiting are kept in order. There is no wait with a timeout on purpose: race this task with a timer and
    /// keep it for the next turn. Names are compared without case.
    /// </summary>
    Task<T> WaitForExternalEvent<T>(string name);

    /// <summary>Ends this generation and starts the next with a new input and an empty history. Return at once after it.</summary>
    /// <param name="newInput">What <see cref="GetInput{T}"/> gives next.</param>
    /// <param name="preserveUnprocessedEvents">Keeps events that nobody has received yet.</param>
    void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <summary>A few words for operators, JSON under 16 KB; the last one is shown.</summary>
    void SetCustomStatus(object? status);

    /// <summary>A unique id that is the same at every replay.</summary>
    Guid NewGuid();

    /// <summary>A logger that is silent while replaying.</summary>
    ILogger CreateReplaySafeLogger(string categoryName);
}
