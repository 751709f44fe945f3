using Signalbox.Core.Builds;
using Signalbox.Embedded.Sqlite;
using Signalbox.Workflows.Builds;

namespace Signalbox.Embedded.Host.Sockets;

/// <summary>Carries out one request; whatever comes of it is a reply.</summary>
internal static class OwnerDispatch
{
    public static async Task<OwnerReply> AnswerAsync(IBuilds builds, OwnerRequest request, CancellationToken refusing)
    {
        if (Missing(request) is { } field)
            return new(Error: new(OwnerErrorKind.Malformed, $"The request '{request.Verb}' needs '{field}'."));
        try
        {
            refusing.ThrowIfCancellationRequested();
            return request.Verb switch
            {
                OwnerVerb.Start => new(Started: await builds.StartAsync(request.Build!.Value, request.Request!, refusing)),
                OwnerVerb.Prune => new(Pruned: await builds.PruneAsync(request.EndedBefore!.Value, refusing)),
                _ => new(Acted: await ActAsync(builds, request, request.Build!.Value, refusing)),
            };
        }
        catch (Exception) when (refusing.IsCancellationRequested)
        {
            // Half-done or not, the verb is repeatable by its id: the next owner carries it out.
            return new(Error: new(OwnerErrorKind.Closing, "The owner is ending."));
        }
        catch (StorageException error)
        {
            return new(Error: new(OwnerErrorKind.Storage, error.Message, error.Fault));
        }
#pragma warning disable CA1031 // The peer is told, and decides.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return new(Error: new(OwnerErrorKind.Failed, error.Message));
        }
    }

    private static Task<ActOnBuildResult> ActAsync(
        IBuilds builds, OwnerRequest request, BuildId build, CancellationToken cancellationToken) => request.Verb switch
        {
            OwnerVerb.Cancel => builds.CancelAsync(build, request.By!, cancellationToken),
            OwnerVerb.Retry => builds.RetryAsync(build, request.NewBuild!.Value, request.FailedOnly, cancellationToken),
            OwnerVerb.Approve => builds.ApproveAsync(build, request.Task!, request.By!, cancellationToken),
            _ => throw new NotSupportedException($"The verb '{request.Verb}' is not known to this version."),
        };

    private static string? Missing(OwnerRequest request) => request switch
    {
        { Verb: OwnerVerb.Prune } => request.EndedBefore is null ? "endedBefore" : null,
        { Build: not { Value.Length: > 0 } } => "build",
        { Verb: OwnerVerb.Start, Request: null } => "request",
        { Verb: OwnerVerb.Cancel or OwnerVerb.Approve, By: null } => "by",
        { Verb: OwnerVerb.Approve, Task: null } => "task",
        { Verb: OwnerVerb.Retry, NewBuild: null } => "newBuild",
        _ => null,
    };
}
