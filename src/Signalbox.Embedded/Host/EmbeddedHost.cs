using System.Runtime.ExceptionServices;
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
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
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

    /// <summary>Of an owner: all that runs in it, for a service in the same process. It ends with the session.</summary>
    /// <exception cref="InvalidOperationException">Another process owns the directory.</exception>
    public IServiceProvider Services => IsOwner
        ? succession.Ownership.Result.State.Services
        : throw new InvalidOperationException("Another process owns the data directory; its services are there.");

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
    /// <exception cref="Settings.SettingsException">A setting is wrong.</exception>
    public static Task<EmbeddedHost> OpenAsync(EmbeddedHostOptions options, CancellationToken cancellationToken) =>
        OpenAsync(options, stop => OwnedServices.OpenAsync(options, stop), cancellationToken);

    /// <summary>
    /// A build's events after a place in its stream, as they come, to its end. Of a build that does not exist there are none.
    /// </summary>
    /// <exception cref="Sqlite.StorageException">The session's <see cref="Fault"/>, or the events could not be read.</exception>
    public IAsyncEnumerable<BuildEvent> FollowAsync(BuildId build, long after, CancellationToken cancellationToken) =>
        EventFollower.FollowAsync(Store, Events, build, after, (seen, stop) => WaitAsync(build, seen, stop), cancellationToken);

    /// <summary>
    /// Of an owner: completes when the sessions that are its clients now have ended, with what they wait for. Who comes later is not
    /// waited for, so that it completes however many keep coming. At once for a client.
    /// </summary>
    public Task ClientsLeftAsync() => IsOwner ? succession.Ownership.Result.ClientsLeftAsync() : Task.CompletedTask;

    /// <summary>
    /// Ends the session. An owner's running tasks end with it, and run again in the next owner without using up an attempt.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await reader.DisposeAsync(); // first: the last connection that closes folds the journal into the database, which a reader cannot
        await succession.DisposeAsync();
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

    private async Task WaitAsync(BuildId build, long seen, CancellationToken cancellationToken)
    {
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // An owner hears of new events; a client has to look.
        var more = Ownership.IsCompletedSuccessfully
            ? succession.Ownership.Result.State.Signal.WaitAsync(build, seen, leave.Token)
            : Task.Delay(Interval, time, leave.Token);
        var first = await Task.WhenAny(more, Fault);
        await leave.CancelAsync();
        if (first == Fault) ExceptionDispatchInfo.Throw(await Fault);
        await first;
    }
}
