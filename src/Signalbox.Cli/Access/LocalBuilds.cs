using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Core.Results;
using Signalbox.Embedded.Host;
using Signalbox.Workflows.Builds;

namespace Signalbox.Cli.Access;

/// <summary>The builds of a data directory, for looking.</summary>
internal sealed class LocalReading(EmbeddedReader reader) : IBuildReading
{
    public IBuildStore Store => reader.Store;

    public IEventLog Events => reader.Events;

    public IResultStore Results => reader.Results;

    public IAsyncEnumerable<BuildEvent> FollowAsync(BuildId build, long after, CancellationToken cancellationToken) =>
        reader.FollowAsync(build, after, cancellationToken);

    public ValueTask DisposeAsync() => reader.DisposeAsync();
}

/// <summary>The builds of a data directory, for acting.</summary>
internal sealed class LocalBuilds(EmbeddedHost host) : IBuildAccess
{
    public IBuilds Builds => host.Builds;

    public bool IsOwner => host.IsOwner;

    public IBuildStore Store => host.Store;

    public IEventLog Events => host.Events;

    public IResultStore Results => host.Results;

    public IAsyncEnumerable<BuildEvent> FollowAsync(BuildId build, long after, CancellationToken cancellationToken) =>
        host.FollowAsync(build, after, cancellationToken);

    public Task ClientsLeftAsync()
    {
        var left = host.ClientsLeftAsync();
        return left.IsCompleted ? left : Task.WhenAny(left, host.Fault);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
