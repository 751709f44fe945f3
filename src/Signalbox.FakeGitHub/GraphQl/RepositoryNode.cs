using Signalbox.FakeGitHub.Apps;
using Signalbox.FakeGitHub.PullRequests;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.GraphQl;

/// <summary>`Repository`, its refs and pull requests.</summary>
internal sealed class RepositoryNode(World world, HostedRepository repository, Caller caller, CancellationToken cancellationToken)
{
    public GraphObject Object() => new GraphObject("Repository", "Node")
        .With("id", repository.NodeId)
        .With("databaseId", repository.Id)
        .With("name", repository.Name)
        .With("nameWithOwner", repository.FullName)
        .With("owner", Graph.AccountNode(repository.Owner))
        .With("isPrivate", repository.IsPrivate)
        .With("isFork", repository.Parent is not null)
        .With("viewerPermission", _ => caller.Actor is { } actor ? repository.RoleOf(actor).ToString().ToUpperInvariant() : null)
        .WithAsync("defaultBranchRef", _ => RefAsync($"refs/heads/{repository.DefaultBranch}"))
        .WithAsync("ref", arguments => RefAsync(arguments.Text("qualifiedName") ?? ""))
        .WithAsync("object", arguments => CommitAsync(arguments.Text("oid") ?? arguments.Text("expression") ?? ""))
        .With("pullRequest", arguments => repository.Pulls.TryGetValue(arguments.Number("number") ?? 0, out var pull)
            ? PullRequest(pull)
            : new GraphProblem("NOT_FOUND", $"Could not resolve to a PullRequest with the number of {arguments.Number("number")}."))
        .With("pullRequests", PullRequests);

    public GraphObject PullRequest(PullRequest pull) => new PullRequestNode(world, repository, pull, cancellationToken).Object();

    private object PullRequests(GraphArguments arguments)
    {
        var states = arguments.Texts("states").ToHashSet(StringComparer.Ordinal);
        var order = arguments.Values["orderBy"];
        var found = repository.Pulls.Values
            .Where(pull => states.Count == 0 || states.Contains(PullRequestNode.StateOf(pull)))
            .Where(pull => arguments.Text("headRefName") is not { } head || pull.HeadRef == head)
            .Where(pull => arguments.Text("baseRefName") is not { } branch || pull.BaseRef == branch)
            .OrderBy(pull => (string?)order?["field"] == "UPDATED_AT" ? pull.UpdatedAt : pull.CreatedAt).ThenBy(pull => pull.Number);
        return Connection.Of("PullRequestConnection", arguments, [.. (string?)order?["direction"] == "DESC" ? found.Reverse() : found], PullRequest);
    }

    // `main`, `heads/main` and `refs/heads/main` are all understood.
    private async Task<object?> RefAsync(string name)
    {
        foreach (var full in (string[])[name, $"refs/{name}", $"refs/heads/{name}"])
        {
            if (await repository.Git.RefAsync(full, cancellationToken) is not { } sha) continue;
            return new GraphObject("Ref", "Node")
                .With("id", $"REF_{repository.Id}:{full}")
                .With("name", full[(full.IndexOf('/', 5) + 1)..])
                .With("prefix", full[..(full.IndexOf('/', 5) + 1)])
                .WithAsync("target", _ => CommitAsync(sha));
        }

        return null;
    }

    private async Task<object?> CommitAsync(string revision) =>
        await repository.Git.CommitShaAsync(revision, cancellationToken) is { } sha && await repository.Git.CommitAsync(sha, cancellationToken) is { } commit
            ? new CommitNode(repository).Object(commit)
            : null;
}
