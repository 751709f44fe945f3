using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Shapes;

/// <summary>Commits, files, trees and refs.</summary>
internal static class CommitShapes
{
    private static readonly JsonObject Unsigned = new()
    {
        ["verified"] = false,
        ["reason"] = "unsigned",
        ["signature"] = null,
        ["payload"] = null,
        ["verified_at"] = null,
    };

    /// <summary>`GET /repos/…/commits/{ref}` and lists of commits.</summary>
    public static JsonObject Commit(World world, HostedRepository repository, GitCommit commit)
    {
        var api = RepositoryShapes.ApiUrl(world, repository);
        return new()
        {
            ["sha"] = commit.Sha,
            ["node_id"] = $"C_{commit.Sha}",
            ["commit"] = new JsonObject
            {
                ["author"] = Person(commit.Author),
                ["committer"] = Person(commit.Committer),
                ["message"] = commit.Message,
                ["tree"] = new JsonObject { ["sha"] = commit.Tree, ["url"] = $"{api}/git/trees/{commit.Tree}" },
                ["url"] = $"{api}/git/commits/{commit.Sha}",
                ["comment_count"] = 0,
                ["verification"] = Unsigned.DeepClone(),
            },
            ["url"] = $"{api}/commits/{commit.Sha}",
            ["html_url"] = Page(world, repository, commit.Sha),
            ["comments_url"] = $"{api}/commits/{commit.Sha}/comments",
            ["author"] = AccountShapes.Optional(world, AccountOf(world, commit.Author)),
            ["committer"] = AccountShapes.Optional(world, AccountOf(world, commit.Committer)),
            ["parents"] = Parents(world, repository, commit, $"{api}/commits"),
        };
    }

    /// <summary>`…/git/commits/{sha}`.</summary>
    public static JsonObject GitCommit(World world, HostedRepository repository, GitCommit commit)
    {
        var api = $"{RepositoryShapes.ApiUrl(world, repository)}/git";
        return new()
        {
            ["sha"] = commit.Sha,
            ["node_id"] = $"C_{commit.Sha}",
            ["url"] = $"{api}/commits/{commit.Sha}",
            ["html_url"] = Page(world, repository, commit.Sha),
            ["author"] = Person(commit.Author),
            ["committer"] = Person(commit.Committer),
            ["tree"] = new JsonObject { ["sha"] = commit.Tree, ["url"] = $"{api}/trees/{commit.Tree}" },
            ["message"] = commit.Message,
            ["parents"] = Parents(world, repository, commit, $"{api}/commits"),
            ["verification"] = Unsigned.DeepClone(),
        };
    }

    /// <summary>In `check_suite.head_commit`.</summary>
    public static JsonObject Simple(GitCommit commit) => new()
    {
        ["id"] = commit.Sha,
        ["tree_id"] = commit.Tree,
        ["message"] = commit.Message,
        ["timestamp"] = Stamp.Of(commit.Committer.Date),
        ["author"] = new JsonObject { ["name"] = commit.Author.Name, ["email"] = commit.Author.Email },
        ["committer"] = new JsonObject { ["name"] = commit.Committer.Name, ["email"] = commit.Committer.Email },
    };

    public static JsonObject File(World world, HostedRepository repository, GitFileChange file, string commit)
    {
        var path = Uri.EscapeDataString(file.Path).Replace("%2F", "/", StringComparison.Ordinal);
        var shape = new JsonObject
        {
            ["sha"] = file.Sha,
            ["filename"] = file.Path,
            ["status"] = file.Status,
            ["additions"] = file.Additions,
            ["deletions"] = file.Deletions,
            ["changes"] = file.Additions + file.Deletions,
            ["blob_url"] = $"{world.Url}/{repository.FullName}/blob/{commit}/{path}",
            ["raw_url"] = $"{world.Url}/{repository.FullName}/raw/{commit}/{path}",
            ["contents_url"] = $"{RepositoryShapes.ApiUrl(world, repository)}/contents/{path}?ref={commit}",
        };
        if (file.Previous is { } previous) shape["previous_filename"] = previous;
        return shape;
    }

    public static JsonObject Ref(World world, HostedRepository repository, string name, string sha, string type) => new()
    {
        ["ref"] = name,
        ["node_id"] = $"REF_{repository.Id}:{name}",
        ["url"] = $"{RepositoryShapes.ApiUrl(world, repository)}/git/{name}",
        ["object"] = new JsonObject
        {
            ["sha"] = sha,
            ["type"] = type,
            ["url"] = $"{RepositoryShapes.ApiUrl(world, repository)}/git/{type}s/{sha}",
        },
    };

    public static string Page(World world, HostedRepository repository, string sha) => $"{world.Url}/{repository.FullName}/commit/{sha}";

    /// <summary>The account that a signature's address belongs to.</summary>
    public static Account? AccountOf(World world, GitSignature signature) =>
        world.Accounts.All.FirstOrDefault(account => account.Email == signature.Email);

    public static JsonObject Person(GitSignature signature) => new()
    {
        ["name"] = signature.Name,
        ["email"] = signature.Email,
        ["date"] = Stamp.Of(signature.Date),
    };

    private static JsonArray Parents(World world, HostedRepository repository, GitCommit commit, string api) =>
        new([.. commit.Parents.Select(JsonNode (sha) => new JsonObject { ["sha"] = sha, ["url"] = $"{api}/{sha}", ["html_url"] = Page(world, repository, sha) })]);
}
