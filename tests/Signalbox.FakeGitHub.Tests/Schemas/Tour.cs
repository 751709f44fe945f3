using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.PullRequests;
using Signalbox.FakeGitHub.Tests.Clients;

namespace Signalbox.FakeGitHub.Tests.Schemas;

/// <summary>Uses every route, and does everything that a webhook tells of.</summary>
internal sealed class Tour(Stage stage)
{
    private const string Root = "/repos/acme/app";
    private const string Slashed = "feature/one+two";

    private ApiClient Api => stage.Api;

    public async Task WalkAsync()
    {
        await AppAsync();
        await GitAsync();
        await PullRequestsAsync();
        await ReportsAsync();
        await ConversationsAsync();
        await BranchesAsync();
        await MergesAsync();
        await GraphAsync();
        await PeopleAsync();
        await stage.GitHub.Deliveries.SettledAsync();
        await DeliveriesAsync();
        await EndAsync();
    }

    private async Task AppAsync()
    {
        var id = (long)(await stage.AsApp.GetAsync("/app/installations?per_page=1&page=1")).Expect(200).Json[0]!["id"]!;
        (await stage.AsApp.GetAsync("/app")).Expect(200);
        (await stage.AsApp.GetAsync($"/app/installations/{id}")).Expect(200);
        (await stage.AsApp.GetAsync($"{Root}/installation")).Expect(200);
        (await stage.AsApp.GetAsync("/orgs/acme/installation")).Expect(200);
        await stage.GitHub.CreateRepositoryAsync(new NewRepository("ada/notes") { OwnerIsPerson = true }, CancellationToken.None);
        stage.GitHub.Install("ada", "notes");
        (await stage.AsApp.GetAsync("/users/ada/installation")).Expect(200);
        (await stage.AsApp.GetAsync("/users/grace/installation")).Expect(404);
        stage.GitHub.Uninstall("ada");
        var narrowed = new JsonObject { ["repositories"] = new JsonArray("app"), ["permissions"] = new JsonObject { ["checks"] = "write" } };
        var token = (string)(await stage.AsApp.PostAsync($"/app/installations/{id}/access_tokens", narrowed)).Expect(201).Json["token"]!;
        using var narrow = new ApiClient(stage.GitHub, token);
        (await narrow.GetAsync("/installation/repositories")).Expect(200);
        (await narrow.DeleteAsync("/installation/token")).Expect(204);
        (await stage.AsApp.PostAsync($"/app/installations/{id}/access_tokens")).Expect(201);
        (await stage.AsApp.PutAsync($"/app/installations/{id}/suspended")).Expect(204);
        (await stage.AsApp.DeleteAsync($"/app/installations/{id}/suspended")).Expect(204);
        (await stage.AsApp.GetAsync("/app/hook/config")).Expect(200);
        (await stage.AsApp.PatchAsync("/app/hook/config", new JsonObject { ["content_type"] = "json" })).Expect(200);
    }

    private async Task GitAsync()
    {
        var main = (string)(await Api.GetAsync($"{Root}/git/ref/heads/main")).Expect(200).Json["object"]!["sha"]!;
        var tree = (string)(await Api.GetAsync($"{Root}/git/commits/{main}")).Expect(200).Json["tree"]!["sha"]!;
        (await Api.GetAsync($"{Root}/git/trees/{tree}?recursive=1")).Expect(200);
        var blob = (string)(await Api.PostAsync($"{Root}/git/blobs", new JsonObject { ["content"] = "YQ==", ["encoding"] = "base64" })).Expect(201).Json["sha"]!;
        (await Api.GetAsync($"{Root}/git/blobs/{blob}")).Expect(200);
        var entries = new JsonArray(
            new JsonObject { ["path"] = "deep/file.txt", ["mode"] = "100644", ["type"] = "blob", ["sha"] = blob },
            new JsonObject { ["path"] = "src/b.txt", ["mode"] = "100644", ["type"] = "blob", ["sha"] = null },
            new JsonObject { ["path"] = "said.txt", ["mode"] = "100644", ["type"] = "blob", ["content"] = "said" });
        var made = (string)(await Api.PostAsync($"{Root}/git/trees", new JsonObject { ["base_tree"] = tree, ["tree"] = entries })).Expect(201).Json["sha"]!;
        var commit = (string)(await Api.PostAsync(
            $"{Root}/git/commits",
            new JsonObject { ["message"] = "By hand", ["tree"] = made, ["parents"] = new JsonArray(main) })).Expect(201).Json["sha"]!;
        (await Api.PostAsync($"{Root}/git/refs", new JsonObject { ["ref"] = $"refs/heads/{Slashed}", ["sha"] = main })).Expect(201);
        (await Api.PostAsync($"{Root}/git/refs", new JsonObject { ["ref"] = $"refs/heads/{Slashed}", ["sha"] = main })).Expect(422);
        (await Api.PatchAsync($"{Root}/git/refs/heads/{Uri.EscapeDataString(Slashed)}", new JsonObject { ["sha"] = commit })).Expect(200);
        (await Api.PatchAsync($"{Root}/git/refs/heads/{Slashed}", new JsonObject { ["sha"] = main })).Expect(422);
        (await Api.PatchAsync($"{Root}/git/refs/heads/{Slashed}", new JsonObject { ["sha"] = main, ["force"] = true })).Expect(200);
        (await Api.GetAsync($"{Root}/git/matching-refs/heads/feature")).Expect(200);
        (await Api.GetAsync($"{Root}/compare/main...{commit}")).Expect(200);
        (await Api.GetAsync($"{Root}/compare/main...{Uri.EscapeDataString(Slashed)}?per_page=10&page=1")).Expect(200);
        (await Api.GetAsync($"{Root}/commits/{Slashed}")).Expect(200);
        (await Api.GetAsync($"{Root}/commits?sha=main&per_page=5")).Expect(200);
        (await Api.GetAsync($"{Root}/commits/{commit}/pulls")).Expect(200);
        (await Api.GetAsync($"{Root}/contents/src/a.txt?ref={Uri.EscapeDataString(Slashed)}")).Expect(200);
        (await Api.GetAsync($"{Root}/contents/src")).Expect(200);
        (await Api.GetAsync($"{Root}/contents/")).Expect(200);
        (await Api.GetAsync($"{Root}/contents")).Expect(200);
        var put = new JsonObject { ["message"] = "Put", ["content"] = "YQ==", ["branch"] = Slashed };
        var sha = (string)(await Api.PutAsync($"{Root}/contents/put.txt", put.DeepClone())).Expect(201).Json["content"]!["sha"]!;
        put["sha"] = sha;
        put["content"] = "Yg==";
        (await Api.PutAsync($"{Root}/contents/put.txt", put.DeepClone())).Expect(200);
        put["content"] = "Yw==";
        (await Api.PutAsync($"{Root}/contents/put.txt", put)).Expect(409);
        (await Api.DeleteAsync($"{Root}/git/refs/heads/{Slashed}")).Expect(204);
        (await Api.DeleteAsync($"{Root}/git/refs/heads/{Slashed}")).Expect(422);
    }

    private async Task PullRequestsAsync()
    {
        var fork = await stage.App.ForkAsync("linus");
        var outside = await stage.App.OpenPullRequestAsync(new("patch", "linus") { From = fork, Files = [("patch.txt", "p\n")], Body = "Please." });
        await stage.App.PushAsync("topic", "grace", ("topic.txt", "t\n"));
        var opened = (await Api.PostAsync($"{Root}/pulls", new JsonObject { ["title"] = "Topic", ["head"] = "topic", ["base"] = "main", ["draft"] = true })).Expect(201);
        var number = (int)opened.Json["number"]!;
        (await Api.PostAsync($"{Root}/pulls", new JsonObject { ["title"] = "Again", ["head"] = "topic", ["base"] = "main" })).Expect(422);
        (await Api.GetAsync($"{Root}/pulls?state=all&sort=updated&direction=asc&per_page=1&page=2")).Expect(200);
        (await Api.GetAsync($"{Root}/pulls/{outside.Number}")).Expect(200);
        (await Api.GetAsync($"{Root}/pulls/{outside.Number}")).Expect(200);
        (await Api.GetAsync($"{Root}/pulls/{number}/files")).Expect(200);
        (await Api.GetAsync($"{Root}/pulls/{number}/commits")).Expect(200);
        (await Api.PatchAsync($"{Root}/pulls/{number}", new JsonObject { ["title"] = "Better", ["body"] = "Why" })).Expect(200);
        (await Api.PatchAsync($"{Root}/pulls/{number}", new JsonObject { ["state"] = "closed" })).Expect(200);
        (await Api.PatchAsync($"{Root}/pulls/{number}", new JsonObject { ["state"] = "open" })).Expect(200);
        await stage.App.PushAsync("release/1", "grace", ("release.txt", "r\n"));
        (await Api.PatchAsync($"{Root}/pulls/{number}", new JsonObject { ["base"] = "release/1" })).Expect(200);
        (await Api.PatchAsync($"{Root}/pulls/{number}", new JsonObject { ["base"] = "main" })).Expect(200);
        var topic = stage.App.PullRequest(number);
        await topic.DraftAsync(isDraft: false, "grace");
        await topic.DraftAsync(isDraft: true, "grace");
        await topic.DraftAsync(isDraft: false, "grace");
        await topic.PushAsync("grace", ("topic.txt", "more\n"));
        await topic.ForcePushAsync("grace", ("topic.txt", "other\n"));
        var review = await topic.ReviewAsync("ada", ReviewState.ChangesRequested);
        await topic.DismissAsync(review, "ada");
        var said = (await Api.PostAsync($"{Root}/pulls/{number}/reviews", new JsonObject { ["event"] = "COMMENT", ["body"] = "Hm." })).Expect(200);
        (await Api.GetAsync($"{Root}/pulls/{number}/reviews/{said.Json["id"]}")).Expect(200);
        var approval = await topic.ReviewAsync("ada", ReviewState.Approved);
        (await Api.GetAsync($"{Root}/pulls/{number}/reviews")).Expect(200);
        (await Api.PutAsync($"{Root}/pulls/{number}/reviews/{approval}/dismissals", new JsonObject { ["message"] = "Old" })).Expect(200);
        await stage.App.PushAsync("main", "ada", ("main.txt", "m\n"));
        (await Api.PutAsync($"{Root}/pulls/{number}/update-branch", new JsonObject { ["expected_head_sha"] = topic.HeadSha })).Expect(202);
        (await Api.GetAsync($"{Root}/pulls/{number}/merge")).Expect(404);
        (await Api.PutAsync($"{Root}/pulls/{number}/merge", new JsonObject { ["sha"] = new string('0', 40) })).Expect(409);
        (await Api.PutAsync($"{Root}/pulls/{number}/merge", new JsonObject { ["sha"] = topic.HeadSha, ["merge_method"] = "squash" })).Expect(200);
        (await Api.GetAsync($"{Root}/pulls/{number}/merge")).Expect(204);
        (await Api.GetAsync($"{Root}/pulls/{number}")).Expect(200);
        await fork.DeleteAsync();
        (await Api.GetAsync($"{Root}/pulls/{outside.Number}")).Expect(200);
        await outside.CloseAsync("ada");
    }

    private async Task ReportsAsync()
    {
        var pull = await stage.OpenAsync("checked/one");
        var sha = pull.HeadSha;
        (await Api.PostAsync($"{Root}/check-suites", new JsonObject { ["head_sha"] = sha })).Expect(200);
        var suite = (await Api.GetAsync($"{Root}/commits/checked/one/check-suites")).Expect(200).Json["check_suites"]![0]!["id"];
        (await Api.GetAsync($"{Root}/check-suites/{suite}")).Expect(200);
        (await Api.PatchAsync($"{Root}/check-suites/preferences", new JsonObject
        {
            ["auto_trigger_checks"] = new JsonArray(new JsonObject { ["app_id"] = stage.GitHub.App.Id, ["setting"] = true }),
        })).Expect(200);
        var run = (await Api.PostAsync($"{Root}/check-runs", new JsonObject
        {
            ["name"] = "linux",
            ["head_sha"] = sha,
            ["status"] = "in_progress",
            ["external_id"] = "b/1",
            ["started_at"] = "2026-11-20T12:00:00Z",
        })).Expect(201).Json["id"];
        (await Api.PatchAsync($"{Root}/check-runs/{run}", new JsonObject
        {
            ["conclusion"] = "failure",
            ["details_url"] = "https://signalbox.example.org/builds/1",
            ["output"] = new JsonObject
            {
                ["title"] = "1 failed",
                ["summary"] = "One test failed.",
                ["annotations"] = new JsonArray(new JsonObject
                {
                    ["path"] = "src/a.txt",
                    ["start_line"] = 1,
                    ["end_line"] = 1,
                    ["annotation_level"] = "failure",
                    ["message"] = "Wrong",
                    ["title"] = "a",
                }),
            },
            ["actions"] = new JsonArray(new JsonObject { ["label"] = "Retry", ["description"] = "Once more", ["identifier"] = "retry" }),
        })).Expect(200);
        (await Api.GetAsync($"{Root}/check-runs/{run}")).Expect(200);
        (await Api.GetAsync($"{Root}/check-runs/{run}/annotations")).Expect(200);
        (await Api.PostAsync($"{Root}/check-runs/{run}/rerequest")).Expect(201);
        (await Api.PostAsync($"{Root}/check-suites/{suite}/rerequest")).Expect(201);
        (await Api.GetAsync($"{Root}/check-suites/{suite}/check-runs")).Expect(200);
        (await Api.GetAsync($"{Root}/commits/{Uri.EscapeDataString("checked/one")}/check-runs?filter=all&check_name=linux")).Expect(200);
        stage.App.Press((long)run!, "grace", "retry");
        await stage.App.CheckAsync(sha, "other", "success", "other-ci");
        var status = new JsonObject { ["state"] = "pending", ["context"] = "signalbox", ["description"] = "Waits", ["target_url"] = "https://signalbox.example.org/" };
        (await Api.PostAsync($"{Root}/statuses/{sha}", status)).Expect(201);
        (await Api.PostAsync($"{Root}/statuses/{sha}", new JsonObject { ["state"] = "well" })).Expect(422);
        (await Api.GetAsync($"{Root}/commits/{sha}/status")).Expect(200);
        (await Api.GetAsync($"{Root}/commits/checked/one/statuses?per_page=1")).Expect(200);
        (await Api.GetAsync($"{Root}/pulls/{pull.Number}")).Expect(200);
        (await Api.GetAsync($"{Root}/pulls/{pull.Number}")).Expect(200);
    }

    private async Task ConversationsAsync()
    {
        var pull = await stage.OpenAsync("talk", "talk.txt");
        var issue = $"{Root}/issues/{pull.Number}";
        (await Api.GetAsync(issue)).Expect(200);
        (await Api.GetAsync($"{Root}/issues/{await stage.App.OpenIssueAsync("Broken", "linus", "Me, too")}")).Expect(200);
        var comment = $"{Root}/issues/comments/{(await Api.PostAsync($"{issue}/comments", new JsonObject { ["body"] = "Hello" })).Expect(201).Json["id"]}";
        (await Api.GetAsync($"{issue}/comments?per_page=100")).Expect(200);
        (await Api.GetAsync(comment)).Expect(200);
        (await Api.PatchAsync(comment, new JsonObject { ["body"] = "Hello again" })).Expect(200);
        (await Api.PostAsync($"{comment}/reactions", new JsonObject { ["content"] = "eyes" })).Expect(201);
        var eyes = (await Api.PostAsync($"{comment}/reactions", new JsonObject { ["content"] = "eyes" })).Expect(200).Json["id"];
        (await Api.GetAsync($"{comment}/reactions?content=eyes")).Expect(200);
        (await Api.DeleteAsync($"{comment}/reactions/{eyes}")).Expect(204);
        (await Api.DeleteAsync(comment)).Expect(204);
        var rocket = (await Api.PostAsync($"{issue}/reactions", new JsonObject { ["content"] = "rocket" })).Expect(201).Json["id"];
        (await Api.GetAsync($"{issue}/reactions")).Expect(200);
        (await Api.DeleteAsync($"{issue}/reactions/{rocket}")).Expect(204);
        (await Api.PostAsync($"{issue}/labels", new JsonObject { ["labels"] = new JsonArray("queue", "big change") })).Expect(200);
        (await Api.GetAsync($"{issue}/labels")).Expect(200);
        (await Api.GetAsync($"{Root}/labels")).Expect(200);
        (await Api.DeleteAsync($"{issue}/labels/big%20change")).Expect(200);
        (await Api.DeleteAsync($"{issue}/labels/big%20change")).Expect(404);
        (await Api.PutAsync($"{issue}/labels", new JsonObject { ["labels"] = new JsonArray("other") })).Expect(200);
        (await Api.DeleteAsync($"{issue}/labels")).Expect(204);
    }

    private async Task BranchesAsync()
    {
        stage.App.Protect("release/1", new() { RequiredChecks = [new("linux")], Strict = true, RequiredApprovals = 1, MayPush = ["ada", "signalbox"] });
        var id = stage.App.AddRuleset(new("Main", ["~DEFAULT_BRANCH"],
        [
            new("non_fast_forward"),
            new("required_status_checks", new()
            {
                ["required_status_checks"] = new JsonArray(new JsonObject { ["context"] = "queue" }), ["strict_required_status_checks_policy"] = false,
            }),
        ])
        { BypassApps = [stage.GitHub.App.Id] });
        (await Api.GetAsync($"{Root}/branches?per_page=2")).Expect(200);
        (await Api.GetAsync($"{Root}/branches/main")).Expect(200);
        (await Api.GetAsync($"{Root}/branches/release/1")).Expect(200);
        (await Api.GetAsync($"{Root}/branches/release%2F1/protection")).Expect(200);
        (await Api.GetAsync($"{Root}/branches/main/protection")).Expect(404);
        (await Api.GetAsync($"{Root}/rules/branches/main")).Expect(200);
        (await Api.GetAsync($"{Root}/rulesets")).Expect(200);
        (await Api.GetAsync($"{Root}/rulesets/{id}")).Expect(200);
    }

    private async Task MergesAsync()
    {
        var main = await stage.App.BranchAsync("main");
        (await Api.PostAsync($"{Root}/git/refs", new JsonObject { ["ref"] = "refs/heads/scratch/1", ["sha"] = main })).Expect(201);
        var pull = await stage.OpenAsync("merge-me", "README.md", "# One\n");
        var rival = await stage.OpenAsync("rival", "README.md", "# Two\n");
        (await Api.PostAsync($"{Root}/merges", new JsonObject { ["base"] = "scratch/1", ["head"] = pull.HeadSha, ["commit_message"] = "Try" })).Expect(201);
        (await Api.PostAsync($"{Root}/merges", new JsonObject { ["base"] = "scratch/1", ["head"] = pull.HeadSha })).Expect(204);
        (await Api.PostAsync($"{Root}/merges", new JsonObject { ["base"] = "scratch/1", ["head"] = rival.HeadSha })).Expect(409);
        (await Api.PostAsync($"{Root}/merges", new JsonObject { ["base"] = "nowhere", ["head"] = pull.HeadSha })).Expect(404);
    }

    private async Task GraphAsync()
    {
        await AskAsync(
            """
            query($owner: String!, $name: String!, $last: Int!) {
              viewer { __typename login id }
              rateLimit { cost limit remaining used resetAt nodeCount }
              repository(owner: $owner, name: $name) {
                id databaseId name nameWithOwner owner { __typename login } isPrivate isFork viewerPermission
                defaultBranchRef { id name prefix target { __typename oid ... on Commit { message messageHeadline committedDate tree { oid } parents(first: 2) { nodes { oid } } } } }
                ref(qualifiedName: "refs/heads/release/1") { name target { __typename oid } }
                object(expression: "main") { __typename oid }
                pullRequests(last: $last, states: [OPEN, MERGED, CLOSED]) { totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes {
                  number id databaseId title body url state isDraft merged closed isCrossRepository headRefOid headRefName baseRefOid baseRefName
                  maintainerCanModify authorAssociation author { __typename login } createdAt updatedAt closedAt mergedAt headRepository { nameWithOwner }
                  baseRepository { id } reviewDecision isInMergeQueue isMergeQueueEnabled mergeable mergeStateStatus canBeRebased
                  potentialMergeCommit { oid } mergeCommit { oid } labels(first: 5) { nodes { name } }
                  reviews(first: 5) { nodes { id databaseId state body submittedAt author { __typename login } commit { oid } } }
                  latestOpinionatedReviews(first: 5, writersOnly: true) { nodes { state } }
                  commits(last: 1) { nodes { commit { oid statusCheckRollup { state contexts(first: 50) { nodes {
                    __typename
                    ... on CheckRun { id databaseId name externalId status conclusion detailsUrl title summary startedAt completedAt checkSuite { databaseId app { databaseId slug } } }
                    ... on StatusContext { id context state description targetUrl createdAt creator { __typename login } }
                  } } } } } }
                } }
              }
            }
            """,
            new() { ["owner"] = "acme", ["name"] = "app", ["last"] = 100 });
        var main = await stage.App.BranchAsync("main");
        await AskAsync(
            "mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }",
            new()
            {
                ["input"] = new JsonObject
                {
                    ["repositoryId"] = $"R_{stage.App.Id}",
                    ["refUpdates"] = new JsonArray(new JsonObject { ["name"] = "refs/heads/batch", ["beforeOid"] = new string('0', 40), ["afterOid"] = main }),
                },
            });
        await AskAsync($$"""mutation { deleteRef(input: { refId: "REF_{{stage.App.Id}}:refs/heads/batch" }) { clientMutationId } }""", []);
        await AskAsync($$"""mutation { createRef(input: { repositoryId: "R_{{stage.App.Id}}", name: "refs/heads/b", oid: "{{main}}" }) { clientMutationId } }""", []);
        await AskAsync($$"""mutation { updateRef(input: { refId: "REF_{{stage.App.Id}}:refs/heads/b", oid: "{{main}}" }) { clientMutationId } }""", []);
        await AskAsync($$"""{ node(id: "R_{{stage.App.Id}}") { __typename id ... on Repository { name } } }""", []);
    }

    private async Task AskAsync(string query, JsonObject variables)
    {
        var answer = (await Api.PostAsync("/graphql", new JsonObject { ["query"] = query, ["variables"] = variables })).Expect(200).Json;
        if (answer["errors"] is { } errors) throw new InvalidOperationException(errors.ToJsonString());
    }

    private async Task PeopleAsync()
    {
        (await Api.GetAsync(Root)).Expect(200);
        (await Api.GetAsync($"{Root}/collaborators/grace/permission")).Expect(200);
        (await Api.GetAsync($"{Root}/collaborators/grace")).Expect(204);
        (await Api.GetAsync($"{Root}/collaborators/linus")).Expect(404);
        (await Api.GetAsync("/users/grace")).Expect(200);
        (await Api.GetAsync("/meta")).Expect(200);
        (await Api.GetAsync("/rate_limit")).Expect(200);
        (await Api.GetAsync($"/repositories/{stage.App.Id}")).Expect(200);
        using var grace = new ApiClient(stage.GitHub, stage.GitHub.TokenOf("grace"));
        (await grace.GetAsync("/user")).Expect(200);
        var installation = (await grace.GetAsync("/user/installations")).Expect(200).Json["installations"]![0]!["id"];
        (await grace.GetAsync($"/user/installations/{installation}/repositories")).Expect(200);
    }

    private async Task DeliveriesAsync()
    {
        var deliveries = (await stage.AsApp.GetAsync("/app/hook/deliveries?per_page=5&status=success")).Expect(200);
        var id = deliveries.Json[0]!["id"];
        (await stage.AsApp.GetAsync($"/app/hook/deliveries/{id}")).Expect(200);
        (await stage.AsApp.PostAsync($"/app/hook/deliveries/{id}/attempts")).Expect(202);
        (await stage.AsApp.GetAsync("/app/hook/deliveries?per_page=5&cursor=1")).Expect(200);
    }

    private async Task EndAsync()
    {
        await stage.App.DeleteBranchAsync("rival", "grace");
        await stage.GitHub.CreateRepositoryAsync("acme/tool");
        stage.GitHub.Install("acme", "app");
        stage.GitHub.Install("acme", "app", "tool");
        var id = (await stage.AsApp.GetAsync("/app/installations")).Expect(200).Json[0]!["id"];
        (await stage.AsApp.DeleteAsync($"/app/installations/{id}")).Expect(204);
        await stage.GitHub.Deliveries.SettledAsync();
    }
}
