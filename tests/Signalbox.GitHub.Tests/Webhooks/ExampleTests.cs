using System.Text;
using System.Text.Json;
using Signalbox.GitHub.Webhooks;
using Xunit;

namespace Signalbox.GitHub.Tests.Webhooks;

public sealed class ExampleTests
{
    private static readonly Dictionary<string, Type> Expected = new(StringComparer.Ordinal)
    {
        ["pull_request opened"] = typeof(GitHubEvent.PullRequestChanged),
        ["pull_request reopened"] = typeof(GitHubEvent.PullRequestChanged),
        ["pull_request closed"] = typeof(GitHubEvent.PullRequestChanged),
        ["pull_request synchronize"] = typeof(GitHubEvent.PullRequestChanged),
        ["pull_request edited"] = typeof(GitHubEvent.PullRequestChanged),
        ["pull_request ready_for_review"] = typeof(GitHubEvent.PullRequestChanged),
        ["pull_request converted_to_draft"] = typeof(GitHubEvent.PullRequestChanged),
        ["pull_request labeled"] = typeof(GitHubEvent.PullRequestChanged),
        ["pull_request unlabeled"] = typeof(GitHubEvent.PullRequestChanged),
        ["pull_request_review submitted"] = typeof(GitHubEvent.ReviewSubmitted),
        ["pull_request_review dismissed"] = typeof(GitHubEvent.ReviewDismissed),
        ["push"] = typeof(GitHubEvent.PushReceived),
        ["check_run rerequested"] = typeof(GitHubEvent.CheckRerequested),
        ["check_run requested_action"] = typeof(GitHubEvent.CheckActionRequested),
        ["check_run completed"] = typeof(GitHubEvent.CheckCompleted),
        ["check_suite rerequested"] = typeof(GitHubEvent.CheckSuiteRerequested),
        ["status"] = typeof(GitHubEvent.StatusChanged),
        ["installation created"] = typeof(GitHubEvent.InstallationChanged),
        ["installation deleted"] = typeof(GitHubEvent.InstallationChanged),
        ["installation suspend"] = typeof(GitHubEvent.InstallationChanged),
        ["installation unsuspend"] = typeof(GitHubEvent.InstallationChanged),
        ["installation new_permissions_accepted"] = typeof(GitHubEvent.InstallationChanged),
        ["installation_repositories added"] = typeof(GitHubEvent.RepositoriesChanged),
        ["installation_repositories removed"] = typeof(GitHubEvent.RepositoriesChanged),
        ["repository renamed"] = typeof(GitHubEvent.RepositoryChanged),
        ["repository transferred"] = typeof(GitHubEvent.RepositoryChanged),
    };

    [Fact]
    public async Task Every_payload_that_GitHub_shows_as_an_example_is_understood_or_ignored()
    {
        var examples = await GitHubExamples.ReadAsync();
        Assert.Equal(329, examples.Count);
        var met = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, payload) in examples)
        {
            var action = payload.TryGetProperty("action", out var given) ? given.GetString() : null;
            var kind = action is null ? name : $"{name} {action}";
            var result = EventReader.Read(name, Encoding.UTF8.GetBytes(payload.GetRawText()));

            var understood = Assert.IsType<EventResult.Understood>(result);
            if (kind == "issue_comment created") Assert.Equal(IsOnPullRequest(payload), understood.Event is GitHubEvent.CommentCreated);
            else if (Expected.TryGetValue(kind, out var type)) Assert.IsType(type, understood.Event);
            else Assert.Equal(new GitHubEvent.Ignored(name, action), understood.Event);
            met.Add(kind);
        }

        // `edited` has no example: it is in the stories below.
        Assert.Equal(["pull_request edited"], Expected.Keys.Except(met));
    }

    [Fact]
    public async Task What_an_example_says_arrives_in_the_record()
    {
        foreach (var (name, payload) in await GitHubExamples.ReadAsync())
        {
            var read = ((EventResult.Understood)EventReader.Read(name, Encoding.UTF8.GetBytes(payload.GetRawText()))).Event;
            if (read is GitHubEvent.PullRequestChanged changed)
            {
                var pull = payload.GetProperty("pull_request");
                Assert.Equal(payload.GetProperty("number").GetInt32(), changed.PullRequest.Number);
                Assert.Equal(pull.GetProperty("head").GetProperty("sha").GetString(), changed.PullRequest.Head.Sha.Value);
                Assert.Equal(pull.GetProperty("base").GetProperty("ref").GetString(), changed.PullRequest.Base.Ref);
                Assert.Equal(pull.GetProperty("draft").GetBoolean(), changed.PullRequest.Draft);
                Assert.Equal(pull.GetProperty("user").GetProperty("login").GetString(), changed.PullRequest.User?.Login);
                Assert.Equal(payload.GetProperty("repository").GetProperty("full_name").GetString(), changed.Origin.Repository.FullName.Value);
            }

            if (read is GitHubEvent.ReviewSubmitted review)
                Assert.Equal(payload.GetProperty("review").GetProperty("state").GetString(), JsonNamingPolicy.SnakeCaseLower.ConvertName($"{review.Review.State}"));
            if (read is GitHubEvent.PushReceived push) Assert.Equal(payload.GetProperty("after").GetString(), push.After.Value);
            if (read is GitHubEvent.CheckActionRequested button)
                Assert.Equal(payload.GetProperty("requested_action").GetProperty("identifier").GetString(), button.Identifier);
            if (read is GitHubEvent.InstallationChanged installed)
                Assert.Equal(payload.GetProperty("installation").GetProperty("id").GetInt64(), installed.Installation.Id);
            if (read is GitHubEvent.RepositoriesChanged { Added: var added })
                Assert.Equal(payload.GetProperty("repositories_added").GetArrayLength(), added.Count);
            if (read is GitHubEvent.RepositoryChanged { Action: RepositoryAction.Renamed, FormerName: var former }) Assert.Equal("Hello-World", former);
        }
    }

    private static bool IsOnPullRequest(JsonElement payload) => payload.GetProperty("issue").TryGetProperty("pull_request", out _);
}
