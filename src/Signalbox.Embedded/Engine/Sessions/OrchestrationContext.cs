using Microsoft.Extensions.Logging;
using Signalbox.Embedded.Engine.Histories;
using Signalbox.Workflows.Durable;

namespace Signalbox.Embedded.Engine.Sessions;

/// <summary>
/// One generation of one orchestration, as its code sees it: hands out tasks and collects what they ask for. Only code that runs in the
/// instance's turn may touch it.
/// </summary>
internal sealed class OrchestrationContext(HistoryHeader header, OrchestratorScheduler scheduler, ILoggerFactory loggers) : IOrchestrationContext
{
    private readonly Dictionary<int, PendingTask> pending = [];
    private readonly EventWaits events = new();
    private List<HistoryCommand> commands = [];
    private int nextTask;
    private int guids;
    private DateTime now;
    private bool preserve;

    /// <inheritdoc/>
    public string InstanceId => header.InstanceId;

    /// <inheritdoc/>
    public DateTime CurrentUtcDateTime => Inside().now;

    /// <inheritdoc/>
    public bool IsReplaying { get; private set; }

    /// <summary>Whether something from here is still to come.</summary>
    public bool IsWaiting => pending.Count > 0 || events.Any;

    /// <summary>The code asked for the next generation.</summary>
    public bool HasContinued => Continuation is not null;

    /// <summary>What the last <see cref="SetCustomStatus"/> said since <see cref="Begin"/>; null: nothing.</summary>
    public string? CustomStatus { get; private set; }

    private HistoryEnd.Continued? Continuation { get; set; }

    /// <inheritdoc/>
    public T? GetInput<T>() => Payload.Read<T>(header.Input);

    /// <inheritdoc/>
    public Task<TResult> CallActivityAsync<TResult>(string name, object? input = null, RetryOptions? retry = null)
    {
        var json = Payload.Write(input);
        return Retried(retry, () => Ask<TResult>(name, task => new HistoryCommand.CallActivity(name) { Task = task, Input = json }));
    }

    /// <inheritdoc/>
    public Task CallActivityAsync(string name, object? input = null, RetryOptions? retry = null) =>
        CallActivityAsync<NoResult>(name, input, retry);

    /// <inheritdoc/>
    public Task<TResult> CallSubOrchestratorAsync<TResult>(
        string name, object? input = null, string? instanceId = null, RetryOptions? retry = null)
    {
        if (instanceId is not null) WorkflowInstanceId.Check(instanceId);
        var json = Payload.Write(input);
        return Retried(retry, () =>
        {
            var id = instanceId ?? NewGuid().ToString("N");
            return Ask<TResult>(name, task => new HistoryCommand.CallChild(name, id) { Task = task, Input = json });
        });
    }

    /// <inheritdoc/>
    public Task CallSubOrchestratorAsync(string name, object? input = null, string? instanceId = null, RetryOptions? retry = null) =>
        CallSubOrchestratorAsync<NoResult>(name, input, instanceId, retry);

    /// <inheritdoc/>
    public Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled(cancellationToken);
        var utc = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        var id = nextTask;
        var fired = Ask<NoResult>("timer", task => new HistoryCommand.SetTimer(utc) { Task = task });
        if (cancellationToken.CanBeCanceled) CancelWith(id, fired, cancellationToken);
        return fired;
    }

    /// <inheritdoc/>
    public Task<T> WaitForExternalEvent<T>(string name) => Inside().events.Wait<T>(name);

    /// <inheritdoc/>
    public void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        Inside().preserve = preserveUnprocessedEvents;
        Continuation = new(Payload.WriteRaw(newInput));
    }

    /// <inheritdoc/>
    public void SetCustomStatus(object? status) => Inside().CustomStatus = Payload.Write(status) ?? "null";

    /// <inheritdoc/>
    public Guid NewGuid() => DeterministicGuid.Make($"{InstanceId}_{CurrentUtcDateTime:O}_{guids++}");

    /// <inheritdoc/>
    public ILogger CreateReplaySafeLogger(string categoryName) => new ReplaySafeLogger(loggers.CreateLogger(categoryName), this);

    /// <summary>Begins a turn.</summary>
    public void Begin(DateTime at, bool replaying)
    {
        (now, IsReplaying, CustomStatus) = (at, replaying, null);
        commands = [];
    }

    /// <summary>What the turn has asked for.</summary>
    public IReadOnlyList<HistoryCommand> End() => commands;

    /// <summary>Hands over what was learned; false when nobody waits for it any more.</summary>
    public bool Deliver(HistoryEvent learned)
    {
        switch (learned)
        {
            case HistoryEvent.EventRaised raised:
                events.Raise(raised);
                return true;
            case HistoryEvent.TaskCompleted done when pending.Remove(done.Task, out var task):
                task.Complete(done.Result);
                return true;
            case HistoryEvent.TaskFailed failed when pending.Remove(failed.Task, out var task):
                task.Fail(failed.Failure);
                return true;
            case HistoryEvent.TimerFired fired when pending.Remove(fired.Task, out var task):
                task.Complete(null);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The end that <see cref="ContinueAsNew"/> asked for.</summary>
    /// <param name="late">Events that came in this turn after the code had asked for it.</param>
    public HistoryEnd.Continued Continue(IEnumerable<HistoryEvent.EventRaised> late) =>
        Continuation! with { Unreceived = preserve ? [.. events.Unreceived, .. late] : [] };

    private Task<T> Retried<T>(RetryOptions? retry, Func<Task<T>> call) => retry is null ? call() : RetryLoop.RunAsync(this, retry, call);

    private Task<T> Ask<T>(string name, Func<int, HistoryCommand> command)
    {
        var task = Inside().nextTask++;
        var waiting = new PendingTask<T>(name);
        pending.Add(task, waiting);
        commands.Add(command(task));
        return waiting.Task;
    }

    private void CancelWith(int timer, Task fired, CancellationToken cancellationToken)
    {
        var registration = cancellationToken.Register(() =>
        {
            if (!Inside().pending.Remove(timer, out var task)) return;
            commands.Add(new HistoryCommand.CancelTimer { Task = timer });
            task.Cancel(cancellationToken);
        });
        _ = fired.ContinueWith(
            _ => registration.Unregister(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private OrchestrationContext Inside() =>
        scheduler.IsTurnThread
            ? this
            : throw new InvalidOperationException(
                $"The context of '{InstanceId}' was used outside its turn: an orchestrator must not leave it (Task.Run, ConfigureAwait(false)).");
}
