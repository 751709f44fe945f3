using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Signalbox.Core.Builds;
using Signalbox.Core.Trust;
using Signalbox.Http.Json;
using Signalbox.Http.Problems;
using Signalbox.Http.Trust;
using Signalbox.Workflows.Builds;

namespace Signalbox.Http.Builds;

/// <summary>
/// Acts on builds, through the one door that everybody uses (B1). Once an act has begun it is finished, whether or not somebody waits.
/// </summary>
public sealed class BuildActions(IBuilds builds, BuildAccess access, BuildRequests requests, BuildIdSource ids)
{
    /// <summary>Starts a build.</summary>
    public async Task<IResult> StartAsync(Caller caller, StartBuild asked, CancellationToken stop)
    {
        BuildId? given = null;
        if (asked.Id is { } text)
        {
            if (!BuildId.TryParse(text, null, out var parsed))
                return Refusals
                    .Unusable("$.id", $"'{text}' is not a build id: 1 to 64 letters, digits, '.', '_' or '-', and not only dots.").ToResult();
            given = parsed;
        }

        var request = await requests.ResolveAsync(caller, asked, given, stop);
        var started = await builds.StartAsync(given ?? ids.Next(), request, CancellationToken.None);
        return started.Outcome == CreateOutcome.Other
            ? Refusals.Conflict($"Build {started.Head.Id} was asked for differently. Give another id, or none.").ToResult()
            : Accepted(started.Head.Id);
    }

    /// <summary>Cancels a build; one that has ended stays as it is.</summary>
    public async Task<IResult> CancelAsync(Caller caller, BuildId id, CancellationToken stop)
    {
        await access.FindAsync(caller, Role.Operate, id, stop);
        var done = await builds.CancelAsync(id, caller.Name, CancellationToken.None);
        return done.Outcome == ActOutcome.NotFound ? Refusals.UnknownBuild(id).ToResult() : Accepted(id, done.Message);
    }

    /// <summary>Builds an ended build's commit again.</summary>
    public async Task<IResult> RetryAsync(Caller caller, BuildId id, BuildId? newId, bool failedOnly, CancellationToken stop)
    {
        await access.FindAsync(caller, Role.Operate, id, stop);
        var fresh = newId ?? ids.Next();
        var done = await builds.RetryAsync(id, fresh, failedOnly, CancellationToken.None);
        return done.Outcome == ActOutcome.Accepted ? Accepted(fresh) : Refuse(id, done);
    }

    /// <summary>Allows a task that waits for a person.</summary>
    public async Task<IResult> ApproveAsync(Caller caller, BuildId id, string task, CancellationToken stop)
    {
        await access.FindAsync(caller, Role.Operate, id, stop);
        var done = await builds.ApproveAsync(id, task, caller.Name, CancellationToken.None);
        return done.Outcome == ActOutcome.Accepted ? Accepted(id) : Refuse(id, done);
    }

    private static IResult Refuse(BuildId id, ActOnBuildResult done) => done.Outcome == ActOutcome.NotFound
        ? Refusals.NotFound(done.Message ?? $"There is no build {id}.").ToResult()
        : Refusals.Conflict(done.Message ?? $"Build {id} is not in a state for that.").ToResult();

    private static JsonHttpResult<BuildReference> Accepted(BuildId id, string? note = null) =>
        TypedResults.Json(new BuildReference(id, note), HttpJson.Shapes.BuildReference, statusCode: StatusCodes.Status202Accepted);
}
