using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.PullRequests;

/// <summary>Submits and dismisses reviews.</summary>
internal sealed class ReviewChanges(World world)
{
    public Result<Review> Submit(HostedRepository repository, PullRequest pull, ReviewState state, string body, string? commit, Account author)
    {
        if (author.Id == pull.Author.Id && state != ReviewState.Commented)
            return new Refusal(422, "Unprocessable Entity: Can not approve or request changes on your own pull request");
        if (body.Length == 0 && state != ReviewState.Approved) return new Refusal(422, "Unprocessable Entity: Body can't be blank");
        var review = new Review(world.Sequence.Next(), pull.Number, author, state, body, commit ?? pull.HeadSha, world.Now);
        repository.Reviews[review.Id] = review;
        world.Events.Review("submitted", repository, review, author);
        return review;
    }

    public Result<Review> Dismiss(HostedRepository repository, Review review, Account actor)
    {
        if (review.State is not (ReviewState.Approved or ReviewState.ChangesRequested)) return new Refusal(422, "Can not dismiss a commented pull request review");
        var dismissed = repository.Reviews[review.Id] = review with { State = ReviewState.Dismissed };
        world.Events.Review("dismissed", repository, dismissed, actor);
        return dismissed;
    }

    /// <summary>After a push, where the base asks for it.</summary>
    public void DismissStale(HostedRepository repository, PullRequest pull, Account actor)
    {
        if (repository.Protections.GetValueOrDefault(pull.BaseRef) is not { DismissStaleReviews: true }) return;
        foreach (var review in repository.Reviews.Values.Where(one => one.Pull == pull.Number && one.State == ReviewState.Approved).OrderBy(one => one.Id))
            Dismiss(repository, review, actor);
    }
}
