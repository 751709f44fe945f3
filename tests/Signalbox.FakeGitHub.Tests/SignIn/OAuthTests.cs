using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Signalbox.FakeGitHub.Tests.Clients;
using Signalbox.Testing.Clocks;
using Xunit;

namespace Signalbox.FakeGitHub.Tests.SignIn;

public sealed class OAuthTests : IAsyncLifetime, IDisposable
{
    private const string Callback = "http://127.0.0.1:5000/auth/callback";
    private const string Verifier = "a-verifier-that-is-long-enough-for-the-standard-43";

    private readonly ManualClock clock = new();
    private readonly HttpClient browser = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private FakeGitHubServer github = null!;

    public async Task InitializeAsync()
    {
        github = await FakeGitHubServer.StartAsync(new() { Clock = clock, CallbackUrls = [new(Callback)] });
        github.Browser = "ada";
    }

    public void Dispose() => browser.Dispose();

    public async Task DisposeAsync() => await github.DisposeAsync();

    [Fact]
    public async Task A_code_becomes_a_token_of_the_person_once()
    {
        var back = await AuthorizeAsync();
        Assert.Equal("xyz", back["state"]);

        var tokens = await ExchangeAsync(("code", back["code"]!), ("code_verifier", Verifier));
        Assert.StartsWith("ghu_", (string?)tokens["access_token"], StringComparison.Ordinal);
        using var ada = new ApiClient(github, (string?)tokens["access_token"]);
        Assert.Equal("ada", (string?)(await ada.GetAsync("/user")).Expect(200).Json["login"]);
        Assert.Equal("bad_verification_code", (string?)(await ExchangeAsync(("code", back["code"]!), ("code_verifier", Verifier)))["error"]);

        clock.Advance(TimeSpan.FromHours(8));
        (await ada.GetAsync("/user")).Expect(401);
        var refreshed = await ExchangeAsync(("grant_type", "refresh_token"), ("refresh_token", (string)tokens["refresh_token"]!));
        using var again = new ApiClient(github, (string?)refreshed["access_token"]);
        (await again.GetAsync("/user")).Expect(200);
    }

    [Fact]
    public async Task A_code_needs_its_verifier_its_secret_and_its_ten_minutes()
    {
        Assert.Equal("bad_verification_code", (string?)(await ExchangeAsync(("code", (await AuthorizeAsync())["code"]!), ("code_verifier", "another")))["error"]);
        var wrongSecret = await ExchangeAsync(("code", (await AuthorizeAsync())["code"]!), ("code_verifier", Verifier), ("client_secret", "guessed"));
        Assert.Equal("incorrect_client_credentials", (string?)wrongSecret["error"]);
        var late = (await AuthorizeAsync())["code"]!;
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("bad_verification_code", (string?)(await ExchangeAsync(("code", late), ("code_verifier", Verifier)))["error"]);
    }

    [Fact]
    public async Task Nobody_is_sent_back_to_a_place_that_is_not_registered()
    {
        foreach (var place in (string[])["http://127.0.0.1:5000/elsewhere", "http://evil.example.org/auth/callback", "http://127.0.0.1:5000/auth/callback-not"])
        {
            using var response = await browser.GetAsync(new Uri($"{github.Url}login/oauth/authorize?client_id={github.App.ClientId}&redirect_uri={Uri.EscapeDataString(place)}"));
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    [Fact]
    public async Task Without_anybody_at_the_browser_a_page_asks_who_it_is()
    {
        github.Browser = null;
        github.TokenOf("grace");

        using var page = await browser.GetAsync(Address());

        Assert.Contains(">grace</a>", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Uri Address()
    {
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
        return new(QueryHelpers.AddQueryString($"{github.Url}login/oauth/authorize", new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["client_id"] = github.App.ClientId,
            ["redirect_uri"] = Callback,
            ["state"] = "xyz",
            ["code_challenge"] = challenge,
            ["code_challenge_method"] = "S256",
        }));
    }

    private async Task<Dictionary<string, string?>> AuthorizeAsync()
    {
        using var response = await browser.GetAsync(Address());
        Assert.StartsWith(Callback, response.Headers.Location!.ToString(), StringComparison.Ordinal);
        return QueryHelpers.ParseQuery(response.Headers.Location.Query).ToDictionary(pair => pair.Key, pair => (string?)pair.Value, StringComparer.Ordinal);
    }

    private async Task<JsonNode> ExchangeAsync(params (string Name, string Value)[] fields)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal) { ["client_id"] = github.App.ClientId, ["client_secret"] = github.App.ClientSecret };
        foreach (var (name, value) in fields) form[name] = value;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{github.Url}login/oauth/access_token")) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("Accept", "application/json");
        using var response = await browser.SendAsync(request);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }
}
