using System.Globalization;
using Signalbox.Core.Changes;
using Signalbox.GitHub.Api;
using Signalbox.GitHub.Tests.Servers;
using Xunit;
using static Signalbox.GitHub.Tests.Servers.GitHubScene;

namespace Signalbox.GitHub.Tests.Api;

public sealed class ReadingTests
{
    private const string Commit = """{"sha":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""";

    private static Task<Answer<CommitSha>> ResolveAsync(InstallationApi api) => api.Commits.ResolveAsync(Acme, "main", default);

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = async (asked, context) =>
        {
            if (asked.IsForToken) return false;
            await (asked.Headers.GetValueOrDefault("If-None-Match") == "W/\"v1\"" ? Reply.Status(304) : Reply.Json(200, Commit, ("ETag", "W/\"v1\"")))(context);
            return true;
        };

        Assert.Equal(Sha, (await ResolveAsync(scene.Api)).Required());
        Assert.Equal(Sha, (await ResolveAsync(scene.Api)).Required());
        Assert.False(scene.Server.Requests[0].Headers.ContainsKey("If-None-Match"));
        Assert.Equal("W/\"v1\"", scene.Server.Requests[1].Headers["If-None-Match"]);

        // Another installation may not be allowed to see it.
        Assert.Equal(Sha, (await ResolveAsync(scene.Client.For(new(7)))).Required());
        Assert.False(scene.Server.Requests[2].Headers.ContainsKey("If-None-Match"));
    }

    [Fact]
    public async Task The_bytes_that_are_kept_have_a_bound()
    {
        await using var scene = await StartAsync(new() { CacheBytes = 8 * 1024, Timeout = TimeSpan.FromDays(1) });
        var filler = new string(' ', 3000);
        scene.Server.Answer = Unless.ForToken(Reply.Json(200, Commit + filler, ("ETag", "\"v1\"")));
        for (var i = 0; i < 20; i++) await scene.Api.Commits.ResolveAsync(Acme, $"b{i}", default);
        for (var i = 0; i < 20; i++) await scene.Api.Commits.ResolveAsync(Acme, $"b{i}", default);

        Assert.InRange(scene.Server.Requests.Skip(20).Count(asked => asked.Headers.ContainsKey("If-None-Match")), 0, 2);
    }

    [Fact]
    public async Task A_list_is_read_to_its_end_by_GitHubs_own_links()
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = async (asked, context) =>
        {
            if (asked.IsForToken) return false;
            var page = int.Parse(context.Request.Query["page"].FirstOrDefault() ?? "1", CultureInfo.InvariantCulture);
            var items = string.Join(',', Enumerable.Range((page - 1) * 2, 2).Select(i => $$"""{"filename":"f{{i}}","status":"added"}"""));
            var link = $"<{scene.Server.Address}repos/acme/app/pulls/7/files?per_page=100&page=1>; rel=\"first\"";
            if (page < 3) link = $"<{scene.Server.Address}repos/acme/app/pulls/7/files?per_page=100&page={page + 1}>; rel=\"next\", {link}";
            await Reply.Json(200, $"[{items}]", ("Link", link))(context);
            return true;
        };

        var files = (await scene.Api.PullRequests.ListFilesAsync(Acme, 7, default)).Required();

        Assert.Equal(["f0", "f1", "f2", "f3", "f4", "f5"], files.Select(file => file.Filename));
        Assert.Equal(3, scene.Server.Requests.Count);
    }

    [Theory]
    [InlineData("https://evil.example/repos/acme/app/pulls/7/files?page=2", "GitHub__ApiUrl")]
    [InlineData("self", "read already")]
    public async Task A_list_that_leads_elsewhere_or_in_a_circle_is_no_answer(string next, string reason)
    {
        await using var scene = await StartAsync();
        if (next == "self") next = $"{scene.Server.Address}repos/acme/app/pulls/7/files?per_page=100";
        scene.Server.Answer = Unless.ForToken(Reply.Json(200, "[]", ("Link", $"<{next}>; rel=\"next\"")));

        var unavailable = Assert.IsType<Answer<IReadOnlyList<ChangedFile>>.Unavailable>(await scene.Api.PullRequests.ListFilesAsync(Acme, 7, default));

        Assert.Contains(reason, unavailable.Message, StringComparison.Ordinal);
        Assert.Single(scene.Server.Requests);
    }

    [Fact]
    public async Task A_renamed_repository_is_followed_by_reads_and_by_writes()
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = async (asked, context) =>
        {
            if (asked.IsForToken) return false;
            if (!asked.Target.StartsWith("/repos/acme/app/", StringComparison.Ordinal)) await Reply.Json(200, asked.Method == "GET" ? Commit : """{"id":5,"body":"x"}""")(context);
            else await Reply.Status(asked.Method == "GET" ? 301 : 307, ("Location", $"{scene.Server.Address}repositories/1/moved"))(context);
            return true;
        };

        Assert.Equal(Sha, (await ResolveAsync(scene.Api)).Required());
        Assert.Equal(5, (await scene.Api.Comments.CreateAsync(Acme, 7, "hello", default)).Required().Id);
        Assert.Equal(("POST", """{"body":"hello"}"""), (scene.Server.Requests[^1].Method, scene.Server.Requests[^1].Body));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_to_another_host_gets_no_token_and_no_request(int status)
    {
        await using var scene = await StartAsync();
        await using var other = await StubGitHub.StartAsync();
        scene.Server.Answer = Unless.ForToken(Reply.Status(status, ("Location", $"{other.Address}stolen")));

        var refused = Assert.IsType<Answer<CommitSha>.Refused>(await ResolveAsync(scene.Api));

        Assert.Contains("no token is sent", refused.Message, StringComparison.Ordinal);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Redirects_without_end_end()
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = Unless.ForToken(Reply.Status(302, ("Location", "/again")));
        Assert.IsType<Answer<CommitSha>.Refused>(await ResolveAsync(scene.Api));
        Assert.Equal(4, scene.Server.Requests.Count);
    }

    [Fact]
    public async Task Deliveries_are_read_no_further_back_than_asked()
    {
        await using var scene = await StartAsync();
        var now = scene.Clock.GetUtcNow();
        scene.Server.Answer = async (_, context) =>
        {
            var page = int.Parse(context.Request.Query["cursor"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
            var items = string.Join(',', Enumerable.Range(0, 2).Select(i => $$"""
                {"id":{{(page * 2) + i}},"guid":"00000000-0000-0000-0000-00000000000{{page}}","delivered_at":"{{now.AddHours(-(page * 2) - i):O}}","status_code":{{(i == 0 ? 200 : 502)}},"event":"push","action":null,"redelivery":false,"status":"OK"}
                """));
            await Reply.Json(200, $"[{items}]", ("Link", $"<{scene.Server.Address}app/hook/deliveries?per_page=100&cursor={page + 1}>; rel=\"next\""))(context);
            return true;
        };

        var deliveries = (await scene.Client.App.Deliveries.ListAsync(now.AddHours(-4), default)).Required();

        Assert.Equal([0, 1, 2, 3, 4], deliveries.Select(delivery => delivery.Id));
        Assert.Equal([true, false, true, false, true], deliveries.Select(delivery => delivery.IsDelivered));
        Assert.Equal(3, scene.Server.Requests.Count);
    }
}
