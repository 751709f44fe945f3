using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Signalbox.GitHub.Api;
using Signalbox.GitHub.Tests.Servers;
using Xunit;

namespace Signalbox.GitHub.Tests.App;

public sealed class AppTokenTests
{
    [Fact]
    public async Task The_App_signs_its_calls_so_that_GitHub_can_check_them_and_a_clock_that_is_a_bit_fast_does_no_harm()
    {
        await using var scene = await GitHubScene.StartAsync();
        scene.Server.Answer = Unless.ForToken(Reply.Json(200, """{"id":123,"slug":"signalbox","name":"Signalbox"}"""));

        Assert.Equal("signalbox", (await scene.Client.App.GetAsync(default)).Required().Slug);

        var parts = scene.Server.Requests.Single().Bearer.Split('.');
        using var key = RSA.Create();
        key.ImportFromPem(GitHubScene.PrivateKey);
        Assert.True(key.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal("RS256", Part(parts[0]).GetProperty("alg").GetString());
        var claims = Part(parts[1]);
        var now = scene.Clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal("123", claims.GetProperty("iss").GetString());
        Assert.Equal(now - 60, claims.GetProperty("iat").GetInt64());
        // GitHub's limit is ten minutes by its own clock.
        Assert.InRange(claims.GetProperty("exp").GetInt64(), now + 60, now + 599);
    }

    [Fact]
    public async Task A_wrong_clock_is_named_when_GitHub_refuses_the_Apps_token()
    {
        await using var scene = await GitHubScene.StartAsync();
        var theirs = scene.Clock.GetUtcNow().AddMinutes(-12).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        scene.Server.Answer = Unless.ForToken(Reply.Json(401, """{"message":"'Issued at' claim is in the future"}""", ("Date", theirs)));

        var refused = Assert.IsType<Answer<AppInfo>.Refused>(await scene.Client.App.GetAsync(default));

        Assert.Contains("this machine's clock is 720 s ahead of GitHub's", refused.Message, StringComparison.Ordinal);
    }

    private static JsonElement Part(string text) => JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(text));
}
