using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Hooks;
using Signalbox.FakeGitHub.Tests.Clients;
using Xunit;

namespace Signalbox.FakeGitHub.Tests.Hooks;

public sealed class DeliveryTests
{
    [Fact]
    public void The_signature_of_GitHubs_own_example_is_right() => Assert.Equal(
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        WebhookSignature.Sha256("It's a Secret to Everybody", "Hello, World!"u8));

    [Fact]
    public async Task A_push_to_a_pull_request_tells_of_the_push_the_pull_request_and_the_checks_it_wants()
    {
        await using var stage = await Stage.SetAsync(new() { WebhookSecret = "s3cret" });
        var pull = await stage.OpenAsync("feature/one");
        await stage.GitHub.Deliveries.SettledAsync();
        stage.Listener.Received.Clear();

        var head = await pull.PushAsync("grace", ("src/new.txt", "more\n"));
        await stage.GitHub.Deliveries.SettledAsync();

        Assert.Equal(["push", "pull_request.synchronize", "check_suite.requested"], stage.Listener.Names);
        var one = stage.Listener.Received.First();
        Assert.Equal("refs/heads/feature/one", (string?)one.Json["ref"]);
        Assert.Equal(head, (string?)one.Json["after"]);
        Assert.StartsWith("GitHub-Hookshot/", one.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.Equal("integration", one.Headers["X-GitHub-Hook-Installation-Target-Type"]);
        Assert.True(Guid.TryParse(one.Headers["X-GitHub-Delivery"], out _));
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("s3cret"), one.Body));
        Assert.Equal($"sha256={expected}", one.Headers["X-Hub-Signature-256"]);
    }

    [Fact]
    public async Task A_lost_webhook_is_in_the_list_and_comes_again_under_its_GUID()
    {
        await using var stage = await Stage.SetAsync();
        await stage.GitHub.Deliveries.SettledAsync();
        stage.GitHub.Deliveries.Plan(DeliveryFault.Lost, "pull_request.opened");
        await stage.OpenAsync("lost");
        await stage.GitHub.Deliveries.SettledAsync();
        Assert.DoesNotContain("pull_request.opened", stage.Listener.Names);

        var failed = (await stage.AsApp.GetAsync("/app/hook/deliveries?status=failure")).Expect(200).Json[0]!;
        Assert.Equal("pull_request", (string?)failed["event"]);
        (await stage.AsApp.PostAsync($"/app/hook/deliveries/{failed["id"]}/attempts")).Expect(202);
        await stage.GitHub.Deliveries.SettledAsync();

        var again = stage.Listener.Received.Last();
        Assert.Equal("pull_request.opened", again.Name);
        Assert.Equal((string?)failed["guid"], again.Headers["X-GitHub-Delivery"]);
        stage.Clock.Advance(DeliveryLog.Kept);
        using var later = ApiClient.AsApp(stage.GitHub, stage.Clock.GetUtcNow());
        (await later.PostAsync($"/app/hook/deliveries/{failed["id"]}/attempts")).Expect(422);
    }

    [Fact]
    public async Task Webhooks_are_forgotten_doubled_and_late_when_that_is_planned()
    {
        await using var stage = await Stage.SetAsync();
        var pull = await stage.OpenAsync("talk");
        await stage.GitHub.Deliveries.SettledAsync();
        stage.Listener.Received.Clear();
        stage.GitHub.Deliveries.Plan(DeliveryFault.Forgotten, "issue_comment.created");
        await pull.CommentAsync("ada", "one");
        stage.GitHub.Deliveries.Plan(DeliveryFault.Twice, "issue_comment");
        await pull.CommentAsync("ada", "two");
        stage.GitHub.Deliveries.Plan(DeliveryFault.Late, "issue_comment");
        await pull.CommentAsync("ada", "three");
        await pull.CommentAsync("ada", "four");
        await stage.GitHub.Deliveries.SettledAsync();

        Assert.Equal(["two", "two", "four", "three"], stage.Listener.Received.Select(one => (string?)one.Json["comment"]!["body"]));
        Assert.Equal(3, stage.Listener.Received.Select(one => one.Headers["X-GitHub-Delivery"]).Distinct().Count());
    }

    [Fact]
    public async Task A_receiver_that_fails_is_written_down()
    {
        await using var stage = await Stage.SetAsync();
        await stage.GitHub.Deliveries.SettledAsync();
        stage.Listener.Answer = 500;
        var pull = await stage.OpenAsync("one");
        await stage.GitHub.Deliveries.SettledAsync();

        Assert.True(pull.IsOpen);
        Assert.Equal(500, stage.GitHub.Deliveries.All[^1].StatusCode);
    }

    [Fact]
    public async Task Only_the_App_that_made_a_check_run_hears_of_its_buttons()
    {
        await using var stage = await Stage.SetAsync();
        var pull = await stage.OpenAsync("one");
        await stage.App.CheckAsync(pull.HeadSha, "theirs", "failure", "other-ci");
        await stage.Api.PostAsync("/repos/acme/app/check-runs", new JsonObject { ["name"] = "ours", ["head_sha"] = pull.HeadSha, ["conclusion"] = "failure" });
        await stage.GitHub.Deliveries.SettledAsync();
        stage.Listener.Received.Clear();

        foreach (var check in stage.App.ChecksOf(pull.HeadSha)) stage.App.Press(check.Id, "ada");
        await stage.GitHub.Deliveries.SettledAsync();

        Assert.Equal(["ours"], stage.Listener.Received.Where(one => one.Name == "check_run.rerequested").Select(one => (string?)one.Json["check_run"]!["name"]));
    }
}
