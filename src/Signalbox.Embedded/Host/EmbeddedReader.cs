using Microsoft.Extensions.DependencyInjection;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Core.Results;
using Signalbox.Embedded.Files;
using Signalbox.Embedded.Host.Ownership;
using Signalbox.Embedded.Sqlite;

namespace Signalbox.Embedded.Host;

/// <summary>
/// Looks at a data directory, whoever owns it, and changes nothing: a directory or database that does not exist is an empty one. The
/// stores' writing members throw <see cref="InvalidOperationException"/>.
/// </summary>
public sealed class EmbeddedReader : IAsyncDisposable
{
    /// <summary>How long after an event in another process a follower sees it, at most.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly SqliteDatabase? database;
    private readonly ServiceProvider? services;
    private readonly TimeProvider time;

    private EmbeddedReader(DataDirectory directory, SqliteDatabase? database, TimeProvider time)
    {
        (this.database, this.time) = (database, time);
        Results = FileResultStore.OpenReadOnly(directory.Results);
        if (database is null)
        {
            var nothing = new NoBuilds();
            (Store, Events) = (nothing, nothing);
            return;
        }

        services = new ServiceCollection().AddSingleton(time).AddSingleton(database).AddSqliteStores(directory.Path).BuildServiceProvider();
        (Store, Events) = (services.GetRequiredService<IBuildStore>(), services.GetRequiredService<IEventLog>());
    }

    /// <summary>Builds.</summary>
    public IBuildStore Store { get; }

    /// <summary>Events.</summary>
    public IEventLog Events { get; }

    /// <summary>Logs and results.</summary>
    public IResultStore Results { get; }

    /// <summary>Opens a directory for looking.</summary>
    /// <exception cref="StorageException">What is there cannot be read, or another version wrote it.</exception>
    public static EmbeddedReader Open(DataDirectory directory, TimeProvider? time = null) =>
        new(directory, File.Exists(directory.Database) ? OpenDatabase(directory.Database) : null, time ?? TimeProvider.System);

    /// <summary>
    /// A build's events after a place in its stream, as they come, to its end. Of a build that does not exist there are none.
    /// </summary>
    public IAsyncEnumerable<BuildEvent> FollowAsync(BuildId build, long after, CancellationToken cancellationToken) =>
        EventFollower.FollowAsync(Store, Events, build, after, (_, stop) => Task.Delay(Interval, time, stop), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        (Results as IDisposable)?.Dispose();
        if (services is not null) await services.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
    }

    private static SqliteDatabase? OpenDatabase(string path)
    {
        var opened = SqliteDatabase.OpenReadOnly(path);
        var known = SqliteMigrations.All.Count;
        if (opened.Schema == known) return opened;
        var wrong = opened.Schema switch
        {
            0 => null,
            var newer when newer > known => new StorageException(
                StorageFault.TooNew,
                $"The database '{path}' has schema {newer}, and this version knows {known}. Use the newer Signalbox that wrote it."),
            var older => new StorageException(
                StorageFault.Other,
                $"The database '{path}' has the schema {older} of an older Signalbox. "
                + "A command that acts, such as `signalbox run`, updates it."),
        };
        opened.Close();
        return wrong is null ? null : throw wrong;
    }
}
