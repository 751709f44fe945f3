using Signalbox.FakeGitHub.Tests.Clients;
using Signalbox.Testing.Git;
using Xunit;

namespace Signalbox.FakeGitHub.Tests.Clones;

public sealed class CloneTests
{
    [Fact]
    public async Task What_is_cloned_and_pushed_with_git_is_as_what_the_API_does()
    {
        await using var stage = await Stage.SetAsync();
        var pull = await stage.OpenAsync("one");
        await stage.GitHub.Deliveries.SettledAsync();
        stage.Listener.Received.Clear();
        using var sandbox = GitSandbox.Create();
        var url = $"{stage.GitHub.Url}acme/app.git".Replace("://", $"://x-access-token:{stage.GitHub.TokenOf("grace")}@", StringComparison.Ordinal);

        sandbox.Git("fetch", "-q", url, "one:one", $"refs/pull/{pull.Number}/head:head");
        sandbox.Switch("one");
        Assert.Equal(pull.HeadSha, sandbox.Head.Value);
        var head = sandbox.Commit("By hand", ("hand.txt", "h\n"));
        sandbox.Git("push", "-q", url, "one");
        await stage.GitHub.Deliveries.SettledAsync();

        Assert.Equal(head.Value, pull.HeadSha);
        Assert.Equal(["push", "pull_request.synchronize", "check_suite.requested"], stage.Listener.Names);
        Assert.Equal("grace", (string?)stage.Listener.Received.First().Json["sender"]!["login"]);
    }

    [Fact]
    public async Task Who_may_not_push_is_refused()
    {
        await using var stage = await Stage.SetAsync();
        using var sandbox = GitSandbox.Create();
        sandbox.Commit("Mine");
        var url = $"{stage.GitHub.Url}acme/app.git".Replace("://", $"://x:{stage.GitHub.TokenOf("linus")}@", StringComparison.Ordinal);

        Assert.Throws<InvalidOperationException>(() => sandbox.Git("push", "-q", url, "main:mine"));

        Assert.Null(await stage.App.BranchAsync("mine"));
    }
}
