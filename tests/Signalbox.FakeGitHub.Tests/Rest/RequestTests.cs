using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Tests.Clients;
using Xunit;

namespace Signalbox.FakeGitHub.Tests.Rest;

public sealed class RequestTests
{
    private const string Root = "/repos/acme/app";

    [Fact]
    public async Task An_answer_that_did_not_change_is_a_304_and_costs_nothing()
    {
        await using var stage = await Stage.SetAsync();
        var first = (await stage.Api.GetAsync(Root)).Expect(200);
        var second = (await stage.Api.GetAsync(Root, ("If-None-Match", first.Headers["ETag"]))).Expect(304);
        Assert.Equal("", second.Text);
        Assert.Equal(first.Headers["X-RateLimit-Remaining"], second.Headers["X-RateLimit-Remaining"]);

        await stage.OpenAsync("one");

        (await stage.Api.GetAsync(Root, ("If-None-Match", first.Headers["ETag"]))).Expect(200);
    }

    [Fact]
    public async Task Pages_are_found_by_the_links_that_are_given()
    {
        await using var stage = await Stage.SetAsync();
        for (var i = 0; i < 5; i++) await stage.App.PushAsync($"b{i}", "grace", ($"f{i}.txt", "x\n"));
        var names = new List<string?>();
        for (var path = $"/api/v3{Root}/branches?per_page=2"; path is not null;)
        {
            var page = (await stage.Api.GetAsync(path)).Expect(200);
            names.AddRange(page.Json.AsArray().Select(one => (string?)one!["name"]));
            path = page.Headers.GetValueOrDefault("Link")?.Split(", ").FirstOrDefault(link => link.Contains("rel=\"next\"", StringComparison.Ordinal)) is { } next
                ? new Uri(next[(next.IndexOf('<', StringComparison.Ordinal) + 1)..next.IndexOf('>', StringComparison.Ordinal)]).PathAndQuery
                : null;
        }

        Assert.Equal(["b0", "b1", "b2", "b3", "b4", "main"], names);
    }

    [Theory]
    [InlineData("feature/one")]
    [InlineData("feature%2Fone")]
    public async Task A_ref_with_slashes_is_one_ref_escaped_or_not(string name)
    {
        await using var stage = await Stage.SetAsync();
        var sha = await stage.App.PushAsync("feature/one", "grace", ("one.txt", "1\n"));
        await stage.App.SetStatusAsync(sha, "success", "lint", "ada");

        Assert.Equal(sha, (string?)(await stage.Api.GetAsync($"{Root}/git/ref/heads/{name}")).Expect(200).Json["object"]!["sha"]);
        Assert.Equal(sha, (string?)(await stage.Api.GetAsync($"{Root}/branches/{name}")).Expect(200).Json["commit"]!["sha"]);
        Assert.Equal(sha, (string?)(await stage.Api.GetAsync($"{Root}/commits/{name}")).Expect(200).Json["sha"]);
        Assert.Equal("success", (string?)(await stage.Api.GetAsync($"{Root}/commits/{name}/status")).Expect(200).Json["state"]);
        Assert.Equal(1, (int)(await stage.Api.GetAsync($"{Root}/compare/main...{name}")).Expect(200).Json["ahead_by"]!);
        Assert.Equal("1\n", (await stage.Api.GetAsync($"{Root}/contents/one.txt?ref={name}", ("Accept", "application/vnd.github.raw+json"))).Expect(200).Text);
        (await stage.Api.DeleteAsync($"{Root}/git/refs/heads/{name}")).Expect(204);
        Assert.Null(await stage.App.BranchAsync("feature/one"));
    }

    [Fact]
    public async Task Who_asks_wrongly_is_told_so_in_GitHubs_words()
    {
        await using var stage = await Stage.SetAsync();
        await stage.GitHub.CreateRepositoryAsync(new NewRepository("acme/secret") { IsPrivate = true }, CancellationToken.None);
        using var stranger = new ApiClient(stage.GitHub, null);
        using var impostor = new ApiClient(stage.GitHub, "ghs_nobody");
        using var linus = new ApiClient(stage.GitHub, stage.GitHub.TokenOf("linus"));
        using var early = ApiClient.AsApp(stage.GitHub, stage.Clock.GetUtcNow().AddMinutes(5));
        using var tooLong = ApiClient.AsApp(stage.GitHub, stage.Clock.GetUtcNow(), TimeSpan.FromMinutes(11));

        (await stranger.GetAsync(Root)).Expect(200);
        (await stranger.GetAsync("/repos/acme/secret")).Expect(404);
        (await linus.GetAsync("/repos/acme/secret")).Expect(404);
        (await stranger.PostAsync($"{Root}/merges", new JsonObject())).Expect(401);
        (await linus.PostAsync($"{Root}/merges", new JsonObject())).Expect(403);
        Assert.Equal("Bad credentials", (string?)(await impostor.GetAsync(Root)).Expect(401).Json["message"]);
        Assert.Contains("'Issued at'", (await early.GetAsync("/app")).Expect(401).Text, StringComparison.Ordinal);
        Assert.Contains("too far in the future", (await tooLong.GetAsync("/app")).Expect(401).Text, StringComparison.Ordinal);
        (await stage.Api.GetAsync("/app")).Expect(401);
        (await stage.Api.GetAsync(Root, ("User-Agent", " "))).Expect(403);
        (await stage.Api.GetAsync(Root, ("X-GitHub-Api-Version", "2001-01-01"))).Expect(400);
        (await stage.Api.GetAsync("/repos/acme/none")).Expect(404);
        Assert.Equal("missing_field", (string?)(await stage.Api.PostAsync(
            $"{Root}/issues/{(await stage.OpenAsync("one")).Number}/comments", new JsonObject())).Expect(422).Json["errors"]![0]!["code"]);
    }

    [Fact]
    public async Task A_token_ends_after_an_hour_and_may_be_narrow()
    {
        await using var stage = await Stage.SetAsync();
        var id = (await stage.AsApp.GetAsync("/app/installations")).Expect(200).Json[0]!["id"];
        var asked = new JsonObject { ["permissions"] = new JsonObject { ["contents"] = "read" } };
        var token = (string)(await stage.AsApp.PostAsync($"/app/installations/{id}/access_tokens", asked)).Expect(201).Json["token"]!;
        using var reader = new ApiClient(stage.GitHub, token);

        (await reader.GetAsync($"{Root}/branches/main")).Expect(200);
        (await reader.PostAsync($"{Root}/merges", new JsonObject { ["base"] = "main", ["head"] = "main" })).Expect(403);
        (await stage.AsApp.PostAsync($"/app/installations/{id}/access_tokens", new JsonObject { ["permissions"] = new JsonObject { ["secrets"] = "write" } })).Expect(422);
        stage.Clock.Advance(TimeSpan.FromHours(1));
        (await reader.GetAsync($"{Root}/branches/main")).Expect(401);
    }

    [Fact]
    public async Task The_hours_requests_and_the_minutes_content_come_to_an_end()
    {
        await using var stage = await Stage.SetAsync(new() { RateLimit = 8, ContentPerMinute = 2 });
        var comments = $"{Root}/issues/{(await stage.OpenAsync("one")).Number}/comments";
        for (var i = 0; i < 2; i++) (await stage.Api.PostAsync(comments, new JsonObject { ["body"] = "x" })).Expect(201);

        var refused = (await stage.Api.PostAsync(comments, new JsonObject { ["body"] = "x" })).Expect(403);
        Assert.Equal("60", refused.Headers["Retry-After"]);
        stage.Clock.Advance(TimeSpan.FromMinutes(1));
        (await stage.Api.PostAsync(comments, new JsonObject { ["body"] = "x" })).Expect(201);
        for (var i = 0; i < 4; i++) (await stage.Api.GetAsync(Root)).Expect(200);
        var over = (await stage.Api.GetAsync(Root)).Expect(403);
        Assert.Equal("0", over.Headers["X-RateLimit-Remaining"]);
    }
}
