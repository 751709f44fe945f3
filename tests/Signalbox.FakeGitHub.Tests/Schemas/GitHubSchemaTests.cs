using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Rest;
using Signalbox.FakeGitHub.Tests.Clients;
using Xunit;

namespace Signalbox.FakeGitHub.Tests.Schemas;

/// <summary>The fake says nothing that GitHub's own descriptions do not allow, and understands nothing else.</summary>
public sealed class GitHubSchemaTests
{
    // What GitHub serves without describing it.
    private static readonly string[] Undescribed = ["/repositories/{id}"];

    // GitHub's real payloads have null there once the fork is gone; its description of the REST answer does not say so.
    private const string DeletedFork = "/head/repo must be object";

    [Fact]
    public async Task Every_route_and_every_webhook_is_as_GitHub_describes_it()
    {
        await using var stage = await Stage.SetAsync();
        await new Tour(stage).WalkAsync();
        var said = new Said(
            [.. stage.GitHub.Requests.All.Where(IsDescribed).Select(Told)],
            [.. stage.Listener.Received.Select(one => new SaidWebhook(one.Event, one.Text))]);

        var report = await SchemaCheck.RunAsync(said);

        var problems = report.Problems.Where(one => !one.Contains(DeletedFork, StringComparison.Ordinal)).ToList();
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.True(report.Checked.Requests > 30 && report.Checked.Responses > 100, $"{report.Checked}");
        Assert.Equal(stage.Listener.Received.Count, report.Checked.Webhooks);
        Assert.Equal(6, report.Checked.Queries);
        var routes = new RouteTable();
        AllRoutes.AddTo(routes);
        Assert.Empty(routes.All.Select(Name).Except(stage.GitHub.Requests.All.Where(one => one.Status < 400).Select(one => $"{one.Method} {one.Route}")));
    }

    [Fact]
    public async Task The_check_sees_what_is_wrong()
    {
        var wrong = new Said(
            [
                new("GET", "/repos/acme/app/git/ref/heads/main", "?what=1", "/repos/{owner}/{repo}/git/ref/{ref+}", "", 200, """{"ref":1}"""),
                new("POST", "/repos/acme/app/merges", "", "/repos/{owner}/{repo}/merges", """{"base":"main"}""", 204, ""),
                new("GET", "/nowhere", "", "/nowhere", "", 200, "{}"),
                new("POST", "/graphql", "", "/graphql", """{"query":"{ viewer { shoeSize } }"}""", 200, """{"data":{}}"""),
                new("POST", "/graphql", "", "/graphql", """{"query":"{ viewer { login } }"}""", 200, """{"data":{"viewer":{"login":null}}}"""),
            ],
            [new("pull_request", new JsonObject { ["action"] = "opened", ["number"] = 1 }.ToJsonString()), new("what", "{}")]);

        var report = await SchemaCheck.RunAsync(wrong);

        Assert.Contains(report.Problems, one => one.Contains("no parameter 'what'", StringComparison.Ordinal));
        Assert.Contains(report.Problems, one => one.Contains("/ref must be string", StringComparison.Ordinal));
        Assert.Contains(report.Problems, one => one.Contains("request", StringComparison.Ordinal) && one.Contains("'head'", StringComparison.Ordinal));
        Assert.Contains(report.Problems, one => one.Contains("no such route", StringComparison.Ordinal));
        Assert.Contains(report.Problems, one => one.Contains("pull_request$opened", StringComparison.Ordinal));
        Assert.Contains(report.Problems, one => one.Contains("no such event", StringComparison.Ordinal));
        Assert.Contains(report.Problems, one => one.Contains("shoeSize", StringComparison.Ordinal));
        Assert.Contains(report.Problems, one => one.Contains("graphql response", StringComparison.Ordinal));
    }

    private static string Name(Route route) => $"{route.Method} {route.Template}";

    private static bool IsDescribed(Exchange exchange) => exchange.Route is { } route && !Undescribed.Contains(route);

    private static SaidExchange Told(Exchange one) => new(one.Method, one.Path, one.Query, one.Route!, one.RequestBody, one.Status, one.ResponseBody);
}
