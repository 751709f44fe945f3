using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Tests.Clients;
using Xunit;

namespace Signalbox.FakeGitHub.Tests.Control;

public sealed class ControlTests
{
    [Fact]
    public async Task A_story_can_be_told_over_HTTP()
    {
        await using var stage = await Stage.SetAsync();
        using var anybody = new ApiClient(stage.GitHub, null);

        await DoAsync(anybody, "create-repository", """{"repository":"acme/tool","files":{"a.txt":"a\n"}}""");
        await DoAsync(anybody, "permit", """{"repository":"acme/tool","login":"ada","role":"write"}""");
        var opened = await DoAsync(anybody, "open", """{"repository":"acme/tool","branch":"b","by":"ada","files":{"a.txt":null,"b.txt":"b\n"}}""");
        await DoAsync(anybody, "comment", """{"repository":"acme/tool","number":1,"by":"ada","body":"Hello"}""");
        await DoAsync(anybody, "fault", """{"fault":"refused","status":503,"route":"GET /repos/acme/tool"}""");
        (await stage.Api.GetAsync("/repos/acme/tool")).Expect(503);
        (await stage.Api.GetAsync("/repos/acme/tool")).Expect(200);
        await DoAsync(anybody, "merge", """{"repository":"acme/tool","number":1,"by":"ada"}""");
        await stage.GitHub.Deliveries.SettledAsync();

        var tool = stage.GitHub.Repository("acme/tool");
        Assert.Equal(1, (int)opened["number"]!);
        Assert.True(tool.PullRequest(1).IsMerged);
        Assert.Equal("Hello", tool.PullRequest(1).Comments.Single().Body);
        Assert.Contains("issue_comment.created", stage.Listener.Names);
        Assert.NotNull((await anybody.GetAsync("/_control")).Expect(200).Json["deeds"]!["open"]);
    }

    [Theory]
    [InlineData("fly", "{}", 404, "There is no deed 'fly'")]
    [InlineData("push", "{}", 422, "'repository' is missing")]
    [InlineData("permit", """{"repository":"acme/app","login":"ada","role":"king"}""", 422, "'role' must be one of none, read")]
    [InlineData("close", """{"repository":"acme/app","number":7,"by":"ada"}""", 422, "acme/app has no pull request #7")]
    [InlineData("merge", "[]", 400, "Send a JSON object")]
    public async Task A_wrong_deed_is_told_what_is_wrong(string deed, string body, int status, string message)
    {
        await using var stage = await Stage.SetAsync();

        var answer = await stage.Api.PostAsync($"/_control/{deed}", JsonNode.Parse(body));

        Assert.StartsWith(message, (string?)answer.Expect(status).Json["message"], StringComparison.Ordinal);
    }

    private static async Task<JsonNode> DoAsync(ApiClient client, string deed, string body) =>
        (await client.PostAsync($"/_control/{deed}", JsonNode.Parse(body))).Expect(200).Json;
}
