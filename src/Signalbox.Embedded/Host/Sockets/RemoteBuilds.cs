using Signalbox.Core.Builds;
using Signalbox.Embedded.Sqlite;
using Signalbox.Workflows.Builds;

namespace Signalbox.Embedded.Host.Sockets;

/// <summary>The door to builds in a process that does not own them: each call is one connection to the owner.</summary>
internal sealed class RemoteBuilds(Func<CancellationToken, Task<OwnerConnection?>> connect) : IBuilds
{
    public async Task<StartBuildResult> StartAsync(BuildId id, BuildRequest request, CancellationToken cancellationToken) =>
        Given((await AskAsync(new(OwnerVerb.Start, id) { Request = request }, cancellationToken)).Started);

    public Task<ActOnBuildResult> CancelAsync(BuildId id, string by, CancellationToken cancellationToken) =>
        ActAsync(new(OwnerVerb.Cancel, id) { By = by }, cancellationToken);

    public Task<ActOnBuildResult> RetryAsync(BuildId id, BuildId newId, bool failedOnly, CancellationToken cancellationToken) =>
        ActAsync(new(OwnerVerb.Retry, id) { NewBuild = newId, FailedOnly = failedOnly }, cancellationToken);

    public Task<ActOnBuildResult> ApproveAsync(BuildId id, string task, string by, CancellationToken cancellationToken) =>
        ActAsync(new(OwnerVerb.Approve, id) { Task = task, By = by }, cancellationToken);

    public async Task<PruneResult> PruneAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken) =>
        Given((await AskAsync(new(OwnerVerb.Prune) { EndedBefore = endedBefore }, cancellationToken)).Pruned);

    private async Task<ActOnBuildResult> ActAsync(OwnerRequest request, CancellationToken cancellationToken) =>
        Given((await AskAsync(request, cancellationToken)).Acted);

    private async Task<OwnerReply> AskAsync(OwnerRequest request, CancellationToken cancellationToken)
    {
        await using var connection = await connect(cancellationToken) ?? throw new OwnerGoneException(ending: false);
        var reply = await connection.AskAsync(request, cancellationToken) ?? throw new OwnerGoneException(ending: false);
        return reply.Error switch
        {
            null => reply,
            { Kind: OwnerErrorKind.Closing } => throw new OwnerGoneException(ending: true),
            { Kind: OwnerErrorKind.Storage } error => throw new StorageException(error.Fault ?? StorageFault.Other, error.Message),
            var error => throw new HostException($"The owner of the data directory could not do it: {error.Message}"),
        };
    }

    private static T Given<T>(T? result)
        where T : class => result ?? throw new HostException("The owner of the data directory gave an answer to something else.");
}

/// <summary>The owner ended before it answered: the call is repeated to the next one.</summary>
/// <param name="ending">It said itself that it ends, so its connection shows when it has.</param>
internal sealed class OwnerGoneException(bool ending) : Exception("The owner of the data directory has ended.")
{
    public bool Ending { get; } = ending;
}
