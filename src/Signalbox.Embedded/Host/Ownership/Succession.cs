namespace Signalbox.Embedded.Host.Ownership;

/// <summary>Keeps a session in a role: when the owner it is a client of ends, it becomes the owner or the client of the next.</summary>
internal sealed class Succession : IAsyncDisposable
{
    private readonly Election election;
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource<OwnerRole> ownership = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Exception> fault = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task running;
    private volatile Role current;
    private volatile bool disposed;

    private Succession(Election election, Role first)
    {
        (this.election, current) = (election, first);
        running = RunAsync();
    }

    /// <summary>The role now; a client's may have ended already.</summary>
    /// <exception cref="ObjectDisposedException">The session was disposed of.</exception>
    public Role Current
    {
        get
        {
            ObjectDisposedException.ThrowIf(disposed, typeof(EmbeddedHost));
            return current;
        }
    }

    /// <summary>Completes when this process owns the directory.</summary>
    public Task<OwnerRole> Ownership => ownership.Task;

    /// <summary>Completes when the session can do no more, with why.</summary>
    public Task<Exception> Fault => fault.Task;

    public static async Task<Succession> BeginAsync(Election election, CancellationToken cancellationToken) =>
        new(election, await election.HoldAsync(cancellationToken));

    public async ValueTask DisposeAsync()
    {
        if (disposed) return;
        disposed = true;
        await stopping.CancelAsync();
        await running;
        await current.DisposeAsync();
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (current is ClientRole client)
            {
                await client.EndedAsync(stopping.Token);
                await client.DisposeAsync();
                current = await election.HoldAsync(stopping.Token);
                client.Succeed(current);
            }

            var owner = (OwnerRole)current;
            ownership.SetResult(owner);
            fault.SetResult(await owner.State.Fault.WaitAsync(stopping.Token));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            current.End(new ObjectDisposedException(nameof(EmbeddedHost)));
        }
#pragma warning disable CA1031 // The session ends by it: whoever uses the session is told.
        catch (Exception error)
#pragma warning restore CA1031
        {
            current.End(error);
            fault.TrySetResult(error);
        }
    }
}
