using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Shapes;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Hooks;

/// <summary>`push`, and the `create` or `delete` that goes with it.</summary>
internal static class PushEvent
{
    /// <summary>GitHub's own limit of `commits[]`.</summary>
    private const int MostCommits = 2048;

    public static async Task AnnounceAsync(World world, HostedRepository repository, RefChange change, bool forced, Account actor, CancellationToken cancellationToken)
    {
        if (world.Events.Listener("push", repository) is null) return;
        var commits = await CommitsAsync(repository, change, cancellationToken);
        var shapes = new List<JsonNode>();
        foreach (var commit in commits) shapes.Add(await ShapeAsync(world, repository, commit, cancellationToken));
        var compare = $"{world.Url}/{repository.FullName}/compare/{(change.Before ?? BareRepository.NoCommit)[..12]}...{(change.After ?? BareRepository.NoCommit)[..12]}";
        var head = change.After is null ? null : await repository.Git.CommitAsync(change.After, cancellationToken);
        world.Events.Emit("push", null, repository, actor, new()
        {
            ["ref"] = change.Name,
            ["before"] = change.Before ?? BareRepository.NoCommit,
            ["after"] = change.After ?? BareRepository.NoCommit,
            ["created"] = change.Before is null,
            ["deleted"] = change.After is null,
            ["forced"] = forced,
            ["base_ref"] = null,
            ["compare"] = compare,
            ["commits"] = new JsonArray([.. shapes]),
            ["head_commit"] = head is null ? null : await ShapeAsync(world, repository, head, cancellationToken),
            ["pusher"] = new JsonObject { ["name"] = actor.Login, ["email"] = actor.Email },
            ["repository"] = RepositoryShapes.InPush(world, repository),
        });
        if (change.Before is null) Emit(world, repository, "create", change.Name, actor);
        if (change.After is null) Emit(world, repository, "delete", change.Name, actor);
    }

    private static void Emit(World world, HostedRepository repository, string name, string reference, Account actor)
    {
        var isTag = reference.StartsWith("refs/tags/", StringComparison.Ordinal);
        var payload = new JsonObject
        {
            ["ref"] = reference[(isTag ? "refs/tags/" : "refs/heads/").Length..],
            ["ref_type"] = isTag ? "tag" : "branch",
            ["pusher_type"] = "user",
        };
        if (name == "create")
        {
            payload["master_branch"] = repository.DefaultBranch;
            payload["description"] = null;
        }

        world.Events.Emit(name, null, repository, actor, payload);
    }

    private static async Task<IReadOnlyList<GitCommit>> CommitsAsync(HostedRepository repository, RefChange change, CancellationToken cancellationToken)
    {
        if (change.After is null) return [];
        // A new branch shows what the default branch does not have.
        var without = change.Before ?? await repository.Git.BranchAsync(repository.DefaultBranch, cancellationToken);
        var names = await repository.Git.ListAsync(change.After, without, MostCommits, cancellationToken);
        return [.. (await repository.Git.CommitsAsync(names, cancellationToken)).Reverse()];
    }

    private static async Task<JsonNode> ShapeAsync(World world, HostedRepository repository, GitCommit commit, CancellationToken cancellationToken)
    {
        var files = await repository.Git.ChangesAsync(commit.Parents is [var parent, ..] ? parent : null, commit.Sha, cancellationToken);
        return new JsonObject
        {
            ["id"] = commit.Sha,
            ["tree_id"] = commit.Tree,
            ["distinct"] = true,
            ["message"] = commit.Message,
            ["timestamp"] = Stamp.Of(commit.Committer.Date),
            ["url"] = CommitShapes.Page(world, repository, commit.Sha),
            ["author"] = Person(world, commit.Author),
            ["committer"] = Person(world, commit.Committer),
            ["added"] = Paths(files, "added"),
            ["removed"] = Paths(files, "removed"),
            ["modified"] = Paths(files, "modified", "renamed", "changed"),
        };
    }

    private static JsonObject Person(World world, GitSignature signature)
    {
        var shape = new JsonObject { ["name"] = signature.Name, ["email"] = signature.Email };
        if (CommitShapes.AccountOf(world, signature) is { } account) shape["username"] = account.Login;
        return shape;
    }

    private static JsonArray Paths(IEnumerable<GitFileChange> files, params string[] states) =>
        new([.. files.Where(file => states.Contains(file.Status)).Select(file => (JsonNode)file.Path)]);
}
