using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Apps;
using Signalbox.FakeGitHub.Checks;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Statuses;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Scripts;

/// <summary>What people do in a repository. A deed that GitHub would refuse throws with GitHub's reason.</summary>
public sealed class FakeRepository
{
    private readonly World world;

    internal FakeRepository(World world, HostedRepository hosted) => (this.world, Hosted) = (world, hosted);

    /// <summary>`owner/name`.</summary>
    public string FullName => Hosted.FullName;

    /// <summary>GitHub's id.</summary>
    public long Id => Hosted.Id;

    /// <summary>The bare repository on disk, for git itself to look at.</summary>
    public string GitDirectory => Hosted.Git.Directory;

    internal HostedRepository Hosted { get; }

    /// <summary>The tip of a branch; null when there is none.</summary>
    public Task<string?> BranchAsync(string branch, CancellationToken cancellationToken = default) => Hosted.Git.BranchAsync(branch, cancellationToken);

    /// <summary>Commits files on a branch and pushes it; a missing branch starts at the default one. A null text deletes a file.</summary>
    /// <param name="branch">`main`, without `refs/heads/`.</param>
    /// <param name="by">Who pushes.</param>
    /// <param name="files">Paths and texts.</param>
    /// <returns>The new tip.</returns>
    public Task<string> PushAsync(string branch, string by, params (string Path, string? Text)[] files) => ChangeAsync(async () =>
    {
        var tip = await Hosted.Git.BranchAsync(branch, default) ?? await Hosted.Git.BranchAsync(Hosted.DefaultBranch, default);
        return await PointAsync(branch, await CommitAsync(tip, by, files), by);
    });

    /// <summary>Replaces a branch's commits by one on top of another branch.</summary>
    /// <returns>The new tip.</returns>
    public Task<string> ForcePushAsync(string branch, string onto, string by, params (string Path, string? Text)[] files) => ChangeAsync(async () =>
        await PointAsync(branch, await CommitAsync(await Hosted.Git.BranchAsync(onto, default), by, files), by));

    /// <summary>Points a branch at a commit that is there.</summary>
    public Task<string> PointBranchAsync(string branch, string sha, string by) => ChangeAsync(() => PointAsync(branch, sha, by));

    /// <summary>Deletes a branch, and with it closes its pull requests.</summary>
    public Task DeleteBranchAsync(string branch, string by) => ChangeAsync(async () =>
    {
        Demand(await world.Refs.ApplyAsync(Hosted, [new($"refs/heads/{branch}", null, Force: true)], new(world.Accounts.User(by)), default));
        return true;
    });

    /// <summary>Opens a pull request for a branch, which is made when there are files for it.</summary>
    public Task<FakePullRequest> OpenPullRequestAsync(NewPullRequest wanted) => ChangeAsync(async () =>
    {
        var (head, author) = (wanted.From?.Hosted ?? Hosted, world.Accounts.User(wanted.By));
        if (!wanted.Files.IsEmpty)
        {
            var source = new FakeRepository(world, head);
            var tip = await head.Git.BranchAsync(wanted.Branch, default) ?? await head.Git.BranchAsync(wanted.Base ?? Hosted.DefaultBranch, default);
            await source.PointAsync(wanted.Branch, await source.CommitAsync(tip, wanted.By, [.. wanted.Files]), wanted.By);
        }

        var opened = await world.PullRequests.OpenAsync(
            Hosted, wanted.Title ?? $"Change {wanted.Branch}", wanted.Body, head, wanted.Branch, wanted.Base ?? Hosted.DefaultBranch, wanted.IsDraft, author, default);
        return new FakePullRequest(world, Hosted, Demand(opened).Number);
    });

    /// <summary>A pull request that exists.</summary>
    public FakePullRequest PullRequest(int number) => Hosted.Pulls.ContainsKey(number)
        ? new(world, Hosted, number)
        : throw new ArgumentException($"{FullName} has no pull request #{number}.", nameof(number));

    /// <summary>Opens an issue that is no pull request, and comments it.</summary>
    /// <returns>Its number.</returns>
    public Task<int> OpenIssueAsync(string title, string by, params string[] comments) => ChangeAsync(() =>
    {
        var issue = world.Conversations.Open(Hosted, title, null, world.Accounts.User(by));
        foreach (var comment in comments) Demand(world.Conversations.Comment(Hosted, issue.Number, comment, world.Accounts.User(by), through: null));
        return Task.FromResult(issue.Number);
    });

    /// <summary>Forks the repository into another account.</summary>
    public Task<FakeRepository> ForkAsync(string owner) => ChangeAsync(async () =>
    {
        var created = await world.Creation.CreateAsync($"{owner}/{Hosted.Name}", Hosted.DefaultBranch, Hosted.IsPrivate, Hosted, AccountKind.User, default);
        return new FakeRepository(world, Demand(created));
    });

    /// <summary>Deletes the repository: nobody finds it, and pull requests from it lose their head repository.</summary>
    public Task DeleteAsync() => ChangeAsync(() => Task.FromResult(Hosted.IsDeleted = true));

    /// <summary>Gives a person a role.</summary>
    public void Permit(string login, RepositoryRole role) => Hosted.Roles[world.Accounts.User(login).Login] = role;

    /// <summary>Protects a branch; null ends it.</summary>
    public void Protect(string branch, BranchProtection? protection)
    {
        if (protection is null) Hosted.Protections.TryRemove(branch, out _);
        else Hosted.Protections[branch] = protection;
    }

    /// <summary>Adds a ruleset.</summary>
    /// <returns>Its id.</returns>
    public long AddRuleset(Ruleset ruleset)
    {
        var added = ruleset with { Id = world.Sequence.Next() };
        Hosted.Rulesets[added.Id] = added;
        return added.Id;
    }

    /// <summary>Sets a commit status, as another CI does.</summary>
    public Task SetStatusAsync(string sha, string state, string context, string by) => ChangeAsync(async () =>
        Demand(await world.Statuses.SetAsync(Hosted, sha, state, context, null, null, world.Accounts.User(by), default)));

    /// <summary>Makes a check run of another App, completed when there is a conclusion.</summary>
    public Task CheckAsync(string sha, string name, string? conclusion, string app) => ChangeAsync(async () =>
    {
        var body = new JsonObject { ["name"] = name, ["head_sha"] = sha };
        if (conclusion is not null) body["conclusion"] = conclusion;
        return Demand(await world.Checks.CreateAsync(Hosted, OtherApp(app), body, default));
    });

    /// <summary>Somebody presses "Re-run" at a check run of the App, or one of its own buttons.</summary>
    /// <param name="id">Of the check run.</param>
    /// <param name="by">Who.</param>
    /// <param name="button">The identifier of an action; null for "Re-run".</param>
    public void Press(long id, string by, string? button = null) =>
        world.Events.Run(button is null ? "rerequested" : "requested_action", Hosted, Hosted.CheckRuns[id], world.Accounts.User(by), button);

    /// <summary>Somebody presses "Re-run all checks" at a commit.</summary>
    public async Task RerunAllAsync(string sha, string by)
    {
        foreach (var suite in Hosted.CheckSuites.Values.Where(one => one.HeadSha == sha))
            await world.Events.SuiteAsync("rerequested", Hosted, suite, world.Accounts.User(by), default);
    }

    /// <summary>The newest check run of each name at a commit.</summary>
    public IReadOnlyList<SeenCheck> ChecksOf(string sha) => [.. CheckSummary.Latest(Hosted.CheckRuns.Values.Where(run => run.HeadSha == sha)).Select(SeenCheck.Of)];

    /// <summary>The newest status of each context at a commit.</summary>
    public IReadOnlyList<SeenStatus> StatusesOf(string sha) => [.. StatusSummary.Latest(Hosted, sha).Select(SeenStatus.Of)];

    private App OtherApp(string slug) => world.OtherApps.GetOrAdd(slug, name => new(
        world.Sequence.Next(), name, world.Accounts.Get($"{name}-makers", AccountKind.Organization), world.Accounts.Get($"{name}[bot]", AccountKind.Bot), world.Now));

    private Task<string> CommitAsync(string? parent, string by, (string Path, string? Text)[] files)
    {
        var message = files.Length == 0 ? "Nothing" : $"Change {string.Join(", ", files.Select(file => file.Path))}";
        return world.Creation.CommitAsync(Hosted, parent, message, files, world.Accounts.User(by), default);
    }

    // A script decides itself what is allowed: protections bind who uses the API.
    private async Task<string> PointAsync(string branch, string sha, string by)
    {
        var name = $"refs/heads/{branch}";
        var before = await Hosted.Git.RefAsync(name, default);
        var forced = before is not null && !await Hosted.Git.IsAncestorAsync(before, sha, default);
        var change = new RefChange(name, before, sha);
        if (before == sha) return sha;
        if (!await Hosted.Git.UpdateRefsAsync([change], default)) throw new InvalidOperationException($"git would not point {name} at {sha}.");
        await world.Refs.FollowAsync(Hosted, change, forced, world.Accounts.User(by), default);
        return sha;
    }

    private Task<T> ChangeAsync<T>(Func<Task<T>> change) => world.ChangeAsync(change, default);

    private static void Demand(Refusal? refusal)
    {
        if (refusal is not null) throw new InvalidOperationException(refusal.Errors.FirstOrDefault()?.Message ?? refusal.Message);
    }

    private static T Demand<T>(Result<T> result)
        where T : class
    {
        Demand(result.Refusal);
        return result.Value!;
    }
}

/// <summary>A pull request to be opened.</summary>
/// <param name="Branch">Its head.</param>
/// <param name="By">Its author.</param>
public sealed record NewPullRequest(string Branch, string By)
{
    /// <summary>Its title.</summary>
    public string? Title { get; init; }

    /// <summary>Its text.</summary>
    public string? Body { get; init; }

    /// <summary>Where it shall land; null for the default branch.</summary>
    public string? Base { get; init; }

    /// <summary>The fork that the branch is in; null for the repository itself.</summary>
    public FakeRepository? From { get; init; }

    /// <summary>Not ready yet.</summary>
    public bool IsDraft { get; init; }

    /// <summary>What is committed on the branch before; empty when it is there already.</summary>
    public ImmutableArray<(string Path, string? Text)> Files { get; init; } = [];
}
