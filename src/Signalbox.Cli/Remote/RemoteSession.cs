using Signalbox.Cli.Access;
using Signalbox.Cli.Invocations;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Core.Results;
using Signalbox.Workflows.Builds;

namespace Signalbox.Cli.Remote;

/// <summary>The builds of a service.</summary>
internal sealed class RemoteSession : IBuildAccess
{
    private readonly ServiceClient client;
    private readonly RemoteEvents events;

    private RemoteSession(ServiceClient client, TimeProvider time)
    {
        this.client = client;
        events = new(client, time);
        Store = new RemoteBuildStore(client);
        Results = new RemoteLogs(client);
        Builds = new RemoteBuilds(client);
    }

    public IBuilds Builds { get; }

    public bool IsOwner => false;

    public IBuildStore Store { get; }

    public IEventLog Events => events;

    public IResultStore Results { get; }

    /// <summary>Connects when it is used.</summary>
    public static RemoteSession Open(Uri server, Invocation invocation) =>
        new(new(server, invocation.Variable("SIGNALBOX_TOKEN")), invocation.Time);

    public IAsyncEnumerable<BuildEvent> FollowAsync(BuildId build, long after, CancellationToken cancellationToken) =>
        events.FollowAsync(build, after, cancellationToken);

    public Task ClientsLeftAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}
