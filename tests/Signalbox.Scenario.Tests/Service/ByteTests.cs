using System.Net;
using System.Net.Http.Headers;

namespace Signalbox.Scenario.Tests.Service;

public sealed class ByteTests
{
    [Fact]
    public async Task A_result_is_read_whole_and_in_parts_under_names_with_slashes_in_them()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Repository.Branch("feature/50%2F#ü");
        using var started = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
            scene.Http, "/api/builds", new { id = "odd", repository = scene.Name.Value, @ref = "feature/50%2F#ü" });
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        await scene.FollowAsync("odd");
        var path = $"/api/results/{scene.Name.Owner}/{scene.Name.Name}/{Uri.EscapeDataString("feature/50%2F#ü")}/{scene.Repository.Head}/unit/out/digits.txt";
        Assert.Equal("0123456789", await scene.Http.GetStringAsync(path));

        foreach (var (range, status, content, part) in new (string, HttpStatusCode, string, string?)[]
                 {
                     ("bytes=2-4", HttpStatusCode.PartialContent, "234", "bytes 2-4/10"), ("bytes=7-", HttpStatusCode.PartialContent, "789", "bytes 7-9/10"),
                     ("bytes=-2", HttpStatusCode.PartialContent, "89", "bytes 8-9/10"), ("bytes=-100", HttpStatusCode.PartialContent, "0123456789", "bytes 0-9/10"),
                     ("bytes=9-100", HttpStatusCode.PartialContent, "9", "bytes 9-9/10"), ("bytes=10-", HttpStatusCode.RequestedRangeNotSatisfiable, "", "bytes */10"),
                     ("bytes=0-1,4-5", HttpStatusCode.OK, "0123456789", null), ("lines=1-2", HttpStatusCode.OK, "0123456789", null), ("bytes=x", HttpStatusCode.OK, "0123456789", null),
                 })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("Range", range);
            using var answer = await scene.Http.SendAsync(request);
            Assert.Equal((range, status), (range, answer.StatusCode));
            Assert.Equal(content, await answer.Content.ReadAsStringAsync());
            Assert.Equal(part, answer.Content.Headers.ContentRange?.ToString());
            Assert.Equal("bytes", answer.Headers.AcceptRanges.Single());
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        }

        foreach (var elsewhere in new[] { "/unit/out/none", "/unit/../../secret", "/unit%2F..%2F..%2Fsecret" })
        {
            using var answer = await scene.Http.GetAsync(path.Replace("/unit/out/digits.txt", elsewhere, StringComparison.Ordinal));
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{elsewhere}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task A_log_says_its_length_and_gives_its_parts_by_an_encoded_task_name()
    {
        await using var scene = await ServiceScene.StartAsync("""
            version: 1
            blueprints:
              "deep/unit": { run: "echo 1234567890", matrix: { os: [linux] } }
            plan: { stages: [ { name: check, tasks: ["deep/unit"] } ] }
            """);
        await scene.BuildAsync("logged");
        await scene.FollowAsync("logged");
        var path = (string)(await scene.GetAsync("/api/builds/logged"))["stages"]![0]!["tasks"]![0]!["attempts"]![0]!["log"]!;
        Assert.Contains("deep%2Funit%5Bos%3Dlinux%5D", path, StringComparison.Ordinal);

        using var head = await scene.Http.SendAsync(new(HttpMethod.Head, path));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        var whole = await scene.Http.GetStringAsync(path);
        Assert.Equal(whole.Length, head.Content.Headers.ContentLength);
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Range = new RangeHeaderValue(whole.Length - 4, null) } };
        using var part = await scene.Http.SendAsync(request);
        Assert.Equal("890\n", await part.Content.ReadAsStringAsync());
        using var missing = await scene.Http.GetAsync(path + "?attempt=2");
        await ServiceScene.ProblemAsync(missing, HttpStatusCode.NotFound);
        using var unescaped = await scene.Http.GetAsync(path.Replace("%2F", "%252F", StringComparison.Ordinal));
        await ServiceScene.ProblemAsync(unescaped, HttpStatusCode.NotFound);
    }
}
