using Signalbox.Embedded.Host.Sockets;
using Signalbox.Workflows.Builds;

namespace Signalbox.Embedded.Host.Ownership;

/// <summary>What a session is at the moment.</summary>
internal abstract class Role : IAsyncDisposable
{
    private readonly TaskCompletionSource<Role> successor = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The door to builds in this role.</summary>
    public abstract IBuilds Builds { get; }

    /// <summary>The role after this one; fails when there is none.</summary>
    public Task<Role> Successor => successor.Task;

    /// <summary>Says what came after.</summary>
    public void Succeed(Role next) => successor.TrySetResult(next);

    /// <summary>Says that nothing comes after.</summary>
    public void End(Exception why)
    {
        successor.TrySetException(why);
        _ = successor.Task.Exception; // nobody may be waiting for it
    }

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}

/// <summary>Another process owns the directory.</summary>
/// <param name="watch">A connection that lives as long as the owner.</param>
/// <param name="builds">Hands requests to it.</param>
/// <param name="time">The clock.</param>
internal sealed class ClientRole(OwnerConnection watch, RemoteBuilds builds, TimeProvider time) : Role
{
    private readonly CancellationTokenSource doubted = new();

    public override IBuilds Builds => builds;

    /// <summary>Somebody found the owner gone or unreachable: whether it is, the next election shows.</summary>
    public void Doubt() => doubted.Cancel();

    public async Task EndedAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(doubted.Token, cancellationToken);
        try
        {
            await watch.EndedAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // An owner that lives and hangs up must not be asked in a tight circle.
            await Task.Delay(Election.Pause, time, cancellationToken);
        }
    }

    public override ValueTask DisposeAsync() => watch.DisposeAsync();
}
