using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Signalbox.Scenario.Tests.Service;

public sealed class BuildStories
{
    [Fact]
    public async Task A_build_is_asked_for_followed_and_read()
    {
        await using var scene = await ServiceScene.StartAsync();
        var id = await scene.BuildAsync("first");
        var events = await scene.FollowAsync(id);

        Assert.Equal("BUILD_RECEIVED", (string?)events[0]["type"]);
        Assert.Equal("BUILD_SUCCESS", (string?)events[^1]["type"]);
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(one => (int)one["seq"]!));

        var build = await scene.GetAsync("/api/builds/first");
        Assert.Equal("succeeded", (string?)build["state"]);
        Assert.Equal("api", (string?)build["reason"]);
        Assert.Equal(scene.Repository.Head.Value, (string?)build["sha"]);
        var log = await scene.Http.GetStringAsync((string)build["stages"]![0]!["tasks"]![0]!["attempts"]![0]!["log"]!);
        Assert.Contains("<b>two</b> & three", log, StringComparison.Ordinal);

        var listed = await scene.GetAsync("/api/builds?state=succeeded&limit=1");
        Assert.Equal("first", (string?)listed["items"]![0]!["id"]);
        var page = (await scene.GetAsync("/api/builds/first/events?after=3&limit=2"))["items"]!.AsArray();
        Assert.Equal([4, 5], page.Select(one => (int)one!["seq"]!));
        var feed = await scene.GetAsync("/api/events?limit=4");
        Assert.Equal(4, feed["items"]!.AsArray().Count);
        var rest = await scene.GetAsync($"/api/events?after={Uri.EscapeDataString((string)feed["next"]!)}");
        Assert.Equal(events.Count - 4, rest["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_same_id_again_is_the_same_build_and_with_another_request_a_conflict()
    {
        await using var scene = await ServiceScene.StartAsync();
        await scene.BuildAsync("once");
        await scene.FollowAsync("once");
        scene.Repository.Commit("main has moved");
        Assert.Equal("once", await scene.BuildAsync("once"));

        using var other = await scene.Http.PostAsJsonAsync("/api/builds", new { id = "once", repository = scene.Name.Value, @ref = "main", tasks = new[] { "unit" } });
        var problem = await ServiceScene.ProblemAsync(other, HttpStatusCode.Conflict);
        Assert.Contains("once", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.Single((await scene.GetAsync("/api/builds"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_failed_build_is_retried_under_an_id_of_the_callers_choice()
    {
        await using var scene = await ServiceScene.StartAsync(Configurations.Failing);
        await scene.BuildAsync("red");
        await scene.FollowAsync("red");

        using var answer = await scene.Http.PostAsync("/api/builds/red/retry?failedOnly=true&newId=again", null);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("again", (string?)(await ServiceScene.JsonAsync(answer))["id"]);
        await scene.FollowAsync("again");
        var good = (await scene.GetAsync("/api/builds/again"))["stages"]![0]!["tasks"]![0]!;
        Assert.Equal("red", (string?)good["delegatedTo"]!["build"]);
    }

    [Fact]
    public async Task A_task_waits_for_a_person_and_a_cancel_is_idempotent()
    {
        await using var scene = await ServiceScene.StartAsync(Configurations.Approval);
        await scene.BuildAsync("gated");
        await WaitForAsync(scene, "gated", "TASK_APPROVAL_REQUESTED");
        using (var retried = await scene.Http.PostAsync("/api/builds/gated/retry", null)) await ServiceScene.ProblemAsync(retried, HttpStatusCode.Conflict);
        using (var unknown = await scene.Http.PostAsync("/api/builds/gated/tasks/none/approve", null)) await ServiceScene.ProblemAsync(unknown, HttpStatusCode.NotFound);
        using (var approved = await scene.Http.PostAsync("/api/builds/gated/tasks/deploy/approve", null)) Assert.Equal(HttpStatusCode.Accepted, approved.StatusCode);
        Assert.Equal("BUILD_SUCCESS", (string?)(await scene.FollowAsync("gated"))[^1]["type"]);

        await scene.BuildAsync("dropped");
        await WaitForAsync(scene, "dropped", "TASK_APPROVAL_REQUESTED");
        for (var i = 0; i < 2; i++)
        {
            using var cancelled = await scene.Http.PostAsync("/api/builds/dropped/cancel", null);
            Assert.Equal(HttpStatusCode.Accepted, cancelled.StatusCode);
        }

        Assert.Equal("BUILD_CANCELLED", (string?)(await scene.FollowAsync("dropped"))[^1]["type"]);
        Assert.Equal("loopback", (string?)(await scene.GetAsync("/api/builds/dropped"))["cancelledBy"]);
    }

    [Fact]
    public async Task A_stream_goes_on_where_a_client_was_cut_off_and_keeps_it_away_after_the_last_word()
    {
        await using var scene = await ServiceScene.StartAsync();
        await scene.BuildAsync("streamed");
        var all = await scene.FollowAsync("streamed");
        scene.Http.DefaultRequestHeaders.Add("Last-Event-ID", "3");
        Assert.Equal(4, (int)(await scene.FollowAsync("streamed"))[0]["seq"]!);

        scene.Http.DefaultRequestHeaders.Remove("Last-Event-ID");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/builds/streamed/events");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Headers.Add("Last-Event-ID", $"{all.Count}");
        using var answer = await scene.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private static async Task WaitForAsync(ServiceScene scene, string id, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/builds/{id}/events");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var answer = await scene.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(ServiceScene.Patience);
        var events = System.Net.ServerSentEvents.SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync();
        await foreach (var item in events)
        {
            if (item.EventType == "message" && (string?)JsonNode.Parse(item.Data)!["type"] == type) return;
        }

        Assert.Fail($"The stream ended without {type}.");
    }
}
