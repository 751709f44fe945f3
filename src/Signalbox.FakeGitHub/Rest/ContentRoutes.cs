using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Shapes;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Rest;

/// <summary>Files and folders at a ref.</summary>
internal static class ContentRoutes
{
    private const string Root = "/repos/{owner}/{repo}/contents";
    private const int LargestAsJson = 1024 * 1024;
    private const int MostEntries = 1000;

    public static void AddTo(RouteTable routes)
    {
        routes.Get($"{Root}/{{path+}}", Access.Read("contents"), call => ReadAsync(call, call["path"].TrimEnd('/')));
        routes.Get(Root, Access.Read("contents"), call => ReadAsync(call, ""));
        routes.Get($"{Root}/", Access.Read("contents"), call => ReadAsync(call, ""));
        routes.Put($"{Root}/{{path+}}", Access.Write("contents"), WriteAsync);
    }

    private static async Task<Reply> ReadAsync(Call call, string path)
    {
        var git = call.Repository.Git;
        var reference = call.Query("ref") ?? call.Repository.DefaultBranch;
        var commit = await git.BranchAsync(reference, call.Cancelled) ?? await git.CommitShaAsync(reference, call.Cancelled);
        if (commit is null) return Reply.Of(new Refusal(404, $"No commit found for the ref {reference}"));
        if (await git.ParseAsync($"{commit}:{path}", call.Cancelled) is not { } sha || (await git.ReadAsync([sha], call.Cancelled))[0] is not { } found)
            return Reply.NotFound;
        if (found.Type == "tree")
        {
            var entries = await git.EntriesAsync(sha, recursive: false, call.Cancelled) ?? [];
            return Reply.Ok(new JsonArray([.. entries.Take(MostEntries).Select(entry => Entry(call, reference, path.Length == 0 ? entry.Path : $"{path}/{entry.Path}", entry))]));
        }

        if (call.Headers.Accept.ToString().Contains("raw", StringComparison.Ordinal))
            return new(200) { Raw = (found.Content, "application/vnd.github.raw+json; charset=utf-8") };
        var shape = Entry(call, reference, path, new("100644", "blob", sha, found.Content.Length, path));
        var isLarge = found.Content.Length > LargestAsJson;
        shape["content"] = isLarge ? "" : Convert.ToBase64String(found.Content.Span, Base64FormattingOptions.InsertLineBreaks).Replace("\r", "", StringComparison.Ordinal) + "\n";
        shape["encoding"] = isLarge ? "none" : "base64";
        return Reply.Ok(shape);
    }

    private static async Task<Reply> WriteAsync(Call call)
    {
        var (git, path) = (call.Repository.Git, call["path"]);
        if (call.Text("message") is not { } message || call.Text("content") is not { } text || !GitRoutes.TryDecode(text, out var content))
            return Reply.Of(new Refusal(422, "Invalid request.\n\n\"message\", \"content\" (Base64) weren't supplied."));
        var branch = call.Text("branch") ?? call.Repository.DefaultBranch;
        if (await git.BranchAsync(branch, call.Cancelled) is not { } tip) return Reply.Of(new Refusal(404, $"Branch {branch} not found"));
        var old = await git.ParseAsync($"{tip}:{path}", call.Cancelled);
        if (old is not null && call.Text("sha") is null) return Reply.Of(new Refusal(422, "Invalid request.\n\n\"sha\" wasn't supplied."));
        if (call.Text("sha") is { } expected && expected != old) return Reply.Of(new Refusal(409, $"{path} does not match {expected}"));
        var blob = await git.WriteBlobAsync(content, call.Cancelled);
        var tree = await git.WriteTreeAsync(tip, [(path, "100644", blob)], call.Cancelled);
        var signature = call.World.Creation.SignatureOf(call.Actor);
        var sha = await git.WriteCommitAsync(tree, [tip], message, signature, signature, call.Cancelled);
        var request = new RefRequest($"refs/heads/{branch}", sha, Force: false) { IsGuarded = true, Before = tip };
        if (await call.World.Refs.ApplyAsync(call.Repository, [request], call.Pusher, call.Cancelled) is { } refusal)
            return Reply.Of(refusal with { Status = 409 });
        return new(old is null ? 201 : 200, new JsonObject
        {
            ["content"] = Entry(call, branch, path, new("100644", "blob", blob, content.Length, path)),
            ["commit"] = CommitShapes.GitCommit(call.World, call.Repository, (await git.CommitAsync(sha, call.Cancelled))!),
        });
    }

    private static JsonObject Entry(Call call, string reference, string path, GitEntry entry)
    {
        var kind = entry.Type switch { "tree" => "dir", "commit" => "submodule", _ => entry.Mode == "120000" ? "symlink" : "file" };
        var api = RepositoryShapes.ApiUrl(call.World, call.Repository);
        var escaped = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        var web = $"{call.World.Url}/{call.Repository.FullName}";
        var self = $"{api}/contents/{escaped}?ref={Uri.EscapeDataString(reference)}";
        var page = $"{web}/{(kind == "dir" ? "tree" : "blob")}/{reference}/{escaped}";
        var source = $"{api}/git/{(kind == "dir" ? "trees" : "blobs")}/{entry.Sha}";
        return new()
        {
            ["name"] = path.Split('/')[^1],
            ["path"] = path,
            ["sha"] = entry.Sha,
            ["size"] = entry.Size ?? 0,
            ["url"] = self,
            ["html_url"] = page,
            ["git_url"] = source,
            ["download_url"] = kind == "file" ? $"{web}/raw/{reference}/{escaped}" : null,
            ["type"] = kind,
            ["_links"] = new JsonObject { ["self"] = self, ["git"] = source, ["html"] = page },
        };
    }
}
