using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.PullRequests;
using Signalbox.FakeGitHub.Tests.Clients;
using Xunit;

namespace Signalbox.FakeGitHub.Tests.GraphQl;

public sealed class GraphTests
{
    private const string Overview = """
        query($owner: String!, $name: String!, $first: Int!, $after: String) {
          repository(owner: $owner, name: $name) {
            pullRequests(states: OPEN, first: $first, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) {
              pageInfo { hasNextPage endCursor }
              nodes { ...overview }
            }
          }
        }
        fragment overview on PullRequest {
          number id state title isDraft merged mergeable mergeStateStatus reviewDecision headRefName headRefOid baseRefName isCrossRepository
          author { login } headRepository { nameWithOwner } labels(first: 50) { nodes { name } }
          latestOpinionatedReviews(first: 50, writersOnly: true) { nodes { state author { login } commit { oid } } }
          commits(last: 1) { nodes { commit { oid statusCheckRollup { state contexts(first: 100) { nodes {
            __typename ... on CheckRun { name conclusion checkSuite { app { databaseId } } } ... on StatusContext { context state }
          } } } } } }
        }
        """;

    [Fact]
    public async Task One_request_reads_a_hundred_pull_requests()
    {
        await using var stage = await Stage.SetAsync(new() { UnknownMergeabilityReads = 0 });
        for (var i = 0; i < 12; i++) await stage.OpenAsync($"change/{i}", $"file{i}.txt");
        var first = stage.App.PullRequest(1);
        await first.ReviewAsync("ada", ReviewState.Approved);
        await stage.App.SetStatusAsync(first.HeadSha, "success", "lint", "ada");
        await stage.App.CheckAsync(first.HeadSha, "linux", "failure", "other-ci");
        var before = stage.GitHub.Requests.Count;

        var page = await AskAsync(stage, Overview, new() { ["owner"] = "acme", ["name"] = "app", ["first"] = 10 });

        Assert.Equal(1, stage.GitHub.Requests.Count - before);
        var pulls = page["data"]!["repository"]!["pullRequests"]!;
        Assert.Equal(10, pulls["nodes"]!.AsArray().Count);
        var one = pulls["nodes"]![0]!;
        Assert.Equal("MERGEABLE", (string?)one["mergeable"]);
        Assert.Equal("UNSTABLE", (string?)one["mergeStateStatus"]);
        Assert.Equal("ada", (string?)one["latestOpinionatedReviews"]!["nodes"]![0]!["author"]!["login"]);
        var rollup = one["commits"]!["nodes"]![0]!["commit"]!["statusCheckRollup"]!;
        Assert.Equal("FAILURE", (string?)rollup["state"]);
        Assert.Equal(["CheckRun", "StatusContext"], rollup["contexts"]!["nodes"]!.AsArray().Select(node => (string?)node!["__typename"]));
        Assert.True((bool)pulls["pageInfo"]!["hasNextPage"]!);
        var rest = await AskAsync(
            stage, Overview, new() { ["owner"] = "acme", ["name"] = "app", ["first"] = 10, ["after"] = (string?)pulls["pageInfo"]!["endCursor"] });
        Assert.Equal([11, 12], rest["data"]!["repository"]!["pullRequests"]!["nodes"]!.AsArray().Select(node => (int)node!["number"]!));
    }

    [Fact]
    public async Task Refs_move_together_or_not_at_all()
    {
        await using var stage = await Stage.SetAsync();
        var main = (await stage.App.BranchAsync("main"))!;
        var pull = await stage.OpenAsync("one");

        var refused = await UpdateAsync(stage, ("refs/heads/batch/1", Zero, pull.HeadSha), ("refs/heads/main", pull.HeadSha, pull.HeadSha));
        Assert.Equal("UNPROCESSABLE", (string?)refused["errors"]![0]!["type"]);
        Assert.Null(await stage.App.BranchAsync("batch/1"));

        var moved = await UpdateAsync(stage, ("refs/heads/batch/1", Zero, pull.HeadSha), ("refs/heads/main", main, pull.HeadSha));
        Assert.Null(moved["errors"]);
        Assert.Equal(pull.HeadSha, await stage.App.BranchAsync("main"));
        Assert.True(pull.IsMerged);
        Assert.Null((await UpdateAsync(stage, ("refs/heads/batch/1", pull.HeadSha, Zero)))["errors"]);
        Assert.Null(await stage.App.BranchAsync("batch/1"));
    }

    [Theory]
    [InlineData("{ repository(owner: \"acme\", name: \"none\") { id } }", "Could not resolve to a Repository with the name 'acme/none'.")]
    [InlineData("{ viewer { shoeSize } }", "Field 'shoeSize' doesn't exist on type 'User'")]
    [InlineData("{ viewer { login }", "Unexpected end of document")]
    [InlineData("{ repository(owner: \"acme\", name: \"app\") { pullRequests { totalCount } } }", "You must provide a `first` or `last` value to properly paginate the `PullRequestConnection` connection.")]
    public async Task What_GitHub_refuses_is_refused_within_a_200(string query, string message)
    {
        await using var stage = await Stage.SetAsync();

        var answer = await AskAsync(stage, query, []);

        Assert.Equal(message, (string?)answer["errors"]![0]!["message"]);
    }

    [Fact]
    public async Task What_is_missing_is_null_beside_what_is_there()
    {
        await using var stage = await Stage.SetAsync();
        await stage.OpenAsync("one");

        var answer = await AskAsync(stage, """{ repository(owner: "acme", name: "app") { a: pullRequest(number: 1) { number } b: pullRequest(number: 9) { number } } }""", []);

        Assert.Equal(1, (int?)answer["data"]!["repository"]!["a"]!["number"]);
        Assert.Null(answer["data"]!["repository"]!["b"]);
        Assert.Equal("NOT_FOUND", (string?)answer["errors"]![0]!["type"]);
    }

    private static readonly string Zero = new('0', 40);

    private static async Task<JsonNode> AskAsync(Stage stage, string query, JsonObject variables) =>
        (await stage.Api.PostAsync("/graphql", new JsonObject { ["query"] = query, ["variables"] = variables })).Expect(200).Json;

    private static Task<JsonNode> UpdateAsync(Stage stage, params (string Name, string Before, string After)[] updates) => AskAsync(
        stage,
        "mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }",
        new()
        {
            ["input"] = new JsonObject
            {
                ["repositoryId"] = $"R_{stage.App.Id}",
                ["refUpdates"] = new JsonArray([.. updates.Select(JsonNode (one) => new JsonObject { ["name"] = one.Name, ["beforeOid"] = one.Before, ["afterOid"] = one.After })]),
            },
        });
}
