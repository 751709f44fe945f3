using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Conversations;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Shapes;

/// <summary>Issues, comments, reactions and labels.</summary>
internal static class ConversationShapes
{
    public static JsonObject Issue(World world, HostedRepository repository, IConversation one)
    {
        var api = RepositoryShapes.ApiUrl(world, repository);
        var self = $"{api}/issues/{one.Number}";
        var page = one.IsPull ? PullShapes.Page(world, repository, one.Number) : $"{world.Url}/{repository.FullName}/issues/{one.Number}";
        var shape = new JsonObject
        {
            ["url"] = self,
            ["repository_url"] = api,
            ["labels_url"] = $"{self}/labels{{/name}}",
            ["comments_url"] = $"{self}/comments",
            ["events_url"] = $"{self}/events",
            ["html_url"] = page,
            ["id"] = one.Id,
            ["node_id"] = $"I_{one.Id}",
            ["number"] = one.Number,
            ["title"] = one.Title,
            ["user"] = AccountShapes.Simple(world, one.Author),
            ["labels"] = Labels(world, repository, one.Labels),
            ["state"] = one.IsOpen ? "open" : "closed",
            ["locked"] = false,
            ["assignee"] = null,
            ["assignees"] = new JsonArray(),
            ["milestone"] = null,
            ["comments"] = repository.Comments.Values.Count(comment => comment.Number == one.Number),
            ["created_at"] = Stamp.Of(one.CreatedAt),
            ["updated_at"] = Stamp.Of(one.UpdatedAt),
            ["closed_at"] = Stamp.Of(one.ClosedAt),
            ["author_association"] = repository.AssociationOf(one.Author),
            ["active_lock_reason"] = null,
            ["body"] = one.Body,
            ["reactions"] = Reactions($"{self}/reactions", repository.Reactions.Values.Where(x => x.Comment is null && x.Number == one.Number)),
            ["timeline_url"] = $"{self}/timeline",
            ["performed_via_github_app"] = null,
            ["state_reason"] = null,
        };
        if (one is not PullRequests.PullRequest pull) return shape;
        shape["draft"] = pull.IsDraft;
        shape["pull_request"] = new JsonObject
        {
            ["url"] = $"{api}/pulls/{one.Number}",
            ["html_url"] = page,
            ["diff_url"] = $"{page}.diff",
            ["patch_url"] = $"{page}.patch",
            ["merged_at"] = Stamp.Of(pull.MergedAt),
        };
        return shape;
    }

    public static JsonObject Comment(World world, HostedRepository repository, Comment comment)
    {
        var api = $"{RepositoryShapes.ApiUrl(world, repository)}/issues";
        var kind = repository.Pulls.ContainsKey(comment.Number) ? "pull" : "issues";
        return new()
        {
            ["url"] = $"{api}/comments/{comment.Id}",
            ["html_url"] = $"{world.Url}/{repository.FullName}/{kind}/{comment.Number}#issuecomment-{comment.Id}",
            ["issue_url"] = $"{api}/{comment.Number}",
            ["id"] = comment.Id,
            ["node_id"] = comment.NodeId,
            ["user"] = AccountShapes.Simple(world, comment.Author),
            ["created_at"] = Stamp.Of(comment.CreatedAt),
            ["updated_at"] = Stamp.Of(comment.UpdatedAt),
            ["author_association"] = repository.AssociationOf(comment.Author),
            ["body"] = comment.Body,
            ["reactions"] = Reactions($"{api}/comments/{comment.Id}/reactions", repository.Reactions.Values.Where(x => x.Comment == comment.Id)),
            ["performed_via_github_app"] = comment.Through is { } app ? AppShapes.App(world, app) : null,
        };
    }

    public static JsonObject Reaction(World world, Reaction reaction) => new()
    {
        ["id"] = reaction.Id,
        ["node_id"] = $"REA_{reaction.Id}",
        ["user"] = AccountShapes.Simple(world, reaction.Author),
        ["content"] = reaction.Content,
        ["created_at"] = Stamp.Of(reaction.CreatedAt),
    };

    public static JsonArray Labels(World world, HostedRepository repository, IEnumerable<string> names) =>
        new([.. names.Select(name => repository.Labels.GetValueOrDefault(name)).OfType<Label>().Select(JsonNode (label) => Label(world, repository, label))]);

    public static JsonObject Label(World world, HostedRepository repository, Label label) => new()
    {
        ["id"] = label.Id,
        ["node_id"] = $"LA_{label.Id}",
        ["url"] = $"{RepositoryShapes.ApiUrl(world, repository)}/labels/{Uri.EscapeDataString(label.Name)}",
        ["name"] = label.Name,
        ["color"] = label.Color,
        ["default"] = false,
        ["description"] = label.Description,
    };

    private static JsonObject Reactions(string url, IEnumerable<Reaction> reactions)
    {
        var counts = reactions.CountBy(one => one.Content, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var shape = new JsonObject { ["url"] = url, ["total_count"] = counts.Values.Sum() };
        foreach (var content in Conversations.Reaction.Contents) shape[content] = counts.GetValueOrDefault(content);
        return shape;
    }
}
