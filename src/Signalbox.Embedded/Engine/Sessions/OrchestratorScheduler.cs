using System.Diagnostics.CodeAnalysis;

namespace Signalbox.Embedded.Engine.Sessions;

/// <summary>
/// Runs an orchestrator's code on whichever thread runs its turn, one piece after the other, first come first served. Nothing is ever
/// inlined, so the order is a function of the history; plain <see cref="Task.WhenAny(Task[])"/> works because awaits come back here.
/// </summary>
internal sealed class OrchestratorScheduler : TaskScheduler
{
    private readonly Queue<Task> ready = new();
    private volatile int turnThread;

    /// <summary>Whether something that is not ours tried to go on with the orchestrator's code outside its turn.</summary>
    public bool HasForeignContinuation { get; private set; }

    /// <summary>Called when that happens; from a foreign thread.</summary>
    public Action? ForeignContinuation { get; set; }

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Whether the calling code runs inside the turn.</summary>
    public bool IsTurnThread => turnThread == Environment.CurrentManagedThreadId && Current == this;

    /// <summary>Runs an action as the orchestrator's code, then all that follows from it, until nothing is left to run.</summary>
    [SuppressMessage("Reliability", "CA2008", Justification = "The task names its scheduler in Start.")]
    public void Run(Action action)
    {
        var callers = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null); // awaits would go back to it, and not here
        turnThread = Environment.CurrentManagedThreadId;
        try
        {
            new Task(action).Start(this);
            while (ready.TryDequeue(out var task)) TryExecuteTask(task);
        }
        finally
        {
            turnThread = 0;
            SynchronizationContext.SetSynchronizationContext(callers);
        }
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        if (turnThread == Environment.CurrentManagedThreadId)
        {
            ready.Enqueue(task);
            return;
        }

        HasForeignContinuation = true; // and the code that wanted to go on never does
        ForeignContinuation?.Invoke();
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
