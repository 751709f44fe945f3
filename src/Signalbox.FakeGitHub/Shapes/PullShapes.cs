using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.PullRequests;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Shapes;

/// <summary>Pull requests and reviews.</summary>
internal static class PullShapes
{
    /// <summary>In lists, and in `pull_request_review`.</summary>
    public static JsonObject Simple(World world, HostedRepository repository, PullRequest pull)
    {
        var api = RepositoryShapes.ApiUrl(world, repository);
        var self = $"{api}/pulls/{pull.Number}";
        var issue = $"{api}/issues/{pull.Number}";
        var page = Page(world, repository, pull.Number);
        var links = new (string Name, string Url)[]
        {
            ("self", self), ("html", page), ("issue", issue), ("comments", $"{issue}/comments"), ("review_comments", $"{self}/comments"),
            ("review_comment", $"{api}/pulls/comments{{/number}}"), ("commits", $"{self}/commits"), ("statuses", $"{api}/statuses/{pull.HeadSha}"),
        };
        return new()
        {
            ["url"] = self,
            ["id"] = pull.Id,
            ["node_id"] = pull.NodeId,
            ["html_url"] = page,
            ["diff_url"] = $"{page}.diff",
            ["patch_url"] = $"{page}.patch",
            ["issue_url"] = issue,
            ["number"] = pull.Number,
            ["state"] = pull.IsOpen ? "open" : "closed",
            ["locked"] = false,
            ["title"] = pull.Title,
            ["user"] = AccountShapes.Simple(world, pull.Author),
            ["body"] = pull.Body,
            ["created_at"] = Stamp.Of(pull.CreatedAt),
            ["updated_at"] = Stamp.Of(pull.UpdatedAt),
            ["closed_at"] = Stamp.Of(pull.ClosedAt),
            ["merged_at"] = Stamp.Of(pull.MergedAt),
            ["merge_commit_sha"] = pull.MergeSha ?? pull.Mergeability.TestMerge,
            ["assignee"] = null,
            ["assignees"] = new JsonArray(),
            ["requested_reviewers"] = new JsonArray(),
            ["requested_teams"] = new JsonArray(),
            ["labels"] = ConversationShapes.Labels(world, repository, pull.Labels),
            ["milestone"] = null,
            ["draft"] = pull.IsDraft,
            ["commits_url"] = $"{self}/commits",
            ["review_comments_url"] = $"{self}/comments",
            ["review_comment_url"] = $"{api}/pulls/comments{{/number}}",
            ["comments_url"] = $"{issue}/comments",
            ["statuses_url"] = $"{api}/statuses/{pull.HeadSha}",
            ["head"] = End(world, pull.Head, pull.HeadRef, pull.HeadSha),
            ["base"] = End(world, repository, pull.BaseRef, pull.BaseSha),
            ["_links"] = new JsonObject(links.Select(link => KeyValuePair.Create(link.Name, (JsonNode?)new JsonObject { ["href"] = link.Url }))),
            ["author_association"] = repository.AssociationOf(pull.Author),
            ["auto_merge"] = null,
            ["active_lock_reason"] = null,
        };
    }

    /// <summary>`GET …/pulls/{n}`, and `pull_request` events.</summary>
    public static JsonObject Whole(World world, HostedRepository repository, PullRequest pull, PullRequestSize size)
    {
        var shape = Simple(world, repository, pull);
        shape["merged"] = pull.IsMerged;
        shape["mergeable"] = pull.IsOpen ? pull.Mergeability.Mergeable : null;
        shape["rebaseable"] = pull.IsOpen ? pull.Mergeability.Mergeable : null;
        shape["mergeable_state"] = MergeState.Of(repository, pull, size.IsBehind);
        shape["merged_by"] = AccountShapes.Optional(world, pull.MergedBy);
        shape["comments"] = repository.Comments.Values.Count(comment => comment.Number == pull.Number);
        shape["review_comments"] = 0;
        shape["maintainer_can_modify"] = pull.MaintainerCanModify;
        shape["commits"] = size.Commits;
        shape["additions"] = size.Additions;
        shape["deletions"] = size.Deletions;
        shape["changed_files"] = size.Files;
        return shape;
    }

    public static JsonObject Review(World world, HostedRepository repository, Review review, bool inEvent)
    {
        var page = $"{Page(world, repository, review.Pull)}#pullrequestreview-{review.Id}";
        var pull = $"{RepositoryShapes.ApiUrl(world, repository)}/pulls/{review.Pull}";
        return new()
        {
            ["id"] = review.Id,
            ["node_id"] = review.NodeId,
            ["user"] = AccountShapes.Simple(world, review.Author),
            ["body"] = review.Body,
            ["state"] = Word(review.State, upper: !inEvent),
            ["html_url"] = page,
            ["pull_request_url"] = pull,
            ["author_association"] = repository.AssociationOf(review.Author),
            ["_links"] = new JsonObject { ["html"] = new JsonObject { ["href"] = page }, ["pull_request"] = new JsonObject { ["href"] = pull } },
            ["submitted_at"] = Stamp.Of(review.SubmittedAt),
            ["commit_id"] = review.CommitSha,
        };
    }

    /// <summary>Lower case in events, upper case in the API.</summary>
    public static string Word(ReviewState state, bool upper) => (state, upper) switch
    {
        (ReviewState.ChangesRequested, true) => "CHANGES_REQUESTED",
        (ReviewState.ChangesRequested, false) => "changes_requested",
        (_, true) => state.ToString().ToUpperInvariant(),
        _ => state.ToString().ToLowerInvariant(),
    };

    /// <summary>In check runs and suites; GitHub leaves out those from forks.</summary>
    public static JsonArray InChecks(World world, HostedRepository repository, string headSha) => new(
    [
        .. from pull in repository.Pulls.Values
        where pull.IsOpen && pull.HeadSha == headSha && pull.Head.Id == repository.Id
        orderby pull.Number
        select (JsonNode)new JsonObject
        {
            ["url"] = $"{RepositoryShapes.ApiUrl(world, repository)}/pulls/{pull.Number}",
            ["id"] = pull.Id,
            ["number"] = pull.Number,
            ["head"] = BriefEnd(world, pull.Head, pull.HeadRef, pull.HeadSha),
            ["base"] = BriefEnd(world, repository, pull.BaseRef, pull.BaseSha),
        },
    ]);

    public static string Page(World world, HostedRepository repository, int number) => $"{world.Url}/{repository.FullName}/pull/{number}";

    private static JsonObject End(World world, HostedRepository repository, string reference, string sha) => new()
    {
        ["label"] = $"{repository.Owner.Login}:{reference}",
        ["ref"] = reference,
        ["sha"] = sha,
        ["user"] = AccountShapes.Simple(world, repository.Owner),
        ["repo"] = repository.IsDeleted ? null : RepositoryShapes.InEvent(world, repository),
    };

    private static JsonObject BriefEnd(World world, HostedRepository repository, string reference, string sha) => new()
    {
        ["ref"] = reference,
        ["sha"] = sha,
        ["repo"] = new JsonObject { ["id"] = repository.Id, ["url"] = RepositoryShapes.ApiUrl(world, repository), ["name"] = repository.Name },
    };
}
