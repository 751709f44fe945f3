using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.PullRequests;
using Signalbox.FakeGitHub.Scripts;
using Signalbox.FakeGitHub.Tests.Clients;
using Xunit;

namespace Signalbox.FakeGitHub.Tests.PullRequests;

public sealed class PullRequestTests
{
    private const string Root = "/repos/acme/app";

    [Fact]
    public async Task Mergeability_is_unknown_first_and_then_what_git_says()
    {
        await using var stage = await Stage.SetAsync();
        var clean = await stage.OpenAsync("clean");
        var rival = await stage.OpenAsync("rival", "README.md", "# Theirs\n");
        await stage.App.PushAsync("main", "ada", ("README.md", "# Ours\n"));

        Assert.Equal("unknown", (string?)(await ReadAsync(stage, clean))["mergeable_state"]);
        var known = await ReadAsync(stage, clean);
        Assert.True((bool)known["mergeable"]!);
        var test = (await stage.Api.GetAsync($"{Root}/git/commits/{known["merge_commit_sha"]}")).Expect(200).Json;
        Assert.Equal([await stage.App.BranchAsync("main"), clean.HeadSha], test["parents"]!.AsArray().Select(one => (string?)one!["sha"]));
        Assert.Equal((string?)known["merge_commit_sha"], (string?)(await stage.Api.GetAsync($"{Root}/git/ref/pull/{clean.Number}/merge")).Expect(200).Json["object"]!["sha"]);
        await ReadAsync(stage, rival);
        Assert.Equal("dirty", (string?)(await ReadAsync(stage, rival))["mergeable_state"]);
    }

    [Fact]
    public async Task What_lands_by_moving_the_base_is_merged()
    {
        await using var stage = await Stage.SetAsync();
        var pull = await stage.OpenAsync("one");
        var main = await stage.App.BranchAsync("main");
        await stage.Api.PostAsync($"{Root}/git/refs", new JsonObject { ["ref"] = "refs/heads/scratch", ["sha"] = main });
        var merge = (string?)(await stage.Api.PostAsync($"{Root}/merges", new JsonObject { ["base"] = "scratch", ["head"] = pull.HeadSha })).Expect(201).Json["sha"];

        (await stage.Api.PatchAsync($"{Root}/git/refs/heads/main", new JsonObject { ["sha"] = merge })).Expect(200);

        Assert.True(pull.IsMerged);
        Assert.Equal(merge, (string?)(await ReadAsync(stage, pull))["merge_commit_sha"]);
    }

    [Theory]
    [InlineData("merge", 2)]
    [InlineData("squash", 1)]
    [InlineData("rebase", 1)]
    public async Task Each_merge_button_makes_its_own_kind_of_commit(string method, int parents)
    {
        await using var stage = await Stage.SetAsync();
        var pull = await stage.OpenAsync("one");
        await pull.PushAsync("grace", ("src/second.txt", "2\n"));
        await stage.App.PushAsync("main", "ada", ("other.txt", "o\n"));

        var sha = await pull.MergeAsync("ada", method);

        Assert.Equal(sha, await stage.App.BranchAsync("main"));
        Assert.Equal(parents, (await stage.Api.GetAsync($"{Root}/git/commits/{sha}")).Expect(200).Json["parents"]!.AsArray().Count);
        Assert.Equal("2\n", (await stage.Api.GetAsync($"{Root}/contents/src/second.txt", ("Accept", "application/vnd.github.raw+json"))).Expect(200).Text);
    }

    [Fact]
    public async Task A_pull_request_from_a_fork_is_fetched_from_its_base_and_survives_the_forks_end()
    {
        await using var stage = await Stage.SetAsync();
        var fork = await stage.App.ForkAsync("linus");
        var pull = await stage.App.OpenPullRequestAsync(new("patch", "linus") { From = fork, Files = [("p.txt", "p\n")] });
        Assert.Equal(pull.HeadSha, (string?)(await stage.Api.GetAsync($"{Root}/git/ref/pull/{pull.Number}/head")).Expect(200).Json["object"]!["sha"]);
        (await stage.Api.PostAsync($"{Root}/git/refs", new JsonObject { ["ref"] = "refs/heads/scratch", ["sha"] = await stage.App.BranchAsync("main") })).Expect(201);
        (await stage.Api.PostAsync($"{Root}/merges", new JsonObject { ["base"] = "scratch", ["head"] = pull.HeadSha })).Expect(201);

        await fork.DeleteAsync();

        Assert.Null((await ReadAsync(stage, pull))["head"]!["repo"]);
    }

    [Fact]
    public async Task A_protected_branch_moves_when_what_it_asks_for_is_there()
    {
        await using var stage = await Stage.SetAsync();
        var pull = await stage.OpenAsync("one");
        stage.App.Protect("main", new() { RequiredChecks = [new("queue")], RequiredApprovals = 1, DismissStaleReviews = true, MayPush = ["signalbox"] });
        var move = new JsonObject { ["sha"] = pull.HeadSha };

        var refused = (await stage.Api.PatchAsync($"{Root}/git/refs/heads/main", move.DeepClone())).Expect(422);
        Assert.Equal("Required status check \"queue\" is expected.", (string?)refused.Json["message"]);
        await ReadAsync(stage, pull);
        Assert.Equal("blocked", (string?)(await ReadAsync(stage, pull))["mergeable_state"]);
        await pull.ReviewAsync("ada", ReviewState.Approved);
        (await stage.Api.PostAsync($"{Root}/statuses/{pull.HeadSha}", new JsonObject { ["state"] = "success", ["context"] = "queue" })).Expect(201);
        Assert.Equal("clean", (string?)(await ReadAsync(stage, pull))["mergeable_state"]);
        (await stage.Api.PatchAsync($"{Root}/git/refs/heads/main", move)).Expect(200);
        Assert.True(pull.IsMerged);
    }

    [Fact]
    public async Task A_push_dismisses_approvals_where_the_base_says_so()
    {
        await using var stage = await Stage.SetAsync();
        stage.App.Protect("main", new() { RequiredApprovals = 1, DismissStaleReviews = true });
        var pull = await stage.OpenAsync("one");
        await pull.ReviewAsync("ada", ReviewState.Approved);

        await pull.PushAsync("grace", ("src/new.txt", "other\n"));

        var reviews = (await stage.Api.GetAsync($"{Root}/pulls/{pull.Number}/reviews")).Expect(200).Json;
        Assert.Equal("DISMISSED", (string?)reviews[0]!["state"]);
    }

    private static async Task<JsonNode> ReadAsync(Stage stage, FakePullRequest pull) =>
        (await stage.Api.GetAsync($"{Root}/pulls/{pull.Number}")).Expect(200).Json;
}
