using System.Net;
using Signalbox.GitHub.Api;
using Signalbox.GitHub.Tests.Servers;
using Xunit;
using static Signalbox.GitHub.Tests.Servers.GitHubScene;

namespace Signalbox.GitHub.Tests.Api;

public sealed class CallTests
{
    private const string Ref = """{"ref":"refs/heads/feature/x","object":{"type":"commit","sha":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}}""";

    [Fact]
    public async Task A_call_carries_the_token_the_pinned_version_and_who_we_are()
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = async (asked, context) =>
        {
            if (asked.IsForToken) return false;
            await Reply.Json(200, Ref)(context);
            return true;
        };

        var found = (await scene.Api.Refs.GetAsync(Acme, "heads/feature/x", default)).Required();

        Assert.Equal(Sha, found.Target.Sha);
        var asked = Assert.Single(scene.Server.Requests);
        Assert.Equal("/repos/acme/app/git/ref/heads%2Ffeature%2Fx", asked.Target);
        Assert.Equal("2022-11-28", asked.Headers["X-GitHub-Api-Version"]);
        Assert.Equal("application/vnd.github+json", asked.Headers["Accept"]);
        Assert.StartsWith("Signalbox/", asked.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.Equal(scene.Server.Tokens.Single(), asked.Bearer);
    }

    [Theory]
    [InlineData(404, typeof(Answer<GitRef>.Missing))]
    [InlineData(410, typeof(Answer<GitRef>.Missing))]
    [InlineData(403, typeof(Answer<GitRef>.Refused))]
    [InlineData(409, typeof(Answer<GitRef>.Refused))]
    [InlineData(422, typeof(Answer<GitRef>.Refused))]
    [InlineData(500, typeof(Answer<GitRef>.Uncertain))]
    [InlineData(502, typeof(Answer<GitRef>.Uncertain))]
    public async Task What_GitHub_may_say_to_a_write_is_an_answer_and_the_write_is_sent_once(int status, Type answer)
    {
        await using var scene = await StartAsync();
        scene.Server.Answer = Unless.ForToken(Reply.Json(status, """{"message":"Update is not a fast forward","errors":[{"resource":"Ref","field":"sha","code":"invalid"}]}"""));

        var result = await scene.Api.Refs.UpdateAsync(Acme, "heads/main", Sha, force: false, default);

        Assert.IsType(answer, result);
        Assert.Contains("PATCH repos/acme/app/git/refs/heads%2Fmain", result.Trouble, StringComparison.Ordinal);
        Assert.Contains("Update is not a fast forward; Ref.sha invalid", result.Trouble, StringComparison.Ordinal);
        Assert.Single(scene.Server.Requests);
        if (result is Answer<GitRef>.Refused refused) Assert.Equal((HttpStatusCode)status, refused.Status);
    }
}
