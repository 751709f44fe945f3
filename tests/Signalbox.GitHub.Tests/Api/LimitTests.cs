using System.Globalization;
using Signalbox.GitHub.Api;
using Signalbox.GitHub.Tests.Servers;
using Xunit;
using static Signalbox.GitHub.Tests.Servers.GitHubScene;

namespace Signalbox.GitHub.Tests.Api;

public sealed class LimitTests
{
    private const string Comment = """{"id":5,"body":"x"}""";

    [Theory]
    [InlineData(403)]
    [InlineData(429)]
    public async Task A_write_that_GitHub_limits_has_not_happened_and_is_sent_again_after_the_pause_it_asks_for(int status)
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = Unless.ForToken(Reply.Status(status, ("Retry-After", "9")), Reply.Json(201, Comment));

        var (answer, took) = await scene.ClockedAsync(scene.Api.Comments.CreateAsync(Acme, 7, "x", default));

        Assert.Equal(5, answer.Required().Id);
        Assert.Equal(TimeSpan.FromSeconds(9), took);
        Assert.Equal(2, scene.Server.Requests.Count);
    }

    [Fact]
    public async Task A_long_pause_is_told_and_holds_for_every_call_of_the_installation_and_for_no_other()
    {
        await using var scene = await StartAsync();
        var until = scene.Clock.GetUtcNow().AddMinutes(10);
        scene.Server.Answer = Unless.ForToken(Reply.Status(403, ("Retry-After", "600")), Reply.Json(201, Comment));

        var first = Assert.IsType<Answer<Comment>.Unavailable>(await scene.Api.Comments.CreateAsync(Acme, 7, "x", default));
        var second = Assert.IsType<Answer<PullRequest>.Unavailable>(await scene.Api.PullRequests.GetAsync(Acme, 7, default));
        var other = await scene.Client.For(new(7)).Comments.CreateAsync(Acme, 7, "x", default);

        Assert.Equal((until, true), (first.RetryAt!.Value, first.RateLimited));
        Assert.Equal((until, true), (second.RetryAt!.Value, second.RateLimited));
        Assert.Equal(5, other.Required().Id);
        Assert.Equal(2, scene.Server.Requests.Count);
    }

    [Fact]
    public async Task Background_work_waits_where_the_foreground_is_told_to_come_back()
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = Unless.ForToken(Reply.Status(429, ("Retry-After", "60")), Reply.Json(201, Comment));

        var (answer, took) = await scene.ClockedAsync(scene.BackgroundApi.Comments.CreateAsync(Acme, 7, "x", default));

        Assert.Equal(5, answer.Required().Id);
        Assert.Equal(TimeSpan.FromSeconds(60), took);
    }

    [Fact]
    public async Task The_hourly_limit_is_known_from_the_replies_and_not_run_into()
    {
        await using var scene = await StartAsync();
        var reset = scene.Clock.GetUtcNow().AddMinutes(30);
        scene.Server.Answer = Unless.ForToken(Reply.Json(
            201,
            Comment,
            ("x-ratelimit-limit", "5000"),
            ("x-ratelimit-remaining", "0"),
            ("x-ratelimit-reset", reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            ("x-ratelimit-resource", "core")));

        (await scene.Api.Comments.CreateAsync(Acme, 7, "x", default)).Required();
        var limited = Assert.IsType<Answer<Comment>.Unavailable>(await scene.Api.Comments.CreateAsync(Acme, 7, "x", default));

        Assert.Equal(reset, limited.RetryAt);
        Assert.Single(scene.Server.Requests);
        scene.Clock.Advance(TimeSpan.FromMinutes(30));
        (await scene.Api.Comments.CreateAsync(Acme, 7, "x", default)).Required();
    }

    [Fact]
    public async Task A_403_without_a_sign_of_a_limit_is_a_missing_permission()
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = Unless.ForToken(Reply.Json(403, """{"message":"Resource not accessible by integration"}""", ("x-ratelimit-remaining", "4999")));

        var refused = Assert.IsType<Answer<Comment>.Refused>(await scene.Api.Comments.CreateAsync(Acme, 7, "x", default));

        Assert.Contains("Resource not accessible by integration", refused.Message, StringComparison.Ordinal);
        Assert.Single(scene.Server.Requests);
    }

    [Fact]
    public async Task A_secondary_limit_that_only_the_message_tells_is_one()
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = Unless.ForToken(
            Reply.Json(403, """{"message":"You have exceeded a secondary rate limit. Please wait a few minutes before you try again."}"""));

        var limited = Assert.IsType<Answer<Comment>.Unavailable>(await scene.Api.Comments.CreateAsync(Acme, 7, "x", default));

        Assert.Equal((scene.Clock.GetUtcNow().AddMinutes(1), true), (limited.RetryAt!.Value, limited.RateLimited));
    }
}
