using Signalbox.Embedded.Host.Sockets;

namespace Signalbox.Embedded.Host.Ownership;

/// <summary>
/// Finds out who owns a directory, and owns it where nobody does. The lock alone decides; everything else is how to find its holder.
/// </summary>
/// <param name="directory">The directory, which exists.</param>
/// <param name="open">Opens its state for an owner.</param>
/// <param name="patience">How long a holder of the lock may not answer.</param>
/// <param name="time">The clock.</param>
internal sealed class Election(
    DataDirectory directory, Func<CancellationToken, Task<IOwnedState>> open, TimeSpan patience, TimeProvider time)
{
    /// <summary>Between two looks at who owns the directory.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns the role that this process has from now on.</summary>
    /// <exception cref="HostException">Somebody holds the lock and does not answer, or not in our words.</exception>
    /// <exception cref="Sqlite.StorageException">The directory or what is in it cannot be used.</exception>
    public async Task<Role> HoldAsync(CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            if (OwnerLock.TryTake(directory) is { } held) return await OwnerRole.OpenAsync(held, directory, open, time, cancellationToken);
            if (await ConnectAsync(cancellationToken) is { } watch) return new ClientRole(watch, new(ConnectAsync), time);
            // The holder of the lock may be about to listen, or about to end: both are a matter of milliseconds.
            if (time.GetElapsedTime(since) >= patience) throw Silent();
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private Task<OwnerConnection?> ConnectAsync(CancellationToken cancellationToken) =>
        OwnerConnection.TryOpenAsync(directory, patience, time, cancellationToken);

    private HostException Silent()
    {
        var last = OwnerNote.Read(directory) is { } note ? $" The last owner was process {note.Pid}." : "";
        return new(
            $"Something holds '{directory.Lock}' and does not answer.{last} "
            + "End the process that holds it, or name another directory with --data.");
    }
}
