using Signalbox.GitHub.Api;
using Signalbox.GitHub.Api.Limits;
using Signalbox.GitHub.Tests.Servers;
using Xunit;
using static Signalbox.GitHub.Tests.Servers.GitHubScene;

namespace Signalbox.GitHub.Tests.Api;

public sealed class RetryTests
{
    private const string Commit = """{"sha":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""";
    private const string Status = """{"state":"success","context":"Signalbox"}""";
    private const string Comment = """{"id":5,"body":"x"}""";

    [Fact]
    public async Task A_read_that_fails_is_repeated_with_growing_pauses()
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = Unless.ForToken(Reply.Status(502), Reply.HangUp, Reply.Status(500), Reply.Json(200, Commit));

        var (answer, took) = await scene.ClockedAsync(scene.Api.Commits.ResolveAsync(Acme, "main", default));

        Assert.Equal(Sha, answer.Required());
        Assert.Equal(4, scene.Server.Requests.Count);
        Assert.InRange(took, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_read_that_goes_on_failing_says_that_GitHub_is_not_available()
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = Unless.ForToken(Reply.Status(502));

        var (answer, _) = await scene.ClockedAsync(scene.Api.Commits.ResolveAsync(Acme, "main", default));

        var unavailable = Assert.IsType<Answer<Core.Changes.CommitSha>.Unavailable>(answer);
        Assert.False(unavailable.RateLimited);
        Assert.Equal(4, scene.Server.Requests.Count);
    }

    [Fact]
    public async Task The_pause_that_GitHub_asks_for_is_kept()
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = Unless.ForToken(Reply.Status(503, ("Retry-After", "7")), Reply.Json(200, Commit));

        var (answer, took) = await scene.ClockedAsync(scene.Api.Commits.ResolveAsync(Acme, "main", default));

        Assert.Equal(Sha, answer.Required());
        Assert.Equal(TimeSpan.FromSeconds(7), took);
    }

    [Fact]
    public async Task A_comment_whose_end_is_not_known_is_not_written_twice()
    {
        await using var scene = await StartAsync();
        foreach (var trouble in (Func<Microsoft.AspNetCore.Http.HttpContext, Task>[])[Reply.Status(500), Reply.Status(503), Reply.HangUp])
        {
            var before = scene.Server.Requests.Count;
            scene.Server.Answer = Unless.ForToken(trouble, Reply.Json(201, Comment));
            var (answer, _) = await scene.ClockedAsync(scene.Api.Comments.CreateAsync(Acme, 7, "x", default));
            Assert.IsType<Answer<Comment>.Uncertain>(answer);
            Assert.Equal(before + 1, scene.Server.Requests.Count);
        }
    }

    [Fact]
    public async Task A_status_is_repeated_since_only_the_latest_counts()
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = Unless.ForToken(Reply.Status(500), Reply.HangUp, Reply.Json(201, Status));

        var (answer, _) = await scene.ClockedAsync(scene.Api.Statuses.CreateAsync(Acme, Sha, new(StatusState.Success, "Signalbox"), default));

        Assert.Equal(StatusState.Success, answer.Required().State);
        Assert.Equal(3, scene.Server.Requests.Count);
    }

    [Fact]
    public async Task A_check_run_with_annotations_is_updated_once_since_GitHub_would_add_them_twice()
    {
        await using var scene = await StartAsync();
        var annotated = new CheckRunDraft
        {
            Name = "unit",
            HeadSha = Sha,
            Output = new("t", "s", Annotations: [new("a.cs", 1, 1, AnnotationLevel.Failure, "m")]),
        };
        scene.Server.Answer = Unless.ForToken(Reply.Status(500));

        var (first, _) = await scene.ClockedAsync(scene.Api.Checks.UpdateAsync(Acme, 5, annotated, default));
        Assert.IsType<Answer<CheckRun>.Uncertain>(first);
        Assert.Single(scene.Server.Requests);
        // The head of a check run cannot be changed, and GitHub documents no such field here.
        Assert.DoesNotContain("head_sha", scene.Server.Requests[0].Body, StringComparison.Ordinal);

        var (second, _) = await scene.ClockedAsync(scene.Api.Checks.UpdateAsync(Acme, 5, annotated with { Output = null }, default));
        Assert.IsType<Answer<CheckRun>.Uncertain>(second);
        Assert.Equal(5, scene.Server.Requests.Count);
    }

    [Fact]
    public async Task Without_a_connection_a_write_has_not_happened()
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = Unless.ForToken(Reply.Json(200, Commit));
        (await scene.Api.Commits.ResolveAsync(Acme, "main", default)).Required(); // a token is there
        await scene.Server.DisposeAsync();

        var (answer, _) = await scene.ClockedAsync(scene.Api.Comments.CreateAsync(Acme, 7, "x", default));

        var unavailable = Assert.IsType<Answer<Comment>.Unavailable>(answer);
        Assert.Contains("GitHub cannot be reached", unavailable.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up()
    {
        await using var scene = await StartAsync(new ApiPacing { Timeout = TimeSpan.FromSeconds(30) });
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Server.Answer = async (asked, context) =>
        {
            if (asked.IsForToken) return false;
            arrived.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };

        var call = scene.Api.Comments.CreateAsync(Acme, 7, "x", default);
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));
        scene.Clock.Advance(TimeSpan.FromSeconds(30));

        var uncertain = Assert.IsType<Answer<Comment>.Uncertain>(await call.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains("no answer within 30 s", uncertain.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled_and_no_answer()
    {
        await using var scene = await StartAsync();
        using var stop = new CancellationTokenSource();
        scene.Server.Answer = async (asked, context) =>
        {
            if (asked.IsForToken) return false;
            await stop.CancelAsync();
            return false;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scene.Api.Comments.CreateAsync(Acme, 7, "x", stop.Token));
    }

    [Theory]
    [InlineData("<html>a proxy's page</html>")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"sha":"not a sha"}""")]
    [InlineData("""{"sha":"\ud800"}""")]
    public async Task An_answer_that_is_not_GitHubs_is_an_outage_for_a_read(string body)
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = Unless.ForToken(Reply.Json(200, body));
        var answer = await scene.Api.Commits.ResolveAsync(Acme, "main", default);
        Assert.IsType<Answer<Core.Changes.CommitSha>.Unavailable>(answer);
    }

    [Fact]
    public async Task An_answer_that_is_not_GitHubs_leaves_it_open_whether_a_write_happened()
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = Unless.ForToken(Reply.Json(201, "<html>"));
        Assert.IsType<Answer<Comment>.Uncertain>(await scene.Api.Comments.CreateAsync(Acme, 7, "x", default));
    }
}
