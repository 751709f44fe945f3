using System.Text;
using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Shapes;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Rest;

/// <summary>The low-level API: refs, commits, trees, blobs.</summary>
internal static class GitRoutes
{
    private const string Root = "/repos/{owner}/{repo}/git";
    private const int MostEntries = 100_000;

    public static void AddTo(RouteTable routes)
    {
        var (read, write) = (Access.Read("contents"), Access.Write("contents"));
        routes.Get($"{Root}/ref/{{ref+}}", read, OneRefAsync);
        routes.Get($"{Root}/matching-refs/{{ref+}}", read, async call =>
            Pages.Of(call, await call.Repository.Git.RefsAsync("refs/" + call["ref"], call.Cancelled), one => Shape(call, one)));
        routes.Post($"{Root}/refs", write, CreateRefAsync);
        routes.Patch($"{Root}/refs/{{ref+}}", write, UpdateRefAsync);
        routes.Delete($"{Root}/refs/{{ref+}}", write, async call =>
            await call.World.Refs.ApplyAsync(call.Repository, [new("refs/" + call["ref"], null, Force: true)], call.Pusher, call.Cancelled) is { } refusal
                ? Reply.Of(refusal)
                : Reply.Nothing);
        routes.Get($"{Root}/commits/{{sha}}", read, async call =>
            await call.Repository.Git.CommitAsync(call["sha"], call.Cancelled) is { } commit
                ? Reply.Ok(CommitShapes.GitCommit(call.World, call.Repository, commit))
                : Reply.NotFound);
        routes.Post($"{Root}/commits", write, CreateCommitAsync);
        routes.Get($"{Root}/trees/{{sha+}}", read, TreeAsync);
        routes.Post($"{Root}/trees", write, CreateTreeAsync);
        routes.Get($"{Root}/blobs/{{sha}}", read, BlobAsync);
        routes.Post($"{Root}/blobs", write, CreateBlobAsync);
    }

    private static JsonObject Shape(Call call, (string Name, string Sha, string Type) one) =>
        CommitShapes.Ref(call.World, call.Repository, one.Name, one.Sha, one.Type);

    private static async Task<Reply> OneRefAsync(Call call)
    {
        var name = "refs/" + call["ref"];
        var found = (await call.Repository.Git.RefsAsync(name, call.Cancelled)).FirstOrDefault(one => one.Name == name);
        return found.Name is null ? Reply.NotFound : Reply.Ok(Shape(call, found));
    }

    private static async Task<Reply> CreateRefAsync(Call call)
    {
        if (call.Text("ref") is not { } name || call.Text("sha") is not { } sha)
            return Reply.Of(new Refusal(422, "Invalid request.\n\n\"ref\", \"sha\" weren't supplied."));
        if (!name.StartsWith("refs/", StringComparison.Ordinal) || name.Count(c => c == '/') < 2 || !await call.Repository.Git.IsRefNameAsync(name, call.Cancelled))
            return Reply.Of(new Refusal(422, "Reference name must start with 'refs/' and have at least two slashes"));
        if (await call.Repository.Git.RefAsync(name, call.Cancelled) is not null) return Reply.Of(new Refusal(422, "Reference already exists"));
        return await MoveAsync(call, new(name, sha, Force: false), 201);
    }

    private static async Task<Reply> UpdateRefAsync(Call call)
    {
        var name = "refs/" + call["ref"];
        if (call.Text("sha") is not { } sha) return Reply.Of(new Refusal(422, "Invalid request.\n\n\"sha\" wasn't supplied."));
        if (await call.Repository.Git.RefAsync(name, call.Cancelled) is null) return Reply.Of(new Refusal(422, "Reference does not exist"));
        return await MoveAsync(call, new(name, sha, call.Flag("force")), 200);
    }

    private static async Task<Reply> MoveAsync(Call call, RefRequest request, int status)
    {
        if (request.Name.StartsWith("refs/pull/", StringComparison.Ordinal)) return Reply.Of(new Refusal(422, "Reference name is reserved"));
        if (await call.World.Refs.ApplyAsync(call.Repository, [request], call.Pusher, call.Cancelled) is { } refusal) return Reply.Of(refusal);
        var type = (await call.Repository.Git.ReadAsync([request.After!], call.Cancelled))[0]!.Type;
        return new(status, CommitShapes.Ref(call.World, call.Repository, request.Name, request.After!, type));
    }

    private static async Task<Reply> CreateCommitAsync(Call call)
    {
        var git = call.Repository.Git;
        if (call.Text("message") is not { } message || call.Text("tree") is not { } tree)
            return Reply.Of(new Refusal(422, "Invalid request.\n\n\"message\", \"tree\" weren't supplied."));
        var parents = (call.Body["parents"] as JsonArray)?.Select(node => (string?)node ?? "").ToList() ?? [];
        var objects = await git.ReadAsync([tree, .. parents], call.Cancelled);
        if (objects[0] is not { Type: "tree" }) return Reply.Of(new Refusal(422, "Tree SHA does not exist"));
        if (objects.Skip(1).Any(parent => parent is not { Type: "commit" })) return Reply.Of(new Refusal(422, "Parent SHA does not exist or is not a commit object"));
        var otherwise = call.World.Creation.SignatureOf(call.Actor);
        var author = Signature(call.Body["author"], otherwise);
        var sha = await git.WriteCommitAsync(tree, parents, message, author, Signature(call.Body["committer"], author), call.Cancelled);
        return Reply.Created(CommitShapes.GitCommit(call.World, call.Repository, (await git.CommitAsync(sha, call.Cancelled))!));
    }

    private static GitSignature Signature(JsonNode? given, GitSignature otherwise) => given is JsonObject
        ? new((string?)given["name"] ?? otherwise.Name, (string?)given["email"] ?? otherwise.Email, Stamp.Parse((string?)given["date"]) ?? otherwise.Date)
        : otherwise;

    private static async Task<Reply> TreeAsync(Call call)
    {
        var git = call.Repository.Git;
        var sha = await git.ParseAsync(call["sha"] + "^{tree}", call.Cancelled);
        if (sha is null || await git.EntriesAsync(sha, call.Query("recursive") is not null, call.Cancelled) is not { } entries) return Reply.NotFound;
        return Reply.Ok(Tree(call, sha, entries));
    }

    private static JsonObject Tree(Call call, string sha, IReadOnlyList<GitEntry> entries)
    {
        var api = $"{RepositoryShapes.ApiUrl(call.World, call.Repository)}/git";
        return new()
        {
            ["sha"] = sha,
            ["url"] = $"{api}/trees/{sha}",
            ["tree"] = new JsonArray([.. entries.Take(MostEntries).Select(JsonNode (entry) =>
            {
                var shape = new JsonObject { ["path"] = entry.Path, ["mode"] = entry.Mode, ["type"] = entry.Type, ["sha"] = entry.Sha };
                if (entry.Size is { } size) shape["size"] = size;
                if (entry.Type != "commit") shape["url"] = $"{api}/{entry.Type}s/{entry.Sha}";
                return shape;
            })]),
            ["truncated"] = entries.Count > MostEntries,
        };
    }

    private static async Task<Reply> CreateTreeAsync(Call call)
    {
        var git = call.Repository.Git;
        string? from = null;
        if (call.Text("base_tree") is { } named && (from = await git.ParseAsync(named + "^{tree}", call.Cancelled)) is null)
            return Reply.Of(new Refusal(422, "base_tree is not a valid tree oid"));
        var entries = new List<(string Path, string Mode, string? Sha)>();
        foreach (var node in call.Body["tree"] as JsonArray ?? [])
        {
            if ((string?)node!["path"] is not { Length: > 0 } path || path[0] == '/' || path.Any(char.IsControl))
                return Reply.Of(new Refusal(422, "tree.path contains a malformed path component"));
            var sha = (string?)node["content"] is { } content
                ? await git.WriteBlobAsync(Encoding.UTF8.GetBytes(content), call.Cancelled)
                : (string?)node["sha"];
            entries.Add((path, (string?)node["mode"] ?? "100644", sha));
        }

        // A subtree by its SHA stands for its files: an index has no trees.
        var files = new List<(string Path, string Mode, string? Sha)>();
        foreach (var entry in entries)
        {
            if (entry is not { Mode: "040000", Sha: { } tree }) files.Add(entry);
            else if (await git.EntriesAsync(tree, recursive: true, call.Cancelled) is { } below)
                files.AddRange(below.Where(one => one.Type != "tree").Select(one => ($"{entry.Path}/{one.Path}", one.Mode, (string?)one.Sha)));
            else return Reply.Of(new Refusal(422, "tree.sha is not a valid tree"));
        }

        var made = await git.WriteTreeAsync(from, files, call.Cancelled);
        return Reply.Created(Tree(call, made, await git.EntriesAsync(made, recursive: false, call.Cancelled) ?? []));
    }

    private static async Task<Reply> BlobAsync(Call call)
    {
        var sha = call["sha"];
        if (await call.Repository.Git.ParseAsync(sha, call.Cancelled) is null) return Reply.NotFound;
        if ((await call.Repository.Git.ReadAsync([sha], call.Cancelled))[0] is not { Type: "blob" } blob) return Reply.NotFound;
        return Reply.Ok(new JsonObject
        {
            ["sha"] = sha,
            ["node_id"] = $"B_{sha}",
            ["size"] = blob.Content.Length,
            ["url"] = Link(call, sha),
            ["content"] = Convert.ToBase64String(blob.Content.Span),
            ["encoding"] = "base64",
        });
    }

    private static async Task<Reply> CreateBlobAsync(Call call)
    {
        if (call.Text("content") is not { } content) return Reply.Of(new Refusal(422, "Invalid request.\n\n\"content\" wasn't supplied."));
        var bytes = Encoding.UTF8.GetBytes(content);
        if (call.Text("encoding") == "base64" && !TryDecode(content, out bytes)) return Reply.Of(new Refusal(422, "content is not valid Base64"));
        var sha = await call.Repository.Git.WriteBlobAsync(bytes, call.Cancelled);
        return Reply.Created(new JsonObject { ["sha"] = sha, ["url"] = Link(call, sha) });
    }

    internal static bool TryDecode(string text, out byte[] bytes)
    {
        var clean = text.Replace("\n", "", StringComparison.Ordinal);
        bytes = new byte[(clean.Length * 3 / 4) + 3];
        var right = Convert.TryFromBase64String(clean, bytes, out var count);
        bytes = bytes[..count];
        return right;
    }

    private static string Link(Call call, string sha) => $"{RepositoryShapes.ApiUrl(call.World, call.Repository)}/git/blobs/{sha}";
}
