using Signalbox.Core.Builds;
using Signalbox.Embedded.Host.Ownership;
using Signalbox.Embedded.Host.Sockets;
using Signalbox.Workflows.Builds;

namespace Signalbox.Embedded.Host;

/// <summary>
/// The door to builds in whatever role the session has; a call that its owner did not live to answer is made again to the next.
/// </summary>
internal sealed class SessionBuilds(Succession succession) : IBuilds
{
    public Task<StartBuildResult> StartAsync(BuildId id, BuildRequest request, CancellationToken cancellationToken) =>
        CallAsync(builds => builds.StartAsync(id, request, cancellationToken), cancellationToken);

    public Task<ActOnBuildResult> CancelAsync(BuildId id, string by, CancellationToken cancellationToken) =>
        CallAsync(builds => builds.CancelAsync(id, by, cancellationToken), cancellationToken);

    public Task<ActOnBuildResult> RetryAsync(BuildId id, BuildId newId, bool failedOnly, CancellationToken cancellationToken) =>
        CallAsync(builds => builds.RetryAsync(id, newId, failedOnly, cancellationToken), cancellationToken);

    public Task<ActOnBuildResult> ApproveAsync(BuildId id, string task, string by, CancellationToken cancellationToken) =>
        CallAsync(builds => builds.ApproveAsync(id, task, by, cancellationToken), cancellationToken);

    public Task<PruneResult> PruneAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken) =>
        CallAsync(builds => builds.PruneAsync(endedBefore, cancellationToken), cancellationToken);

    private async Task<T> CallAsync<T>(Func<IBuilds, Task<T>> call, CancellationToken cancellationToken)
    {
        var role = succession.Current;
        while (true)
        {
            try
            {
                return await call(role.Builds);
            }
            catch (OwnerGoneException gone)
            {
                if (!gone.Ending) (role as ClientRole)?.Doubt();
                role = await role.Successor.WaitAsync(cancellationToken);
            }
        }
    }
}
