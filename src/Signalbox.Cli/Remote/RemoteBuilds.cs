using Signalbox.Core.Builds;
using Signalbox.Http.Json;
using Signalbox.Workflows.Builds;

namespace Signalbox.Cli.Remote;

/// <summary>The door to builds of a service. Who acts is whose token it is, whatever name a verb gives.</summary>
internal sealed class RemoteBuilds(ServiceClient client) : IBuilds
{
    public Task<StartBuildResult> StartAsync(BuildId id, BuildRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A commit of this machine is not a service's to build.");

    public Task<ActOnBuildResult> CancelAsync(BuildId id, string by, CancellationToken cancellationToken) =>
        ActAsync(id, $"/api/builds/{id}/cancel", cancellationToken);

    public Task<ActOnBuildResult> RetryAsync(BuildId id, BuildId newId, bool failedOnly, CancellationToken cancellationToken) =>
        ActAsync(newId, $"/api/builds/{id}/retry?newId={newId}&failedOnly={(failedOnly ? "true" : "false")}", cancellationToken);

    public Task<ActOnBuildResult> ApproveAsync(BuildId id, string task, string by, CancellationToken cancellationToken) =>
        ActAsync(id, $"/api/builds/{id}/tasks/{Uri.EscapeDataString(task)}/approve", cancellationToken);

    public Task<PruneResult> PruneAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A service prunes by its own settings.");

    private async Task<ActOnBuildResult> ActAsync(BuildId id, string path, CancellationToken cancellationToken)
    {
        var (done, problem) = await client.PostAsync(path, HttpJson.Shapes.BuildReference, cancellationToken);
        return problem is null
            ? new(ActOutcome.Accepted, id, done!.Note)
            : new(problem.Status == 404 ? ActOutcome.NotFound : ActOutcome.Refused, id, problem.Detail);
    }
}
