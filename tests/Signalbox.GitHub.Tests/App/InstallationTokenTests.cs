using System.Globalization;
using System.Net;
using Signalbox.GitHub.Api;
using Signalbox.GitHub.App;
using Signalbox.GitHub.Tests.Servers;
using Xunit;
using static Signalbox.GitHub.Tests.Servers.GitHubScene;

namespace Signalbox.GitHub.Tests.App;

public sealed class InstallationTokenTests
{
    private const string Pull =
        """{"sha":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""";

    [Fact]
    public async Task A_hundred_calls_at_once_cost_one_token()
    {
        await using var scene = await StartAsync();
        var release = new TaskCompletionSource();
        scene.Server.Answer = async (asked, context) =>
        {
            if (asked.IsForToken)
            {
                await release.Task;
                return false;
            }

            await Reply.Json(200, Pull)(context);
            return true;
        };

        var calls = Enumerable.Range(0, 100).Select(_ => scene.Api.Commits.ResolveAsync(Acme, "main", default)).ToList();
        release.SetResult();

        Assert.All(await Task.WhenAll(calls).WaitAsync(TimeSpan.FromSeconds(30)), answer => Assert.Equal(Sha, answer.Required()));
        Assert.Single(scene.Server.TokenRequests);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_for_a_token_does_not_end_the_wait_of_others()
    {
        await using var scene = await StartAsync();
        var release = new TaskCompletionSource();
        scene.Server.Answer = async (asked, context) =>
        {
            if (asked.IsForToken) await release.Task;
            else await Reply.Json(200, Pull)(context);
            return !asked.IsForToken;
        };
        using var impatient = new CancellationTokenSource();
        var given = scene.Api.Commits.ResolveAsync(Acme, "main", impatient.Token);
        var patient = scene.Api.Commits.ResolveAsync(Acme, "main", default);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        release.SetResult();

        Assert.Equal(Sha, (await patient).Required());
        Assert.Single(scene.Server.TokenRequests);
    }

    [Fact]
    public async Task A_token_is_kept_for_its_hour_and_renewed_five_minutes_before_its_end()
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = Unless.ForToken(Reply.Json(200, Pull));
        async Task<string> TokenOfNextCallAsync()
        {
            (await scene.Api.Commits.ResolveAsync(Acme, "main", default)).Required();
            return scene.Server.Requests[^1].Bearer;
        }

        var first = await TokenOfNextCallAsync();
        scene.Clock.Advance(TimeSpan.FromMinutes(54));
        Assert.Equal(first, await TokenOfNextCallAsync());
        scene.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.NotEqual(first, await TokenOfNextCallAsync());
        Assert.Equal(2, scene.Server.TokenRequests.Count);
    }

    [Fact]
    public async Task A_token_with_minutes_left_serves_while_GitHub_gives_no_new_one()
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = Unless.ForToken(Reply.Json(200, Pull));
        (await scene.Api.Commits.ResolveAsync(Acme, "main", default)).Required();
        scene.Clock.Advance(TimeSpan.FromMinutes(56));
        scene.Server.Answer = async (asked, context) =>
        {
            await (asked.IsForToken ? Reply.Status(503) : Reply.Json(200, Pull))(context);
            return true;
        };

        var (answer, _) = await scene.ClockedAsync(scene.Api.Commits.ResolveAsync(Acme, "main", default));

        Assert.Equal(Sha, answer.Required());
    }

    [Fact]
    public async Task A_token_that_GitHub_took_back_is_replaced_once_even_for_a_write()
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = async (asked, context) =>
        {
            if (asked.IsForToken) return false;
            await (asked.Bearer == scene.Server.Tokens.First() ? Reply.Status(401) : Reply.Json(201, """{"id":1,"body":"x"}"""))(context);
            return true;
        };

        Assert.Equal(1, (await scene.Api.Comments.CreateAsync(Acme, 7, "x", default)).Required().Id);
        Assert.Equal(2, scene.Server.Requests.Count);

        scene.Server.Answer = Unless.ForToken(Reply.Status(401));
        var refused = Assert.IsType<Answer<Comment>.Refused>(await scene.Api.Comments.CreateAsync(Acme, 7, "x", default));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
        Assert.Equal(4, scene.Server.Requests.Count);
    }

    [Theory]
    [InlineData(403, "This installation has been suspended", typeof(Answer<Comment>.Refused))]
    [InlineData(404, "Not Found", typeof(Answer<Comment>.Missing))]
    public async Task An_installation_that_is_suspended_or_gone_is_an_answer_to_every_call(int status, string message, Type expected)
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = async (_, context) =>
        {
            await Reply.Json(status, $$"""{"message":"{{message}}"}""")(context);
            return true;
        };

        var answer = await scene.Api.Comments.CreateAsync(Acme, 7, "x", default);

        Assert.IsType(expected, answer);
        Assert.Contains(message, answer.Trouble, StringComparison.Ordinal);
        Assert.Empty(scene.Server.Requests);
    }

    [Fact]
    public async Task Each_installation_has_a_token_of_its_own()
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = Unless.ForToken(Reply.Json(200, Pull));
        foreach (var id in (long[])[1, 2, 1]) await scene.Client.For(new InstallationId(id)).Commits.ResolveAsync(Acme, "main", default);

        Assert.Equal(
            ["/app/installations/1/access_tokens", "/app/installations/2/access_tokens"],
            scene.Server.TokenRequests.Select(asked => asked.Target.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(scene.Server.Requests[0].Bearer, scene.Server.Requests[2].Bearer);
        Assert.NotEqual(scene.Server.Requests[0].Bearer, scene.Server.Requests[1].Bearer);
    }
}
