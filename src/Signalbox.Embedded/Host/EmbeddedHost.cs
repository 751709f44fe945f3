using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Core.Results;
using Signalbox.Embedded.Host.Ownership;
using Signalbox.Workflows.Builds;

namespace Signalbox.Embedded.Host;

/// <summary>
/// A session on a data directory. One process owns the directory and runs its builds; the others are clients that hand their commands to
/// it. When the owner ends, even by a kill, one of the clients owns it at once and goes on with what is unfinished; everything here works
/// on across that change.
/// </summary>
/// <remarks>
/// A client sends no secret: values of `Secrets__{NAME}` come from the environment of the process that owns the directory when a task
/// starts.
/// </remarks>
public sealed class EmbeddedHost : IAsyncDisposable
{
    private static readonly TimeSpan OwnInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OthersInterval = TimeSpan.FromMilliseconds(100);
    private readonly Succession succession;
    private readonly EmbeddedReader reader;
    private readonly TimeProvider time;

    private EmbeddedHost(Succession succession, EmbeddedReader reader, TimeProvider time)
    {
        (this.succession, this.reader, this.time) = (succession, reader, time);
        Builds = new SessionBuilds(succession);
        Ownership = succession.Ownership;
    }

    /// <summary>Acts on builds, in either role. A call that an owner did not live to answer is made again to the next.</summary>
    public IBuilds Builds { get; }

    /// <summary>For reading, in either role.</summary>
    public IBuildStore Store => reader.Store;

    /// <summary>For reading, in either role.</summary>
    public IEventLog Events => reader.Events;

    /// <summary>For reading, in either role.</summary>
    public IResultStore Results => reader.Results;

    /// <summary>Whether this process owns the directory.</summary>
    public bool IsOwner => Ownership.IsCompleted;

    /// <summary>Completes when this process owns the directory; never, where it ends as a client.</summary>
    public Task Ownership { get; }

    /// <summary>
    /// Completes when the session can do no more, with why: a <see cref="Sqlite.StorageException"/> or <see cref="HostException"/> whose
    /// message is for the user. Dispose of the session then.
    /// </summary>
    public Task<Exception> Fault => succession.Fault;

    /// <summary>Opens a session: as the owner if nobody owns the directory, else as a client.</summary>
    /// <exception cref="HostException">Something holds the directory and cannot be used.</exception>
    /// <exception cref="Sqlite.StorageException">The directory or its database cannot be used.</exception>
    /// <exception cref="InvalidDataException">A settings file is not JSON.</exception>
    public static Task<EmbeddedHost> OpenAsync(EmbeddedHostOptions options, CancellationToken cancellationToken) =>
        OpenAsync(options, stop => OwnedServices.OpenAsync(options, stop), cancellationToken);

    /// <summary>
    /// A build's events after a place in its stream, as they come, to its end. Of a build that does not exist there are none.
    /// </summary>
    /// <exception cref="Sqlite.StorageException">The session's <see cref="Fault"/>, or the events could not be read.</exception>
    public IAsyncEnumerable<BuildEvent> FollowAsync(BuildId build, long after, CancellationToken cancellationToken) =>
        EventFollower.FollowAsync(Store, Events, (build, after), WaitAsync, cancellationToken);

    /// <summary>Ends the session. An owner's running tasks end with it, and run again in the next owner without using up an attempt.</summary>
    public async ValueTask DisposeAsync()
    {
        await succession.DisposeAsync();
        await reader.DisposeAsync();
    }

    internal static async Task<EmbeddedHost> OpenAsync(
        EmbeddedHostOptions options, Func<CancellationToken, Task<IOwnedState>> open, CancellationToken cancellationToken)
    {
        options.Data.Create();
        var roles = await Succession.BeginAsync(new(options.Data, open, options.Patience, options.Time), cancellationToken);
        try
        {
            return new(roles, EmbeddedReader.Open(options.Data, options.Time), options.Time);
        }
        catch
        {
            await roles.DisposeAsync();
            throw;
        }
    }

    // An owner hears of its own events; its slower look is for what others may write. A client has to look.
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var own = succession.Ownership.IsCompletedSuccessfully ? succession.Ownership.Result.State.Events.Next : null;
        var look = Task.Delay(own is null ? OthersInterval : OwnInterval, time, cancellationToken);
        var first = await Task.WhenAny(own ?? look, look, Fault);
        if (first == Fault) throw await Fault;
        await first;
    }
}
