using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Signalbox.Core.Forges;
using Signalbox.GitHub.Api;
using Signalbox.GitHub.App;
using Signalbox.GitHub.Tests.Servers;
using Xunit;
using static Signalbox.GitHub.Tests.Servers.GitHubScene;

namespace Signalbox.GitHub.Tests.Api;

public sealed class SecretTests
{
    [Fact]
    public async Task No_key_secret_or_token_is_in_a_log_an_answer_an_exception_or_a_text_form()
    {
        await using var scene = await StartAsync();
        var shown = new List<string>();
        scene.Server.Answer = async (asked, context) =>
        {
            if (asked.IsForToken && scene.Server.Tokens.IsEmpty) return false;
            // A server, or a proxy, that shows us what we sent.
            await Reply.Json(asked.Target.Contains("limited", StringComparison.Ordinal) ? 429 : 422, $$"""{"message":"You sent {{asked.Headers["Authorization"]}}","errors":["{{asked.Bearer}}"]}""")(context);
            return true;
        };

        var refused = await scene.Api.Comments.CreateAsync(Acme, 7, "x", default);
        var limited = await scene.Api.Refs.GetAsync(Acme, "limited", default);
        var app = await scene.Client.App.GetAsync(default);
        shown.Add($"{refused} {limited} {app} {refused.Trouble} {app.Trouble}");
        Assert.Contains("You sent", refused.Trouble, StringComparison.Ordinal);
        shown.Add(Assert.Throws<ForgeException>(() => app.Required()).ToString());
        var options = scene.Services.GetRequiredService<IOptions<GitHubOptions>>().Value;
        var token = scene.Server.Tokens.First();
        shown.Add(string.Join(' ', (object[])[options, new InstallationToken(token, default), new TokenBody { Token = token, ExpiresAt = default }]));
        shown.AddRange(scene.Log.Lines);

        Assert.Contains(scene.Log.Lines, line => line.Contains("POST repos/acme/app/issues/7/comments", StringComparison.Ordinal));
        var secrets = new List<string> { WebhookSecret, ClientSecret, PrivateKey.Split('\n')[1], scene.Server.Tokens.First()["ghs_".Length..] };
        secrets.AddRange(scene.Server.Requests.Concat(scene.Server.TokenRequests).SelectMany(asked => (string[])[asked.Bearer, asked.Bearer.Split('.')[^1]]));
        Assert.All(secrets, secret => Assert.DoesNotContain(shown, text => text.Contains(secret, StringComparison.Ordinal)));
    }
}
