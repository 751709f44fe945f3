using Signalbox.Core.Changes;
using Signalbox.GitHub.Api;
using Signalbox.GitHub.Webhooks;
using Xunit;
using static Signalbox.GitHub.Tests.Stories.FakeGitHubScene;

namespace Signalbox.GitHub.Tests.Stories;

/// <summary>What people do at GitHub arrives here signed, and becomes the right event.</summary>
public sealed class DeliveryStories
{
    [Fact]
    public async Task The_life_of_a_pull_request_arrives_as_events()
    {
        await using var scene = await StartAsync();
        var pull = await scene.Repository.OpenPullRequestAsync(new("feature/x", "ann") { Files = [("b.txt", "two\n")] });
        var first = pull.HeadSha;
        await pull.LabelAsync("bob", "queue");
        await pull.PushAsync("ann", ("b.txt", "three\n"));
        await pull.ReviewAsync("bob", Signalbox.FakeGitHub.PullRequests.ReviewState.Approved);
        await pull.CommentAsync("bob", "/land");
        await scene.Repository.SetStatusAsync(pull.HeadSha, "success", "license/cla", "bob");
        await pull.CloseAsync("ann");
        await scene.GitHub.Deliveries.SettledAsync();

        Assert.Empty(scene.Refusals);
        var changes = scene.Events.OfType<GitHubEvent.PullRequestChanged>().ToList();
        Assert.Equal(
            [PullRequestAction.Opened, PullRequestAction.Labeled, PullRequestAction.Synchronize, PullRequestAction.Closed],
            changes.Select(change => change.Action));
        Assert.All(changes, change => Assert.Equal((pull.Number, scene.Installation, Acme), (change.PullRequest.Number, change.Origin.Installation, change.Origin.Repository.FullName)));
        Assert.Equal("queue", changes[1].Label);
        Assert.Equal((CommitSha.Parse(first), CommitSha.Parse(pull.HeadSha)), (changes[2].Before, changes[2].PullRequest.Head.Sha));
        var review = Assert.Single(scene.Events.OfType<GitHubEvent.ReviewSubmitted>());
        Assert.Equal(("bob", ReviewState.Approved, CommitSha.Parse(pull.HeadSha)), (review.Review.User?.Login, review.Review.State, review.Review.CommitId));
        Assert.Equal("/land", Assert.Single(scene.Events.OfType<GitHubEvent.CommentCreated>()).Comment.Body);
        Assert.Equal(StatusState.Success, Assert.Single(scene.Events.OfType<GitHubEvent.StatusChanged>()).Status.State);
        Assert.Contains(scene.Events.OfType<GitHubEvent.PushReceived>(), push => push.Ref == "refs/heads/feature/x" && push.Created);
    }

    [Fact]
    public async Task Our_own_check_can_be_run_again_and_its_buttons_be_pressed()
    {
        await using var scene = await StartAsync();
        var pull = await scene.Repository.OpenPullRequestAsync(new("feature/x", "ann") { Files = [("b.txt", "two\n")] });
        var check = (await scene.Api.Checks.CreateAsync(
            Acme,
            new()
            {
                Name = "unit",
                HeadSha = CommitSha.Parse(pull.HeadSha),
                Conclusion = CheckConclusion.Failure,
                ExternalId = "b-1/unit",
                Output = new("failed", "2 of 120"),
                Actions = [new("Retry failed", "Runs what failed again", "retry-failed")],
            },
            default)).Required();

        scene.Repository.Press(check.Id, "ann");
        scene.Repository.Press(check.Id, "ann", "retry-failed");
        await scene.Repository.RerunAllAsync(pull.HeadSha, "ann");
        await scene.GitHub.Deliveries.SettledAsync();

        Assert.Equal("b-1/unit", Assert.Single(scene.Events.OfType<GitHubEvent.CheckRerequested>()).Run.ExternalId);
        Assert.Equal("retry-failed", Assert.Single(scene.Events.OfType<GitHubEvent.CheckActionRequested>()).Identifier);
        Assert.Equal(pull.HeadSha, Assert.Single(scene.Events.OfType<GitHubEvent.CheckSuiteRerequested>()).Head.Value);
    }

    [Fact]
    public async Task While_the_secret_is_changed_nothing_is_lost_and_a_wrong_one_is_refused_and_can_be_had_again()
    {
        await using var scene = await StartAsync();
        scene.GitHub.Deliveries.Secret = "planted-old";
        await scene.Repository.PushAsync("main", "ann", ("a.txt", "two\n"));
        await scene.GitHub.Deliveries.SettledAsync();
        Assert.Single(scene.Events.OfType<GitHubEvent.PushReceived>());

        scene.GitHub.Deliveries.Secret = "planted-wrong";
        await scene.Repository.PushAsync("main", "ann", ("a.txt", "three\n"));
        await scene.GitHub.Deliveries.SettledAsync();
        Assert.Single(scene.Events.OfType<GitHubEvent.PushReceived>());
        Assert.NotEmpty(scene.Refusals);
        Assert.All(scene.Refusals, refusal => Assert.Contains("does not fit the body", refusal, StringComparison.Ordinal));

        scene.GitHub.Deliveries.Secret = "planted-new";
        var deliveries = (await scene.Client.App.Deliveries.ListAsync(DateTimeOffset.UnixEpoch, default)).Required();
        var failed = Assert.Single(deliveries, one => !one.IsDelivered && one.Event == "push");
        Assert.Equal(401, failed.StatusCode);
        (await scene.Client.App.Deliveries.RedeliverAsync(failed.Id, default)).Required();
        await scene.GitHub.Deliveries.SettledAsync();

        Assert.Equal(2, scene.Events.OfType<GitHubEvent.PushReceived>().Count());
        Assert.Contains(
            (await scene.Client.App.Deliveries.ListAsync(DateTimeOffset.UnixEpoch, default)).Required(),
            one => one is { Redelivery: true, IsDelivered: true } && one.Key == failed.Key);
    }

    [Fact]
    public async Task Installations_are_found_and_followed()
    {
        await using var scene = await StartAsync();
        Assert.Equal(scene.Installation, (await scene.Client.App.Installations.OfRepositoryAsync(Acme, default)).Required().Key);
        Assert.Equal([scene.Installation], (await scene.Client.App.Installations.ListAsync(default)).Required().Select(one => one.Key));
        Assert.Equal([Acme], (await scene.Api.Repositories.ListAsync(default)).Required().Select(one => one.FullName));

        scene.GitHub.Suspend("acme");
        scene.GitHub.Uninstall("acme");
        await scene.GitHub.Deliveries.SettledAsync();

        Assert.Equal(
            [InstallationAction.Suspend, InstallationAction.Deleted],
            scene.Events.OfType<GitHubEvent.InstallationChanged>().Select(change => change.Action));
    }
}
