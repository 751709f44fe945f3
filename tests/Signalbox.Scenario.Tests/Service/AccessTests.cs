using System.Net;
using System.Net.Http.Json;
using Signalbox.Cli.Serving;
using Signalbox.Embedded.Host.Settings;

namespace Signalbox.Scenario.Tests.Service;

public sealed class AccessTests
{
    private const string TwoTokens = """
        { "Api": { "Tokens": [ { "Value": "looker-0123456789", "Role": "read" }, { "Value": "doer-0123456789", "Role": "operate", "Name": "deploy-bot" } ] } }
        """;

    [Fact]
    public async Task Who_may_do_what_follows_the_role_of_the_token()
    {
        await using var scene = await ServiceScene.StartAsync(settings: TwoTokens);
        (string Method, string Path, HttpStatusCode Nobody, HttpStatusCode Wrong, HttpStatusCode Read, HttpStatusCode Operate)[] matrix =
        [
            ("GET", "/api/health", HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK),
            ("GET", "/api/ready", HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK),
            ("GET", "/api/openapi.json", HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK),
            ("GET", "/api/builds", HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.OK),
            ("GET", "/api/events", HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.OK),
            ("GET", "/builds/none", HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.NotFound, HttpStatusCode.NotFound),
            ("GET", "/api/builds/none/tasks/unit/log", HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.NotFound, HttpStatusCode.NotFound),
            ("POST", "/api/builds/none/cancel", HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.NotFound),
            ("POST", "/api/builds/none/retry", HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.NotFound),
            ("POST", "/api/builds/none/tasks/unit/approve", HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.NotFound),
        ];
        foreach (var row in matrix)
        {
            foreach (var (token, expected) in new (string?, HttpStatusCode)[]
                     { (null, row.Nobody), ("doer-012345678", row.Wrong), ("looker-0123456789", row.Read), ("doer-0123456789", row.Operate) })
            {
                using var request = new HttpRequestMessage(new(row.Method), row.Path);
                if (token is not null) request.Headers.Authorization = new("Bearer", token);
                using var answer = await scene.Http.SendAsync(request);
                Assert.True(expected == answer.StatusCode, $"{row.Method} {row.Path} with {token ?? "nothing"}: {answer.StatusCode} instead of {expected}");
                if (expected == HttpStatusCode.Unauthorized) Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
            }
        }
    }

    [Fact]
    public async Task Who_cancelled_is_the_name_of_the_token()
    {
        await using var scene = await ServiceScene.StartAsync(Configurations.Approval, TwoTokens);
        scene.Use("doer-0123456789");
        await scene.BuildAsync("dropped");
        using var cancelled = await scene.Http.PostAsync("/api/builds/dropped/cancel", null);
        await scene.FollowAsync("dropped");
        Assert.Equal("deploy-bot", (string?)(await scene.GetAsync("/api/builds/dropped"))["cancelledBy"]);
    }

    [Fact]
    public async Task Logs_and_results_are_open_only_where_the_settings_say_so()
    {
        const string Log = "/api/builds/b/tasks/unit/log";
        await using (var scene = await ServiceScene.StartAsync(settings: TwoTokens.TrimEnd()[..^1] + """, "Results": { "Public": true } }"""))
        {
            scene.Use("doer-0123456789");
            await scene.BuildAsync("b");
            await scene.FollowAsync("b");
            scene.Http.DefaultRequestHeaders.Authorization = null;
            Assert.Contains("one", await scene.Http.GetStringAsync(Log), StringComparison.Ordinal);
            using var build = await scene.Http.GetAsync("/api/builds/b");
            Assert.Equal(HttpStatusCode.Unauthorized, build.StatusCode);
        }
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:80")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("192.168.0.7")]
    public async Task A_name_that_was_made_to_resolve_to_this_machine_gets_nothing(string host)
    {
        await using var scene = await ServiceScene.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/builds");
        request.Headers.Host = host;
        using var answer = await scene.Http.SendAsync(request);
        var problem = await ServiceScene.ProblemAsync(answer, HttpStatusCode.Forbidden);
        Assert.Contains(host, (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_page_elsewhere_cannot_make_a_browser_here_act(string header, string value)
    {
        await using var scene = await ServiceScene.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/builds");
        request.Headers.Add(header, value);
        request.Content = JsonContent.Create(new { repository = scene.Name.Value, @ref = "main" });
        using var answer = await scene.Http.SendAsync(request);
        await ServiceScene.ProblemAsync(answer, HttpStatusCode.Forbidden);
        Assert.Empty((await scene.GetAsync("/api/builds"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_page_of_ours_may_act()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Http.DefaultRequestHeaders.Add("Origin", scene.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal("mine", await scene.BuildAsync("mine"));
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://build.example:0")]
    public async Task Without_a_token_nothing_but_loopback_is_listened_on(string address)
    {
        using var folder = new TemporaryFolder();
        var (repositories, _) = await ServedRepositories.OpenAsync([], CancellationToken.None);
        var refused = await Assert.ThrowsAsync<SettingsException>(() =>
            LocalService.StartAsync(new(folder.Path), [address], repositories!, TimeProvider.System, CancellationToken.None));
        Assert.Contains("Api__Tokens__0__Value", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sample_of_settings_is_one_that_the_service_takes()
    {
        var sample = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "appsettings.sample.json"));
        await using var scene = await ServiceScene.StartAsync(settings: sample);
        using var nobody = await scene.Http.GetAsync("/api/builds");
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        scene.Use((string)System.Text.Json.Nodes.JsonNode.Parse(sample)!["Api"]!["Tokens"]![0]!["Value"]!);
        await scene.GetAsync("/api/builds");
    }

    [Theory]
    [InlineData("""{ "Api": { "Tokens": [ { "Value": "", "Role": "read" } ] } }""", "Api__Tokens__0__Value")]
    [InlineData("""{ "Api": { "Tokens": [ { "Value": "a b", "Role": "read" } ] } }""", "Api__Tokens__0__Value")]
    [InlineData("""{ "Api": { "Tokens": [ { "Value": "abc", "Role": "admin" } ] } }""", "Api__Tokens__0__Role")]
    [InlineData("""{ "Api": { "Tokens": [ { "Value": "abc" } ] } }""", "Api__Tokens__0__Role")]
    public async Task A_token_that_cannot_be_one_ends_the_start_by_the_name_of_its_setting(string settings, string named)
    {
        var refused = await Assert.ThrowsAsync<SettingsException>(() => ServiceScene.StartAsync(settings: settings));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }
}
