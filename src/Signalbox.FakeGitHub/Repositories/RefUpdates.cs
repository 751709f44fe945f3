using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Apps;
using Signalbox.FakeGitHub.Hooks;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Repositories;

/// <summary>What somebody asks of a ref.</summary>
/// <param name="Name">`refs/heads/main`.</param>
/// <param name="After">What it shall be; null to delete it.</param>
/// <param name="Force">Also where the new commit does not descend from the old one.</param>
internal sealed record RefRequest(string Name, string? After, bool Force)
{
    /// <summary>Whether <see cref="Before"/> is meant.</summary>
    public bool IsGuarded { get; init; }

    /// <summary>What the ref must be now; null to not exist.</summary>
    public string? Before { get; init; }
}

/// <summary>Who moves a ref.</summary>
/// <param name="Account">Whom events name.</param>
/// <param name="App">The App behind it.</param>
internal sealed record Pusher(Account Account, App? App = null);

/// <summary>Moves refs, all or none, and everything that follows from it. The world's gate is held.</summary>
internal sealed class RefUpdates(World world)
{
    public async Task<Refusal?> ApplyAsync(
        HostedRepository repository, IReadOnlyCollection<RefRequest> requests, Pusher pusher, CancellationToken cancellationToken)
    {
        var changes = new List<(RefChange Change, bool Forced)>();
        foreach (var request in requests)
        {
            var current = await repository.Git.RefAsync(request.Name, cancellationToken);
            if (request.IsGuarded && request.Before != current)
                return new(422, $"Reference {request.Name} is at {current ?? BareRepository.NoCommit} but expected {request.Before ?? BareRepository.NoCommit}");
            if (request.After is null && current is null) return new(422, "Reference does not exist");
            if (request.After is not null && await repository.Git.ParseAsync(request.After + "^{object}", cancellationToken) is null)
                return new(422, "Object does not exist");
            var forced = current is not null && request.After is not null && !await repository.Git.IsAncestorAsync(current, request.After, cancellationToken);
            if (forced && !request.Force) return new(422, "Update is not a fast forward");
            if (RefPolicy.Problem(repository, request, forced, current, pusher) is { } problem) return new(422, problem);
            if (current != request.After) changes.Add((new(request.Name, current, request.After), forced));
        }

        // git decides once more, on all of them together: somebody may push over the wire meanwhile.
        if (changes.Count > 0 && !await repository.Git.UpdateRefsAsync(changes.Select(one => one.Change), cancellationToken))
            return new(409, "Reference was changed by somebody else");
        foreach (var (change, forced) in changes) await FollowAsync(repository, change, forced, pusher.Account, cancellationToken);
        return null;
    }

    /// <summary>What a ref that has changed brings with it: events, pull requests, check suites.</summary>
    public async Task FollowAsync(HostedRepository repository, RefChange change, bool forced, Account actor, CancellationToken cancellationToken)
    {
        var isBranch = change.Name.StartsWith("refs/heads/", StringComparison.Ordinal);
        if (!isBranch && !change.Name.StartsWith("refs/tags/", StringComparison.Ordinal)) return;
        repository.PushedAt = world.Now;
        await PushEvent.AnnounceAsync(world, repository, change, forced, actor, cancellationToken);
        if (!isBranch) return;
        var branch = change.Name["refs/heads/".Length..];
        await world.PullRequests.FollowHeadAsync(repository, branch, change, actor, cancellationToken);
        await world.PullRequests.FollowBaseAsync(repository, branch, change.After, actor, cancellationToken);
        if (change.After is not null) await world.Checks.RequestAsync(repository, change.After, branch, change.Before, actor, cancellationToken);
    }
}
