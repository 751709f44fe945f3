using System.Text;
using Signalbox.GitHub.App;
using Signalbox.GitHub.Webhooks;
using Xunit;

namespace Signalbox.GitHub.Tests.Webhooks;

public sealed class EventTests
{
    private const string Sha = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string Repository = """{"id":1,"full_name":"o/r","private":false,"default_branch":"main"}""";

    private static readonly string Edited =
        $$$$"""
        {"action":"edited","number":7,"changes":{"base":{"ref":{"from":"release"},"sha":{"from":"{{{{Sha}}}}"}}},
         "pull_request":{"id":1,"node_id":"PR_x","number":7,"state":"open","draft":false,"merged":false,"merged_at":null,
          "merge_commit_sha":null,"mergeable":null,"mergeable_state":"unknown","title":"t","body":null,
          "user":null,"author_association":"MEMBER","labels":[{"id":1,"name":"queue"}],
          "head":{"label":null,"ref":"feat","sha":"{{{{Sha}}}}","repo":null},
          "base":{"label":"o:main","ref":"main","sha":"{{{{Sha}}}}","repo":{{{{Repository}}}}}},
         "repository":{{{{Repository}}}},"installation":{"id":99,"node_id":"x"},"sender":{"login":"a","id":10,"type":"User"}}
        """;

    private static EventResult Read(string name, string body) => EventReader.Read(name, Encoding.UTF8.GetBytes(body));

    [Fact]
    public void A_pull_request_pointed_to_another_branch_whose_fork_is_gone()
    {
        var changed = Assert.IsType<GitHubEvent.PullRequestChanged>(Assert.IsType<EventResult.Understood>(Read("pull_request", Edited)).Event);

        Assert.Equal((PullRequestAction.Edited, "release", "main"), (changed.Action, changed.FormerBase, changed.PullRequest.Base.Ref));
        Assert.Equal(new InstallationId(99), changed.Origin.Installation);
        Assert.Null(changed.PullRequest.Head.Repo);
        Assert.Null(changed.PullRequest.User);
        Assert.Null(changed.PullRequest.Mergeable); // unknown is no conflict
        Assert.True(changed.PullRequest.IsFromFork);
        Assert.False(changed.PullRequest.IsMerged);
    }

    [Fact]
    public void A_pull_request_within_a_fork_is_not_from_a_fork()
    {
        var body = Edited.Replace("\"repo\":null", "\"repo\":{\"id\":1,\"full_name\":\"o/r\",\"fork\":true}", StringComparison.Ordinal);
        var changed = (GitHubEvent.PullRequestChanged)((EventResult.Understood)Read("pull_request", body)).Event;
        Assert.False(changed.PullRequest.IsFromFork);
    }

    [Theory]
    [InlineData("pull_request", "stacked")]
    [InlineData("pull_request", "assigned")]
    [InlineData("merge_group", "checks_requested")]
    [InlineData("an_event_of_next_year", "happened")]
    public void What_we_do_not_use_may_have_any_shape(string name, string action) =>
        Assert.Equal(
            new EventResult.Understood(new GitHubEvent.Ignored(name, action)),
            Read(name, $$"""{"action":"{{action}}","pull_request":17,"repository":[],"merge_group":null}"""));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("17")]
    [InlineData("{")]
    [InlineData("{\"action\":\"opened\"")]
    [InlineData("{\"action\":\"opened\",\"action\":\"closed\"}")]
    [InlineData("{\"action\":\"\\ud800\"}")]
    [InlineData("{\"action\":\"opened\"}")]
    [InlineData("\ufeff{\"action\":\"opened\"}")]
    public void A_body_that_is_broken_is_malformed_and_says_where(string body)
    {
        var malformed = Assert.IsType<EventResult.Malformed>(Read("pull_request", body));
        Assert.StartsWith("The body of the event pull_request", malformed.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"number\":7,\"state\"", "\"number\":\"seven\",\"state\"", "$.pull_request.number")]
    [InlineData("\"ref\":\"feat\"", "\"ref\":{}", "$.pull_request.head.ref")]
    [InlineData("\"title\":\"t\"", "\"title\":null", "$.pull_request")]
    [InlineData("\"title\":\"t\"", "\"title\":\"\\udc00\"", "$.pull_request.title")]
    [InlineData("\"name\":\"queue\"", "\"name\":[]", "$.pull_request.labels[0].name")]
    [InlineData("\"installation\":{\"id\":99", "\"installation\":{\"id\":1e400", "$.installation.id")]
    [InlineData("\"title\":\"t\"", "\"title\":\"t\",\"title\":\"u\"", "$.pull_request")]
    [InlineData("\"full_name\":\"o/r\"", "\"full_name\":\"../r\"", "full_name")]
    [InlineData("\"sha\":\"aaaa", "\"sha\":\"zzzz", "sha")]
    public void A_field_of_a_wrong_type_is_malformed_and_named(string right, string wrong, string where)
    {
        var body = Edited.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(Edited, body);
        var malformed = Assert.IsType<EventResult.Malformed>(Read("pull_request", body));
        Assert.Contains(where, malformed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_without_its_repository_is_malformed()
    {
        var body = Edited.Replace("\"repository\":", "\"elsewhere\":", StringComparison.Ordinal);
        Assert.Contains("repository", Assert.IsType<EventResult.Malformed>(Read("pull_request", body)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pull_request")]
    [InlineData("ping")]
    public void JSON_nested_ten_thousand_deep_is_malformed(string name)
    {
        var deep = $$"""{"action":"opened","x":{{new string('[', 10_000)}}{{new string(']', 10_000)}}}""";
        Assert.IsType<EventResult.Malformed>(Read(name, deep));
    }

    [Fact]
    public void A_comment_below_an_issue_is_none_of_ours()
    {
        var issue = $$"""{"action":"created","issue":{"number":3,"state":"open"},"comment":{"id":1,"body":"x"},"repository":{{Repository}}}""";
        Assert.Equal(new EventResult.Understood(new GitHubEvent.Ignored("issue_comment", "created")), Read("issue_comment", issue));
        var pull = issue.Replace("\"state\":\"open\"", "\"state\":\"open\",\"pull_request\":{\"url\":\"u\"}", StringComparison.Ordinal);
        var comment = Assert.IsType<GitHubEvent.CommentCreated>(Assert.IsType<EventResult.Understood>(Read("issue_comment", pull)).Event);
        Assert.Equal((3, true, "x"), (comment.PullRequest, comment.IsOpen, comment.Comment.Body));
    }

    [Fact]
    public void An_installation_may_tell_its_times_as_numbers()
    {
        var body = """{"action":"created","installation":{"id":5,"account":{"login":"o","id":1,"type":"Organization"},"created_at":1557933591,"suspended_at":null},"repositories":[{"id":1,"node_id":"R","name":"r","full_name":"o/r","private":true}]}""";
        var changed = Assert.IsType<GitHubEvent.InstallationChanged>(Assert.IsType<EventResult.Understood>(Read("installation", body)).Event);
        Assert.Equal("o/r", Assert.Single(changed.Repositories).FullName.Value);
    }
}
