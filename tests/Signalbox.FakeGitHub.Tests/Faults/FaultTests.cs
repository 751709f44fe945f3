using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Faults;
using Signalbox.FakeGitHub.Tests.Clients;
using Xunit;

namespace Signalbox.FakeGitHub.Tests.Faults;

public sealed class FaultTests
{
    private const string Root = "/repos/acme/app";

    [Fact]
    public async Task A_fault_strikes_its_route_as_often_as_it_was_planned_and_after_those_to_skip()
    {
        await using var stage = await Stage.SetAsync();
        stage.GitHub.Faults.Add(new Fault.Refused(500), "GET /repos/*/*/branches/**", times: 2, skip: 1);

        (await stage.Api.GetAsync(Root)).Expect(200);
        (await stage.Api.GetAsync($"{Root}/branches/main")).Expect(200);
        (await stage.Api.GetAsync($"{Root}/branches/main")).Expect(500);
        Assert.Single(stage.GitHub.Faults.Waiting);
        (await stage.Api.GetAsync($"{Root}/branches/main")).Expect(500);
        (await stage.Api.GetAsync($"{Root}/branches/main")).Expect(200);
        Assert.Empty(stage.GitHub.Faults.Waiting);
    }

    [Fact]
    public async Task A_lost_answer_has_had_its_effect_and_a_refusal_has_not()
    {
        await using var stage = await Stage.SetAsync();
        var pull = await stage.OpenAsync("one");
        stage.GitHub.Faults.Add(new Fault.Refused(502), "POST **/comments");
        stage.GitHub.Faults.Add(new Fault.LostAnswer(), "POST **/comments");
        stage.GitHub.Faults.Add(new Fault.Disconnected(), "POST **/comments");

        var path = $"{Root}/issues/{pull.Number}/comments";
        (await stage.Api.PostAsync(path, new JsonObject { ["body"] = "refused" })).Expect(502);
        (await stage.Api.PostAsync(path, new JsonObject { ["body"] = "lost" })).Expect(502);
        await Assert.ThrowsAsync<HttpRequestException>(() => stage.Api.PostAsync(path, new JsonObject { ["body"] = "broken" }));

        Assert.Equal(["lost", "broken"], pull.Comments.Select(one => one.Body));
    }

    [Fact]
    public async Task Both_limits_look_as_GitHub_shows_them()
    {
        await using var stage = await Stage.SetAsync();
        stage.GitHub.Faults.Add(new Fault.PrimaryLimit(TimeSpan.FromMinutes(3)));
        stage.GitHub.Faults.Add(new Fault.SecondaryLimit(TimeSpan.FromSeconds(7)));

        var primary = (await stage.Api.GetAsync(Root)).Expect(403);
        Assert.Equal("0", primary.Headers["X-RateLimit-Remaining"]);
        Assert.Equal($"{stage.Clock.GetUtcNow().AddMinutes(3).ToUnixTimeSeconds()}", primary.Headers["X-RateLimit-Reset"]);
        Assert.Equal("7", (await stage.Api.GetAsync(Root)).Expect(403).Headers["Retry-After"]);
    }

    [Fact]
    public async Task A_stale_read_is_what_was_true_before()
    {
        await using var stage = await Stage.SetAsync();
        var before = (string?)(await stage.Api.GetAsync($"{Root}/git/ref/heads/main")).Expect(200).Json["object"]!["sha"];
        var after = await stage.App.PushAsync("main", "ada", ("new.txt", "n\n"));
        stage.GitHub.Faults.Add(new Fault.StaleRead(), "GET **/git/ref/heads/main");

        Assert.Equal(before, (string?)(await stage.Api.GetAsync($"{Root}/git/ref/heads/main")).Expect(200).Json["object"]!["sha"]);
        Assert.Equal(after, (string?)(await stage.Api.GetAsync($"{Root}/git/ref/heads/main")).Expect(200).Json["object"]!["sha"]);
    }

    [Fact]
    public async Task A_slow_answer_waits_on_the_clock_that_it_was_given()
    {
        await using var stage = await Stage.SetAsync();
        var waits = new TaskCompletionSource();
        stage.Clock.TimerSet = _ => waits.TrySetResult();
        stage.GitHub.Faults.Add(new Fault.Slow(TimeSpan.FromSeconds(20)));

        var answer = stage.Api.GetAsync(Root);
        await waits.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(answer.IsCompleted);
        stage.Clock.Advance(TimeSpan.FromSeconds(20));

        (await answer).Expect(200);
    }
}
