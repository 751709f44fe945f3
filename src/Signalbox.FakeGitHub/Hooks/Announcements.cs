using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Apps;
using Signalbox.FakeGitHub.Checks;
using Signalbox.FakeGitHub.Conversations;
using Signalbox.FakeGitHub.PullRequests;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Shapes;
using Signalbox.FakeGitHub.Statuses;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Hooks;

/// <summary>Says to the App what happened, if it is installed there and listens.</summary>
internal sealed class Announcements(World world)
{
    public async Task PullRequestAsync(
        string action, HostedRepository repository, PullRequest pull, Account sender, JsonObject? more, CancellationToken cancellationToken)
    {
        if (Listener("pull_request", repository) is null) return;
        var size = await world.PullRequests.SizeAsync(repository, pull, cancellationToken);
        var payload = more ?? [];
        payload["number"] = pull.Number;
        payload["pull_request"] = PullShapes.Whole(world, repository, pull, size);
        Emit("pull_request", action, repository, sender, payload);
    }

    public void Review(string action, HostedRepository repository, Review review, Account sender)
    {
        var pull = repository.Pulls[review.Pull];
        Emit("pull_request_review", action, repository, sender, new()
        {
            ["review"] = PullShapes.Review(world, repository, review, inEvent: true),
            ["pull_request"] = PullShapes.Simple(world, repository, pull),
        });
    }

    public void Comment(string action, HostedRepository repository, Comment comment, Account sender, string? before = null)
    {
        IConversation about = repository.Pulls.TryGetValue(comment.Number, out var pull) ? pull : repository.Issues[comment.Number];
        var payload = new JsonObject
        {
            ["issue"] = ConversationShapes.Issue(world, repository, about),
            ["comment"] = ConversationShapes.Comment(world, repository, comment),
        };
        if (before is not null) payload["changes"] = new JsonObject { ["body"] = new JsonObject { ["from"] = before } };
        Emit("issue_comment", action, repository, sender, payload);
    }

    /// <summary>A check run. Some actions are for the App that made it alone.</summary>
    public void Run(string action, HostedRepository repository, CheckRun run, Account sender, string? button = null)
    {
        if (action is "rerequested" or "requested_action" && run.Suite.App.Id != world.App.Id) return;
        var payload = new JsonObject { ["check_run"] = CheckShapes.RunInEvent(world, repository, run) };
        if (button is not null) payload["requested_action"] = new JsonObject { ["identifier"] = button };
        Emit("check_run", action, repository, sender, payload);
    }

    public async Task SuiteAsync(string action, HostedRepository repository, CheckSuite suite, Account sender, CancellationToken cancellationToken)
    {
        if (action != "completed" && suite.App.Id != world.App.Id) return;
        if (await repository.Git.CommitAsync(suite.HeadSha, cancellationToken) is not { } commit) return;
        var shape = CheckShapes.SuiteInEvent(world, repository, suite);
        shape["head_commit"] = CommitShapes.Simple(commit);
        if (action == "rerequested")
        {
            shape.Remove("rerequestable");
            shape.Remove("runs_rerequestable");
        }

        Emit("check_suite", action, repository, sender, new() { ["check_suite"] = shape });
    }

    public async Task StatusAsync(HostedRepository repository, CommitStatus status, Account sender, CancellationToken cancellationToken)
    {
        if (Listener("status", repository) is null || await repository.Git.CommitAsync(status.Sha, cancellationToken) is not { } commit) return;
        var branches = (await repository.Git.RefsAsync("refs/heads/", cancellationToken)).Where(one => one.Sha == status.Sha).Take(10);
        var shape = CommitShapes.Commit(world, repository, commit);
        shape["commit"]!["verification"]!.AsObject().Remove("verified_at");
        Emit("status", null, repository, sender, new()
        {
            ["id"] = status.Id,
            ["sha"] = status.Sha,
            ["name"] = repository.FullName,
            ["target_url"] = status.TargetUrl,
            ["avatar_url"] = null,
            ["context"] = status.Context,
            ["description"] = status.Description,
            ["state"] = status.State,
            ["commit"] = shape,
            ["branches"] = new JsonArray([.. branches.Select(JsonNode (one) => new JsonObject
            {
                ["name"] = one.Name["refs/heads/".Length..],
                ["commit"] = new JsonObject { ["sha"] = one.Sha, ["url"] = $"{RepositoryShapes.ApiUrl(world, repository)}/commits/{one.Sha}" },
                ["protected"] = repository.Protections.ContainsKey(one.Name["refs/heads/".Length..]),
            })]),
            ["created_at"] = Stamp.Of(status.CreatedAt),
            ["updated_at"] = Stamp.Of(status.CreatedAt),
        });
    }

    /// <summary>Sends an event of a repository to the App's installation.</summary>
    public void Emit(string name, string? action, HostedRepository repository, Account sender, JsonObject payload)
    {
        if (Listener(name, repository) is not { } installation) return;
        if (action is not null) payload["action"] = action;
        if (!payload.ContainsKey("repository")) payload["repository"] = RepositoryShapes.InEvent(world, repository);
        if (repository.Owner.Kind == AccountKind.Organization) payload["organization"] = AccountShapes.Organization(world, repository.Owner);
        payload["sender"] = AccountShapes.Simple(world, sender);
        payload["installation"] = new JsonObject { ["id"] = installation.Id, ["node_id"] = installation.NodeId };
        world.Hooks.Emit(name, action, installation.Id, repository.Id, payload);
    }

    public Installation? Listener(string name, HostedRepository repository) =>
        world.App.Events.Contains(name) && world.Installations.Covering(repository) is { SuspendedAt: null } installation ? installation : null;
}
