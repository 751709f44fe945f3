using System.Net;
using Signalbox.Core.Changes;
using Signalbox.FakeGitHub.Faults;
using Signalbox.FakeGitHub.Scripts;
using Signalbox.GitHub.Api;
using Xunit;
using static Signalbox.GitHub.Tests.Stories.FakeGitHubScene;

namespace Signalbox.GitHub.Tests.Stories;

/// <summary>What a build of a pull request needs, from the one end to the other, at a GitHub that has repositories and opinions.</summary>
public sealed class BuildStories
{
    private static async Task<(FakePullRequest Pull, CommitSha Head)> OpenAsync(FakeGitHubScene scene, params (string Path, string? Text)[] files)
    {
        var pull = await scene.Repository.OpenPullRequestAsync(new("feature/x", "ann") { Files = [.. files] });
        return (pull, CommitSha.Parse(pull.HeadSha));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pull_request_is_merged_on_a_branch_of_ours_reported_and_commented(bool overServerPath)
    {
        await using var scene = await StartAsync(overServerPath);
        var (pull, head) = await OpenAsync(scene, ("b.txt", "two\n"));
        var api = scene.Api;
        var tip = (await api.Repositories.GetBranchAsync(Acme, "main", default)).Required().Commit.Sha;
        var described = (await api.PullRequests.GetAsync(Acme, pull.Number, default)).Required();
        Assert.Equal((PullRequestState.Open, "feature/x", head, "ann", false), (described.State, described.Head.Ref, described.Head.Sha, described.User?.Login, described.IsFromFork));
        Assert.Equal(["b.txt"], (await api.PullRequests.ListFilesAsync(Acme, pull.Number, default)).Required().Select(file => file.Filename));

        var scratch = $"heads/signalbox/main/{pull.Number}";
        Assert.Equal(tip, (await api.Refs.CreateAsync(Acme, scratch, tip, default)).Required().Target.Sha);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, Assert.IsType<Answer<GitRef>.Refused>(await api.Refs.CreateAsync(Acme, scratch, tip, default)).Status);
        var made = Assert.IsType<BranchMerge.Made>((await api.Merges.MergeAsync(Acme, scratch["heads/".Length..], head, "Merge", default)).Required());
        Assert.IsType<BranchMerge.Nothing>((await api.Merges.MergeAsync(Acme, scratch["heads/".Length..], head, "Merge", default)).Required());
        var commit = (await api.Commits.GetAsync(Acme, made.Commit, default)).Required();
        Assert.Equal([tip, head], commit.Parents.Select(parent => parent.Sha));
        var tree = (await api.Trees.GetAsync(Acme, made.Commit.Value, recursive: true, default)).Required();
        Assert.Equal([".signalbox.yml", "a.txt", "b.txt"], tree.Tree.Select(entry => entry.Path).Order(StringComparer.Ordinal));
        Assert.Equal("version: 1\n"u8.ToArray(), (await api.Contents.ReadAsync(Acme, ".signalbox.yml", made.Commit.Value, default)).Required().ToArray());
        Assert.Equal(ComparisonStatus.Ahead, (await api.Comparisons.CompareAsync(Acme, tip, made.Commit, default)).Required().Status);
        Assert.Equal([$"refs/{scratch}"], (await api.Refs.ListAsync(Acme, "heads/signalbox/", default)).Required().Select(one => one.Name));

        var check = (await api.Checks.CreateAsync(Acme, new() { Name = "unit", HeadSha = head, Status = CheckStatus.InProgress, ExternalId = "b-1" }, default)).Required();
        await api.Checks.UpdateAsync(Acme, check.Id, new() { Name = "unit", HeadSha = head, Conclusion = CheckConclusion.Success, Output = new("passed", "120 tests") }, default);
        await api.Statuses.CreateAsync(Acme, head, new(StatusState.Success, "Signalbox", "1 of 1 passed", "https://signalbox.example/builds/b-1"), default);
        var comment = (await api.Comments.CreateAsync(Acme, pull.Number, "first", default)).Required();
        await api.Comments.UpdateAsync(Acme, comment.Id, "second", default);
        await api.Reactions.AddToCommentAsync(Acme, comment.Id, ReactionContent.Eyes, default);

        Assert.Equal(("unit", "success"), scene.Repository.ChecksOf(head.Value).Select(seen => (seen.Name, seen.Conclusion)).Single());
        Assert.Equal(("Signalbox", "success"), scene.Repository.StatusesOf(head.Value).Select(seen => (seen.Context, seen.State)).Single());
        var seenComment = Assert.Single(pull.Comments);
        Assert.Equal("second", seenComment.Body);
        Assert.Equal("signalbox[bot] eyes", Assert.Single(seenComment.Reactions));
        Assert.Equal(CheckConclusion.Success, Assert.Single((await api.Checks.ListAsync(Acme, head, scene.GitHub.App.Id, default)).Required()).Conclusion);

        (await api.Refs.DeleteAsync(Acme, scratch, default)).Required();
        Assert.IsType<Answer<GitRef>.Missing>(await api.Refs.GetAsync(Acme, scratch, default));
    }

    [Fact]
    public async Task A_conflict_is_an_outcome_and_leaves_the_branch_as_it_was()
    {
        await using var scene = await StartAsync();
        var (_, head) = await OpenAsync(scene, ("a.txt", "theirs\n"));
        var tip = CommitSha.Parse(await scene.Repository.PushAsync("main", "bob", ("a.txt", "ours\n")));
        await scene.Api.Refs.CreateAsync(Acme, "heads/signalbox/main/1", tip, default);

        Assert.IsType<BranchMerge.Conflict>((await scene.Api.Merges.MergeAsync(Acme, "signalbox/main/1", head, "Merge", default)).Required());

        Assert.Equal(tip, (await scene.Api.Refs.GetAsync(Acme, "heads/signalbox/main/1", default)).Required().Target.Sha);
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            Assert.IsType<Answer<GitRef>.Refused>(await scene.Api.Refs.UpdateAsync(Acme, "heads/main", head, force: false, default)).Status);
    }

    [Fact]
    public async Task Who_may_do_what_is_what_GitHub_says()
    {
        await using var scene = await StartAsync();
        async Task<bool> CanWriteAsync(string login) => (await scene.Api.Repositories.GetPermissionAsync(Acme, login, default)).Required().CanWrite;
        Assert.True(await CanWriteAsync("ann"));
        Assert.True(await CanWriteAsync("bob"));
        Assert.False(await CanWriteAsync("eve"));
        Assert.IsType<Answer<Permission>.Missing>(await scene.Api.Repositories.GetPermissionAsync(Acme, "nobody-of-that-name", default));
    }

    [Fact]
    public async Task A_comment_whose_answer_was_lost_is_there_once_and_the_caller_knows_that_it_does_not_know()
    {
        await using var scene = await StartAsync();
        var (pull, _) = await OpenAsync(scene, ("b.txt", "two\n"));
        scene.GitHub.Faults.Add(new Fault.LostAnswer(), "POST /repos/acme/app/issues/*/comments");
        Assert.IsType<Answer<Comment>.Uncertain>(await scene.Api.Comments.CreateAsync(Acme, pull.Number, "once", default));
        Assert.Equal("once", Assert.Single((await scene.Api.Comments.ListAsync(Acme, pull.Number, default)).Required()).Body);

        scene.GitHub.Faults.Add(new Fault.Disconnected(), "POST /repos/acme/app/issues/*/comments");
        Assert.IsType<Answer<Comment>.Uncertain>(await scene.Api.Comments.CreateAsync(Acme, pull.Number, "twice", default));
        Assert.Equal(2, pull.Comments.Count);
        Assert.Empty(scene.GitHub.Faults.Waiting);
    }

    [Fact]
    public async Task Reads_and_statuses_get_through_a_GitHub_in_trouble()
    {
        await using var scene = await StartAsync();
        var (_, head) = await OpenAsync(scene, ("b.txt", "two\n"));
        scene.GitHub.Faults.Add(new Fault.Refused(500), times: 2);
        scene.GitHub.Faults.Add(new Fault.Disconnected());
        (await scene.Api.Statuses.CreateAsync(Acme, head, new(StatusState.Pending, "Signalbox"), default)).Required();
        scene.GitHub.Faults.Add(new Fault.LostAnswer(), "GET **");
        Assert.Equal(StatusState.Pending, Assert.Single((await scene.Api.Statuses.ListAsync(Acme, head, default)).Required()).State);
        Assert.Empty(scene.GitHub.Faults.Waiting);
    }

    [Fact]
    public async Task A_limit_is_told_with_its_end()
    {
        await using var scene = await StartAsync();
        var (pull, _) = await OpenAsync(scene, ("b.txt", "two\n"));
        scene.GitHub.Faults.Add(new Fault.PrimaryLimit(TimeSpan.FromMinutes(30)), "GET /repos/**");

        var limited = Assert.IsType<Answer<PullRequest>.Unavailable>(await scene.Api.PullRequests.GetAsync(Acme, pull.Number, default));

        Assert.True(limited.RateLimited);
        Assert.InRange(limited.RetryAt!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(28), TimeSpan.FromMinutes(31));
    }

    [Fact]
    public async Task An_App_that_is_suspended_or_uninstalled_in_the_middle_is_an_answer()
    {
        await using var scene = await StartAsync();
        (await scene.Api.Repositories.GetAsync(Acme, default)).Required();
        scene.GitHub.Suspend("acme");
        Assert.IsNotType<Answer<RepositoryInfo>.Ok>(await scene.Api.Repositories.GetAsync(Acme, default));
        scene.GitHub.Suspend("acme", suspended: false);
        (await scene.Api.Repositories.GetAsync(Acme, default)).Required();
        scene.GitHub.Uninstall("acme");
        Assert.IsNotType<Answer<RepositoryInfo>.Ok>(await scene.Api.Repositories.GetAsync(Acme, default));
    }
}
