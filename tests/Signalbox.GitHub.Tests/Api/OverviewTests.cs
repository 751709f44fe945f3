using System.Text.Json;
using System.Text.Json.Nodes;
using Signalbox.GitHub.Api;
using Signalbox.GitHub.Api.GraphQL;
using Signalbox.GitHub.Tests.Servers;
using Signalbox.GitHub.Tests.Webhooks;
using Xunit;
using static Signalbox.GitHub.Tests.Servers.GitHubScene;

namespace Signalbox.GitHub.Tests.Api;

public sealed class OverviewTests
{
    private static string Node(int number) =>
        $$$$$"""
        {"number":{{{{{number}}}}},"id":"PR_{{{{{number}}}}}","state":"OPEN","title":"t","isDraft":false,"merged":false,"mergeable":"CONFLICTING",
         "mergeStateStatus":"DIRTY","reviewDecision":"CHANGES_REQUESTED","headRefName":"feat","headRefOid":"{{{{{Sha}}}}}","baseRefName":"main",
         "baseRefOid":"{{{{{Sha}}}}}","isCrossRepository":false,"authorAssociation":"MEMBER","updatedAt":"2026-11-20T12:00:00Z",
         "author":{"login":"ann"},"headRepository":{"nameWithOwner":"acme/app"},"labels":{"nodes":[{"name":"queue"}]},
         "latestOpinionatedReviews":{"nodes":[{"state":"APPROVED","submittedAt":"2026-11-20T11:00:00Z","author":{"login":"bob"},"commit":{"oid":"{{{{{Sha}}}}}"}}]},
         "commits":{"nodes":[{"commit":{"oid":"{{{{{Sha}}}}}","message":"m [skip ci]","statusCheckRollup":{"contexts":{"pageInfo":{"hasNextPage":false,"endCursor":"x"},"nodes":[
           {"__typename":"CheckRun","name":"unit","databaseId":5,"externalId":"k","status":"COMPLETED","conclusion":"TIMED_OUT","detailsUrl":"https://x/","checkSuite":{"app":{"databaseId":123}}},
           {"__typename":"StatusContext","context":"license/cla","state":"SUCCESS","description":null,"targetUrl":null},
           {"__typename":"SomethingNew"}]}}}}]}}
        """;

    private static string Page(IEnumerable<int> numbers, string? cursor)
    {
        var info = $$"""{"hasNextPage":{{(cursor is null ? "false" : "true")}},"endCursor":"{{cursor ?? "end"}}"}""";
        return Data($$"""{"pullRequests":{"pageInfo":{{info}},"nodes":[{{string.Join(',', numbers.Select(Node))}}] } }""");
    }

    private static string Data(string repository, string errors = "[]") => $$"""{"errors":{{errors}},"data":{"repository":{{repository}} } }""";

    [Fact]
    public async Task A_thousand_pull_requests_are_ten_requests()
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = async (asked, context) =>
        {
            if (asked.IsForToken) return false;
            var variables = JsonNode.Parse(asked.Body)!["variables"]!;
            var start = int.Parse(variables["after"]?.GetValue<string>() ?? "0", System.Globalization.CultureInfo.InvariantCulture);
            await Reply.Json(200, Page(Enumerable.Range(start + 1, 100), start + 100 < 1000 ? $"{start + 100}" : null))(context);
            return true;
        };

        var all = (await scene.BackgroundApi.Overviews.ListOpenAsync(Acme, default)).Required();

        Assert.Equal(Enumerable.Range(1, 1000), all.Select(one => one.Number));
        Assert.Equal(10, scene.Server.Requests.Count);
        Assert.All(scene.Server.Requests, asked => Assert.Equal("/graphql", asked.Target));
        var last = all[^1];
        Assert.Equal(
            (OverviewState.Open, Mergeability.Conflicting, ReviewDecision.ChangesRequested, "ann", "m [skip ci]", false),
            (last.State, last.Mergeability, last.ReviewDecision!.Value, last.Author, last.HeadMessage, last.IsFromFork));
        Assert.Equal([new ReviewVote("bob", ReviewState.Approved, Sha, new(2026, 11, 20, 11, 0, 0, TimeSpan.Zero))], last.Votes);
        Assert.Equal(
            [
                new ShownCheck.Run("unit", 5, 123, CheckStatus.Completed, CheckConclusion.TimedOut, "k", "https://x/"),
                new ShownCheck.Status("license/cla", StatusState.Success, null, null),
            ],
            last.Checks!);
    }

    [Fact]
    public async Task Pull_requests_that_do_not_exist_are_left_out()
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = Unless.ForToken(Reply.Json(
            200, Data($$"""{"p7":{{Node(7)}},"p8":null}""", """[{"type":"NOT_FOUND","path":["repository","p8"],"message":"Could not resolve to a PullRequest with the number of 8."}]""")));

        var found = (await scene.Api.Overviews.GetAsync(Acme, [7, 8], default)).Required();

        Assert.Equal(7, Assert.Single(found).Number);
    }

    [Fact]
    public async Task A_push_between_the_two_halves_of_an_answer_shows_no_checks_of_another_commit()
    {
        await using var scene = await StartAsync();
        var moved = Node(7).Replace($"\"headRefOid\":\"{Sha}\"", $"\"headRefOid\":\"{new string('b', 40)}\"", StringComparison.Ordinal);
        scene.Server.Answer = Unless.ForToken(Reply.Json(200, Data($$"""{"p7":{{moved}}}""")));
        var one = Assert.Single((await scene.Api.Overviews.GetAsync(Acme, [7], default)).Required());
        Assert.Null(one.Checks);
        Assert.Null(one.HeadMessage);
    }

    [Theory]
    [InlineData("""{"data":{"repository":null},"errors":[{"type":"NOT_FOUND","message":"Could not resolve to a Repository"}]}""", typeof(Answer<IReadOnlyList<PullRequestOverview>>.Missing))]
    [InlineData("""{"data":null,"errors":[{"type":"FORBIDDEN","message":"Resource not accessible by integration"}]}""", typeof(Answer<IReadOnlyList<PullRequestOverview>>.Refused))]
    [InlineData("""{"errors":[{"type":"RATE_LIMITED","message":"API rate limit exceeded"}]}""", typeof(Answer<IReadOnlyList<PullRequestOverview>>.Unavailable))]
    [InlineData("""{"errors":[{"message":"Something went wrong while executing your query."}]}""", typeof(Answer<IReadOnlyList<PullRequestOverview>>.Unavailable))]
    public async Task Errors_beside_a_200_are_answers(string body, Type expected)
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = Unless.ForToken(Reply.Json(200, body));
        Assert.IsType(expected, await scene.Api.Overviews.GetAsync(Acme, [7], default));
    }

    [Fact]
    public async Task A_query_that_is_too_heavy_for_GitHub_is_asked_in_smaller_pages()
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = async (asked, context) =>
        {
            if (asked.IsForToken) return false;
            await (asked.Body.Contains("\"first\":100", StringComparison.Ordinal) ? Reply.Status(502) : Reply.Json(200, Page([1], null)))(context);
            return true;
        };

        var (answer, _) = await scene.ClockedAsync(scene.Api.Overviews.ListOpenAsync(Acme, default));

        Assert.Single(answer.Required());
        Assert.Contains("\"first\":25", scene.Server.Requests[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_queries_are_valid_by_GitHubs_own_schema()
    {
        await GitHubExamples.InstalledAsync();
        string[] queries = [OverviewQueries.Page, OverviewQueries.Of([1, 42])];
        var errors = await GitHubExamples.RunAsync("node", ["validate.js"], JsonSerializer.Serialize(queries));
        Assert.Equal("[[],[]]", errors);
        // Guards against a check that finds nothing wrong in anything.
        var wrong = await GitHubExamples.RunAsync("node", ["validate.js"], JsonSerializer.Serialize((string[])[OverviewQueries.Page.Replace("isDraft", "isDraught", StringComparison.Ordinal)]));
        Assert.Contains("isDraught", wrong, StringComparison.Ordinal);
    }
}
