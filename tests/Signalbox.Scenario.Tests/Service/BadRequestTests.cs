using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Signalbox.Scenario.Tests.Service;

public sealed class BadRequestTests
{
    [Fact]
    public async Task Every_wrong_request_is_told_what_is_wrong_and_where()
    {
        await using var scene = await ServiceScene.StartAsync();
        var name = scene.Name.Value;
        (string Body, HttpStatusCode Status, string? Where)[] bodies =
        [
            ("", HttpStatusCode.BadRequest, "$"), ("null", HttpStatusCode.BadRequest, "$"), ("[]", HttpStatusCode.BadRequest, "$"), ("{", HttpStatusCode.BadRequest, "$"),
            ("{}", HttpStatusCode.BadRequest, "$"), ("""{"repository":7}""", HttpStatusCode.BadRequest, "$.repository"),
            ("""{"repository":"a/b","repository":"c/d","ref":"main"}""", HttpStatusCode.BadRequest, null),
            ("""{"repository":"\ud800/b","ref":"main"}""", HttpStatusCode.BadRequest, null),
            (string.Concat(Enumerable.Repeat("{\"a\":", 10_000)), HttpStatusCode.BadRequest, null),
            ("""{"repository":"none","ref":"main"}""", HttpStatusCode.UnprocessableEntity, "$.repository"),
            ("""{"repository":"no/such","ref":"main"}""", HttpStatusCode.UnprocessableEntity, "$.repository"),
            ($$"""{"repository":"{{name}}"}""", HttpStatusCode.UnprocessableEntity, "$"),
            ($$"""{"repository":"{{name}}","ref":"main","sha":"{{scene.Repository.Head}}"}""", HttpStatusCode.UnprocessableEntity, "$"),
            ($$"""{"repository":"{{name}}","sha":"abc"}""", HttpStatusCode.UnprocessableEntity, "$.sha"),
            ($$"""{"repository":"{{name}}","ref":"--upload-pack=touch"}""", HttpStatusCode.UnprocessableEntity, "$.ref"),
            ($$"""{"repository":"{{name}}","ref":"nowhere"}""", HttpStatusCode.UnprocessableEntity, "$.ref"),
            ($$"""{"repository":"{{name}}","ref":"main","base":"nowhere"}""", HttpStatusCode.UnprocessableEntity, "$.base"),
            ($$"""{"repository":"{{name}}","ref":"main","tasks":[""]}""", HttpStatusCode.UnprocessableEntity, "$.tasks"),
            ($$"""{"repository":"{{name}}","ref":"main","id":"a/b"}""", HttpStatusCode.UnprocessableEntity, "$.id"),
            ($$"""{"repository":"{{name}}","ref":"main","id":".."}""", HttpStatusCode.UnprocessableEntity, "$.id"),
        ];
        foreach (var (body, status, where) in bodies)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await scene.Http.PostAsync("/api/builds", content);
            var problem = await ServiceScene.ProblemAsync(answer, status);
            if (where is not null) Assert.Equal(where, (string?)problem["where"]);
        }

        foreach (var type in new[] { "text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16" })
        {
            using var content = new StringContent("{}");
            content.Headers.Remove("Content-Type");
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            using var answer = await scene.Http.PostAsync("/api/builds", content);
            await ServiceScene.ProblemAsync(answer, HttpStatusCode.UnsupportedMediaType);
        }

        foreach (var (path, where) in new[]
                 {
                     ("/api/builds?state=broken", "state"), ("/api/builds?limit=0", "limit"), ("/api/builds?limit=x", "limit"), ("/api/builds?limit=1&limit=2", "limit"),
                     ("/api/builds?after=nonsense", "after"), ("/api/events?after=nonsense", "after"), ("/api/builds/a%20b", "id"), ("/api/builds/b/events?after=-1", "after"),
                     ("/api/builds/b/tasks/%FF/log", "path"),
                 })
        {
            using var answer = await scene.Http.GetAsync(path);
            Assert.Equal(where, (string?)(await ServiceScene.ProblemAsync(answer, HttpStatusCode.BadRequest))["where"]);
        }

        using var lost = await scene.Http.GetAsync("/api/nothing/here");
        await ServiceScene.ProblemAsync(lost, HttpStatusCode.NotFound);
        using var wrong = await scene.Http.PutAsync("/api/builds/b", null);
        await ServiceScene.ProblemAsync(wrong, HttpStatusCode.MethodNotAllowed);
        Assert.Equal(["GET", "HEAD"], wrong.Content.Headers.Allow);
        Assert.Empty((await scene.GetAsync("/api/builds"))["items"]!.AsArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_too_large_is_refused_whether_or_not_it_says_so(bool says)
    {
        await using var scene = await ServiceScene.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/builds")
        {
            Content = new StringContent($"{{\"repository\":\"{new string('a', 2 << 20)}\"}}", Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = !says;
        using var answer = await scene.Http.SendAsync(request);
        await ServiceScene.ProblemAsync(answer, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Who_sends_a_byte_now_and_then_is_cut_off_and_holds_up_nobody()
    {
        await using var scene = await ServiceScene.StartAsync();
        using var slow = new TcpClient();
        await slow.ConnectAsync(IPAddress.Loopback, scene.Address.Port);
        var stream = slow.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/builds HTTP/1.1\r\nHost: localhost:{scene.Address.Port}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{"));
        await scene.GetAsync("/api/health");

        // The server's own bound on how slowly a body may come; it answers, or hangs up.
        var buffer = new byte[4096];
        var read = 0;
        try
        {
            read = await stream.ReadAsync(buffer).AsTask().WaitAsync(ServiceScene.Patience);
        }
        catch (IOException)
        {
            // It hung up.
        }

        if (read > 0) Assert.Contains(" 408 ", Encoding.ASCII.GetString(buffer, 0, read).Split('\n')[0], StringComparison.Ordinal);
        await scene.GetAsync("/api/health");
    }
}
