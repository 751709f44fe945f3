using Signalbox.Embedded.Engine.Histories;
using Signalbox.Workflows.Durable;

namespace Signalbox.Embedded.Engine.Sessions;

/// <summary>Something that an orchestrator waits for.</summary>
/// <param name="name">Of the activity, child or event.</param>
internal abstract class PendingTask(string name)
{
    /// <summary>Of the activity, child or event.</summary>
    public string Name { get; } = name;

    /// <summary>What the orchestrator awaits.</summary>
    public abstract Task Awaited { get; }

    public abstract void Complete(RawJson? result);

    public abstract void Fail(WorkflowFailure failure);

    public abstract void Cancel(CancellationToken cancellationToken);
}

/// <inheritdoc/>
internal sealed class PendingTask<T>(string name) : PendingTask(name)
{
    // Never RunContinuationsAsynchronously: with it, Task.WhenAny would go on in the thread pool, outside the turn.
    private readonly TaskCompletionSource<T> source = new();

    /// <inheritdoc/>
    public override Task Awaited => source.Task;

    public Task<T> Task => source.Task;

    /// <inheritdoc/>
    public override void Complete(RawJson? result)
    {
        try
        {
            source.TrySetResult(typeof(T) == typeof(NoResult) ? default! : Payload.Read<T>(result)!);
        }
#pragma warning disable CA1031 // A converter may throw anything; the orchestrator hears of it where it awaits.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Throw(new WorkflowTaskFailedException(
                Name, new(error.GetType().FullName!, $"What it returned does not read as {typeof(T).Name}: {error.Message}")));
        }
    }

    /// <inheritdoc/>
    public override void Fail(WorkflowFailure failure) => Throw(new WorkflowTaskFailedException(Name, failure));

    /// <inheritdoc/>
    public override void Cancel(CancellationToken cancellationToken) => source.TrySetCanceled(cancellationToken);

    private void Throw(Exception error)
    {
        source.TrySetException(error);
        _ = source.Task.Exception; // an orchestrator may leave a failed task alone; that is not an unobserved exception
    }
}
