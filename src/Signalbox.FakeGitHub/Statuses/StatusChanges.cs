using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Statuses;

/// <summary>Sets commit statuses.</summary>
internal sealed class StatusChanges(World world)
{
    public const int MostPerContext = 1000;
    private const int LongestDescription = 140;

    public async Task<Result<CommitStatus>> SetAsync(
        HostedRepository repository, string sha, string state, string context, string? description, string? targetUrl, Account creator,
        CancellationToken cancellationToken)
    {
        if (state is not ("error" or "failure" or "pending" or "success")) return Refusal.Invalid("Status", "state", "custom", "state is not included in the list");
        if (await repository.Git.CommitShaAsync(sha, cancellationToken) != sha) return new Refusal(422, $"No commit found for SHA: {sha}");
        if (description?.Length > LongestDescription)
            return Refusal.Invalid("Status", "description", "custom", $"description is too long (maximum is {LongestDescription} characters)");
        if (repository.Statuses.Values.Count(one => one.Sha == sha && one.Context.Equals(context, StringComparison.OrdinalIgnoreCase)) >= MostPerContext)
            return Refusal.Invalid("Status", "base", "custom", "This SHA and context has reached the maximum number of statuses.");
        var status = new CommitStatus(world.Sequence.Next(), sha, state, context, description, targetUrl, creator, world.Now);
        repository.Statuses[status.Id] = status;
        await world.Events.StatusAsync(repository, status, creator, cancellationToken);
        return status;
    }
}
