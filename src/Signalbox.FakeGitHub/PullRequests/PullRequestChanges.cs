using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.PullRequests;

/// <summary>Opens pull requests and changes them. The world's gate is held.</summary>
internal sealed class PullRequestChanges(World world)
{
    // By the commits alone, which never change.
    private readonly ConcurrentDictionary<(string Base, string Head), (int Commits, int Files, int Additions, int Deletions)> sizes = new();

    public async Task<Result<PullRequest>> OpenAsync(
        HostedRepository repository, string title, string? body, HostedRepository head, string headRef, string baseRef, bool draft, Account author,
        CancellationToken cancellationToken)
    {
        if (await repository.Git.BranchAsync(baseRef, cancellationToken) is not { } tip) return Refusal.Invalid("PullRequest", "base", "invalid");
        if (await head.Git.BranchAsync(headRef, cancellationToken) is not { } sha) return Refusal.Invalid("PullRequest", "head", "invalid");
        if (repository.Pulls.Values.Any(pull => pull.IsOpen && pull.Head.Id == head.Id && pull.HeadRef == headRef && pull.BaseRef == baseRef))
            return Refusal.Invalid("PullRequest", "base", "custom", $"A pull request already exists for {head.Owner.Login}:{headRef}.");
        if (sha == tip || await IsContainedAsync(repository, head, sha, tip, cancellationToken))
            return Refusal.Invalid("PullRequest", "base", "custom", $"No commits between {baseRef} and {headRef}");
        var opened = new PullRequest
        {
            Id = world.Sequence.Next(),
            Number = repository.NextNumber(),
            Title = title,
            Body = body,
            Author = author,
            Head = head,
            HeadRef = headRef,
            HeadSha = sha,
            BaseRef = baseRef,
            BaseSha = tip,
            IsDraft = draft,
            MaintainerCanModify = head.Id != repository.Id,
            CreatedAt = world.Now,
            UpdatedAt = world.Now,
        };
        await PointAsync(repository, opened, cancellationToken);
        repository.Pulls[opened.Number] = opened;
        await world.Events.PullRequestAsync("opened", repository, opened, author, null, cancellationToken);
        return opened;
    }

    /// <summary>Puts a changed pull request in its place and says what happened.</summary>
    public async Task<PullRequest> ChangeAsync(
        HostedRepository repository, PullRequest changed, string action, Account actor, JsonObject? more, CancellationToken cancellationToken)
    {
        var stored = repository.Pulls[changed.Number] = changed with { UpdatedAt = world.Now };
        await world.Events.PullRequestAsync(action, repository, stored, actor, more, cancellationToken);
        return stored;
    }

    public Task<PullRequest> CloseAsync(HostedRepository repository, PullRequest pull, Account actor, CancellationToken cancellationToken) =>
        ChangeAsync(repository, pull with { IsOpen = false, ClosedAt = world.Now }, "closed", actor, null, cancellationToken);

    public async Task<Result<PullRequest>> ReopenAsync(HostedRepository repository, PullRequest pull, Account actor, CancellationToken cancellationToken)
    {
        if (pull.IsMerged || pull.Head.IsDeleted || await pull.Head.Git.BranchAsync(pull.HeadRef, cancellationToken) is not { } sha)
            return Refusal.Invalid("PullRequest", "state", "custom", "state cannot be changed. The head branch was deleted or the pull request was merged.");
        var opened = pull with { IsOpen = true, ClosedAt = null, HeadSha = sha, Mergeability = pull.Mergeability with { Mergeable = null, Reads = 0 } };
        await PointAsync(repository, opened, cancellationToken);
        return await ChangeAsync(repository, opened, "reopened", actor, null, cancellationToken);
    }

    public async Task<Result<PullRequest>> RetargetAsync(HostedRepository repository, PullRequest pull, string branch, Account actor, CancellationToken cancellationToken)
    {
        if (await repository.Git.BranchAsync(branch, cancellationToken) is not { } tip) return Refusal.Invalid("PullRequest", "base", "invalid");
        var changes = new JsonObject
        {
            ["base"] = new JsonObject { ["ref"] = new JsonObject { ["from"] = pull.BaseRef }, ["sha"] = new JsonObject { ["from"] = pull.BaseSha } },
        };
        var moved = pull with { BaseRef = branch, BaseSha = tip, Mergeability = pull.Mergeability with { Mergeable = null, Reads = 0 } };
        return await ChangeAsync(repository, moved, "edited", actor, new() { ["changes"] = changes }, cancellationToken);
    }

    public Task<PullRequest> RewordAsync(HostedRepository repository, PullRequest pull, string title, string? body, Account actor, CancellationToken cancellationToken)
    {
        var changes = new JsonObject();
        if (title != pull.Title) changes["title"] = new JsonObject { ["from"] = pull.Title };
        if (body != pull.Body) changes["body"] = new JsonObject { ["from"] = pull.Body ?? "" };
        return ChangeAsync(repository, pull with { Title = title, Body = body }, "edited", actor, new() { ["changes"] = changes }, cancellationToken);
    }

    /// <summary>A branch moved: the pull requests whose head it is follow, wherever their base is.</summary>
    public async Task FollowHeadAsync(HostedRepository head, string branch, RefChange change, Account actor, CancellationToken cancellationToken)
    {
        foreach (var repository in world.Repositories.All)
        {
            foreach (var pull in repository.Pulls.Values.Where(one => one.IsOpen && one.Head.Id == head.Id && one.HeadRef == branch).OrderBy(one => one.Number))
            {
                if (change.After is null)
                {
                    await CloseAsync(repository, pull, actor, cancellationToken);
                    continue;
                }

                var tip = await repository.Git.BranchAsync(pull.BaseRef, cancellationToken);
                var moved = pull with { HeadSha = change.After, BaseSha = tip ?? pull.BaseSha, Mergeability = pull.Mergeability with { Mergeable = null, Reads = 0 } };
                await PointAsync(repository, moved, cancellationToken);
                var more = new JsonObject { ["before"] = pull.HeadSha, ["after"] = change.After };
                await ChangeAsync(repository, moved, "synchronize", actor, more, cancellationToken);
                world.Reviews.DismissStale(repository, moved, actor);
            }
        }
    }

    /// <summary>A branch moved: of the pull requests into it, those that it now contains are merged, and of the others nothing is known.</summary>
    public async Task FollowBaseAsync(HostedRepository repository, string branch, string? tip, Account actor, CancellationToken cancellationToken)
    {
        foreach (var pull in repository.Pulls.Values.Where(one => one.IsOpen && one.BaseRef == branch).OrderBy(one => one.Number))
        {
            if (tip is null)
            {
                await CloseAsync(repository, pull, actor, cancellationToken);
            }
            else if (await repository.Git.IsAncestorAsync(pull.HeadSha, tip, cancellationToken))
            {
                await MarkMergedAsync(repository, pull, tip, actor, cancellationToken);
            }
            else
            {
                repository.Pulls[pull.Number] = pull with { Mergeability = pull.Mergeability with { Mergeable = null, Reads = 0 } };
            }
        }
    }

    public Task<PullRequest> MarkMergedAsync(HostedRepository repository, PullRequest pull, string sha, Account actor, CancellationToken cancellationToken)
    {
        var merged = pull with { IsOpen = false, ClosedAt = world.Now, MergedAt = world.Now, MergedBy = actor, MergeSha = sha };
        return ChangeAsync(repository, merged, "closed", actor, null, cancellationToken);
    }

    public async Task<PullRequestSize> SizeAsync(HostedRepository repository, PullRequest pull, CancellationToken cancellationToken)
    {
        var key = (pull.BaseSha, pull.HeadSha);
        if (!sizes.TryGetValue(key, out var size))
        {
            var start = await repository.Git.MergeBaseAsync(pull.BaseSha, pull.HeadSha, cancellationToken);
            var files = await repository.Git.ChangesAsync(start ?? pull.BaseSha, pull.HeadSha, cancellationToken);
            var commits = await repository.Git.ListAsync(pull.HeadSha, pull.BaseSha, int.MaxValue, cancellationToken);
            sizes[key] = size = (commits.Count, files.Count, files.Sum(file => file.Additions), files.Sum(file => file.Deletions));
        }

        // Only a strict protection asks.
        var isBehind = repository.Protections.GetValueOrDefault(pull.BaseRef) is { Strict: true }
            && await repository.Git.BranchAsync(pull.BaseRef, cancellationToken) is { } tip
            && !await repository.Git.IsAncestorAsync(tip, pull.HeadSha, cancellationToken);
        return new(size.Commits, size.Files, size.Additions, size.Deletions, isBehind);
    }

    private static async Task<bool> IsContainedAsync(HostedRepository repository, HostedRepository head, string sha, string tip, CancellationToken cancellationToken)
    {
        if (head.Id != repository.Id) await repository.Git.FetchAsync(head.Git.Directory, sha, cancellationToken);
        return await repository.Git.IsAncestorAsync(sha, tip, cancellationToken);
    }

    // refs/pull/N/head is in the base repository, also of a head in a fork.
    private static async Task PointAsync(HostedRepository repository, PullRequest pull, CancellationToken cancellationToken)
    {
        if (pull.Head.Id != repository.Id) await repository.Git.FetchAsync(pull.Head.Git.Directory, pull.HeadSha, cancellationToken);
        var name = $"refs/pull/{pull.Number}/head";
        await repository.Git.UpdateRefsAsync([new(name, await repository.Git.RefAsync(name, cancellationToken), pull.HeadSha)], cancellationToken);
    }
}
