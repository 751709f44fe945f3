using Signalbox.Core.Builds;
using Signalbox.Core.Changes;
using Signalbox.Core.Forges;
using Signalbox.Core.Trust;
using Signalbox.Http.Problems;
using Signalbox.Http.Routes;
using Signalbox.Http.Trust;

namespace Signalbox.Http.Builds;

/// <summary>Makes a request of what was posted: commits in place of names, before any build exists (B5).</summary>
public sealed class BuildRequests(IEnumerable<IRepositories> repositories, IEnumerable<IForge> forges, IBuildStore builds)
{
    private const int LongestName = 512;
    private const int MostTasks = 1000;

    /// <summary>Looks the names up.</summary>
    /// <exception cref="RequestRefusedException">Something is named that is not there, or wrongly.</exception>
    public async Task<BuildRequest> ResolveAsync(Caller caller, StartBuild asked, BuildId? id, CancellationToken stop)
    {
        CheckShape(asked);
        var repository = await FindAsync(caller, asked.Repository, stop);
        var forge = forges.FirstOrDefault(one => one.Serves(repository))
            ?? throw new InvalidOperationException($"No forge serves {repository.Name}, which this service has.");
        var there = id is { } given ? await builds.FindAsync(given, stop) : null;
        var known = there?.Request.Repository == repository ? there.Request : null;

        var head = await RevisionAsync(forge, repository, "ref", asked.Ref ?? asked.Sha!, stop);
        var onto = asked.Base is { } name ? await RevisionAsync(forge, repository, "base", name, stop) : null;
        // A branch that has moved since the same id was asked for does not make it another request.
        var sha = asked.Ref is not null && known?.Ref == head.Reference ? known.Sha : head.Commit;
        var isNamed = asked.Base is not null && !CommitSha.TryParse(asked.Base, null, out _);
        var below = isNamed && known?.Base is { } before ? before : onto?.Commit;
        return new()
        {
            Repository = repository,
            Ref = head.Reference,
            Sha = sha,
            Base = below,
            Changes = [new([ChangeUri.ForRef(repository, head.Reference, sha)], ChangeAction.Validate)],
            Tasks = asked.Tasks is { IsDefaultOrEmpty: false } tasks ? tasks : null,
            Reason = BuildReason.Api,
            Fresh = asked.Fresh ?? false,
        };
    }

    private static void CheckShape(StartBuild asked)
    {
        if (asked.Ref is null == asked.Sha is null)
            throw new RequestRefusedException(
                Refusals.Unusable("$", "Exactly one of 'ref' (a name) and 'sha' (a full object name) has to be there."));
        if (asked.Sha is { } sha && !CommitSha.TryParse(sha, null, out _))
            throw new RequestRefusedException(Refusals.Unusable("$.sha", $"'{sha}' is not a commit SHA: 40 or 64 hexadecimal digits."));
        foreach (var (where, name) in (ReadOnlySpan<(string, string?)>)[("$.ref", asked.Ref), ("$.base", asked.Base)])
        {
            if (name is not null && (name.Length is 0 or > LongestName || name[0] == '-' || name.Any(char.IsControl)))
                throw new RequestRefusedException(Refusals.Unusable(
                    where,
                    $"This is not the name of a commit: 1 to {LongestName} characters, none of them a control character, the first no '-'."));
        }

        if (asked.Tasks is { IsDefault: false } tasks && (tasks.Length > MostTasks || tasks.Any(task => string.IsNullOrEmpty(task))))
            throw new RequestRefusedException(
                Refusals.Unusable("$.tasks", $"Expected at most {MostTasks} names or globs of tasks, none of them empty."));
    }

    private async Task<Repository> FindAsync(Caller caller, string text, CancellationToken stop)
    {
        if (!RepositoryName.TryParse(text, null, out var name))
            throw new RequestRefusedException(Refusals.Unusable("$.repository", $"'{text}' is not a repository: expected owner/name."));
        var unknown = Refusals.Unusable("$.repository", $"This service has no repository '{name}'.");
        foreach (var source in repositories)
        {
            if (await source.FindAsync(name, stop) is not { } found) continue;
            await BuildAccess.RequireAsync(caller, Role.Operate, name, unknown, stop);
            return found;
        }

        throw new RequestRefusedException(unknown);
    }

    private static async Task<Revision> RevisionAsync(
        IForge forge, Repository repository, string where, string name, CancellationToken stop) =>
        await forge.ResolveAsync(repository, name, stop)
        ?? throw new RequestRefusedException(
            Refusals.Unusable($"$.{where}", $"'{name}' names no commit in {repository.Name}: expected a branch, a tag or a commit."));
}
