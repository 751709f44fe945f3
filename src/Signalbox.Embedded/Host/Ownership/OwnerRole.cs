using Signalbox.Embedded.Host.Sockets;
using Signalbox.Workflows.Builds;

namespace Signalbox.Embedded.Host.Ownership;

/// <summary>This process owns the directory.</summary>
internal sealed class OwnerRole : Role
{
    private readonly OwnerLock held;
    private readonly OwnerServer server;
    private readonly OwnerNote note;

    private OwnerRole(OwnerLock held, OwnerServer server, OwnerNote note, IOwnedState state) =>
        (this.held, this.server, this.note, State) = (held, server, note, state);

    public IOwnedState State { get; }

    public override IBuilds Builds => State.Builds;

    /// <summary>Completes when the sessions that are clients of this owner now have ended.</summary>
    public Task ClientsLeftAsync() => server.PeersLeftAsync();

    /// <summary>Begins to listen, then opens the state: who connects meanwhile sees a living owner and waits.</summary>
    /// <param name="held">From here on the role's; given back when opening fails.</param>
    /// <param name="directory">The directory.</param>
    /// <param name="open">Opens its state.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<OwnerRole> OpenAsync(
        OwnerLock held, DataDirectory directory, Func<CancellationToken, Task<IOwnedState>> open, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var ready = new TaskCompletionSource<IBuilds>(TaskCreationOptions.RunContinuationsAsynchronously);
        OwnerServer? serving = null;
        OwnerNote? left = null;
        try
        {
            serving = new(SocketPlace.Listen(directory, out var path), ready.Task, time);
            left = new(Environment.ProcessId, path);
            left.Write(directory);
            var state = await open(cancellationToken);
            ready.SetResult(state.Builds);
            return new(held, serving, left, state);
        }
        catch
        {
            ready.TrySetCanceled(CancellationToken.None);
            await LeaveAsync(held, serving, left);
            throw;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await server.RefuseAsync();
        try
        {
            await State.DisposeAsync();
        }
        finally
        {
            await LeaveAsync(held, server, note);
        }
    }

    // The lock goes before the connections: whoever sees its connection end finds the lock free.
    private static async Task LeaveAsync(OwnerLock held, OwnerServer? server, OwnerNote? note)
    {
        server?.StopListening();
        if (note is not null) SocketPlace.Remove(note.Socket);
        held.Dispose();
        if (server is not null) await server.DisposeAsync();
    }
}
