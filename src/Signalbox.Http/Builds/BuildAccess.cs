using Signalbox.Core.Builds;
using Signalbox.Core.Changes;
using Signalbox.Core.Trust;
using Signalbox.Http.Problems;
using Signalbox.Http.Routes;
using Signalbox.Http.Trust;

namespace Signalbox.Http.Builds;

/// <summary>Finds builds for callers. A build that somebody may not see is one that does not exist.</summary>
public sealed class BuildAccess(IBuildStore builds)
{
    /// <summary>The build, for a caller who may do that.</summary>
    /// <exception cref="RequestRefusedException">There is none, or they may not.</exception>
    public async Task<BuildHead> FindAsync(Caller caller, Role role, BuildId id, CancellationToken stop)
    {
        if (await builds.FindAsync(id, stop) is not { } head) throw new RequestRefusedException(Refusals.UnknownBuild(id));
        await RequireAsync(caller, role, head.Request.Repository.Name, Refusals.UnknownBuild(id), stop);
        return head;
    }

    /// <summary>Passes where the caller may do that in the repository.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="role">What for.</param>
    /// <param name="repository">Where.</param>
    /// <param name="unseen">The answer to who may not even see the repository.</param>
    /// <param name="stop">Ends the question.</param>
    /// <exception cref="RequestRefusedException">They may not.</exception>
    public static async Task RequireAsync(Caller caller, Role role, RepositoryName repository, Problem unseen, CancellationToken stop)
    {
        if (await caller.MayAsync(role, repository, stop)) return;
        throw new RequestRefusedException(await caller.MayAsync(Role.Read, repository, stop)
            ? Refusals.Forbidden($"'{caller.Name}' may only look at {repository}.")
            : unseen);
    }
}
