using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Embedded.Host.Ownership;
using Signalbox.Workflows.Builds;

namespace Signalbox.Workflows.Tests.Host;

/// <summary>An owner's real state, behind a door where every request is held until the owner ends.</summary>
internal sealed class HeldState(IOwnedState inner, TaskCompletionSource reached) : IOwnedState, IBuilds
{
    public IBuilds Builds => this;

    public IServiceProvider Services => inner.Services;

    public IEventSignal Signal => inner.Signal;

    public Task<Exception> Fault => inner.Fault;

    public Task<StartBuildResult> StartAsync(BuildId id, BuildRequest request, CancellationToken cancellationToken) =>
        HoldAsync<StartBuildResult>(cancellationToken);

    public Task<ActOnBuildResult> CancelAsync(BuildId id, string by, CancellationToken cancellationToken) =>
        HoldAsync<ActOnBuildResult>(cancellationToken);

    public Task<ActOnBuildResult> RetryAsync(BuildId id, BuildId newId, bool failedOnly, CancellationToken cancellationToken) =>
        HoldAsync<ActOnBuildResult>(cancellationToken);

    public Task<ActOnBuildResult> ApproveAsync(BuildId id, string task, string by, CancellationToken cancellationToken) =>
        HoldAsync<ActOnBuildResult>(cancellationToken);

    public Task<PruneResult> PruneAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken) => HoldAsync<PruneResult>(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async Task<T> HoldAsync<T>(CancellationToken cancellationToken)
    {
        reached.TrySetResult();
        return await new TaskCompletionSource<T>().Task.WaitAsync(cancellationToken);
    }
}
