using Signalbox.FakeGitHub.PullRequests;
using Signalbox.FakeGitHub.Shapes;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Rest;

/// <summary>Reviews of a pull request.</summary>
internal static class ReviewRoutes
{
    private const string Root = "/repos/{owner}/{repo}/pulls/{number}/reviews";

    public static void AddTo(RouteTable routes)
    {
        routes.Get(Root, Access.Read("pull_requests"), PullRoutes.On((call, pull) => Task.FromResult(Pages.Of(
            call,
            [.. call.Repository.Reviews.Values.Where(one => one.Pull == pull.Number).OrderBy(one => one.Id)],
            one => PullShapes.Review(call.World, call.Repository, one, inEvent: false)))));
        routes.Get($"{Root}/{{id}}", Access.Read("pull_requests"), PullRoutes.On((call, _) => Task.FromResult(
            call.Repository.Reviews.TryGetValue(call.Id("id"), out var review) ? Shape(call, review) : Reply.NotFound)));
        routes.Post(Root, Access.Speak("pull_requests"), PullRoutes.On((call, pull) => Task.FromResult(Submit(call, pull))), makesContent: true);
        routes.Put($"{Root}/{{id}}/dismissals", Access.Write("pull_requests"), PullRoutes.On((call, _) => Task.FromResult(Dismiss(call))));
    }

    private static Reply Shape(Call call, Review review) => Reply.Ok(PullShapes.Review(call.World, call.Repository, review, inEvent: false));

    private static Reply Submit(Call call, PullRequest pull)
    {
        ReviewState? state = call.Text("event") switch
        {
            "APPROVE" => ReviewState.Approved,
            "REQUEST_CHANGES" => ReviewState.ChangesRequested,
            "COMMENT" => ReviewState.Commented,
            _ => null,
        };
        if (state is not { } said) return Reply.Of(Refusal.Invalid("PullRequestReview", "event", "invalid"));
        var review = call.World.Reviews.Submit(call.Repository, pull, said, call.Text("body") ?? "", call.Text("commit_id"), call.Actor);
        return review.Value is { } made ? Shape(call, made) : Reply.Of(review.Refusal!);
    }

    private static Reply Dismiss(Call call)
    {
        if (call.Text("message") is null) return Reply.Of(new Refusal(422, "Invalid request.\n\n\"message\" wasn't supplied."));
        if (!call.Repository.Reviews.TryGetValue(call.Id("id"), out var review)) return Reply.NotFound;
        var dismissed = call.World.Reviews.Dismiss(call.Repository, review, call.Actor);
        return dismissed.Value is { } changed ? Shape(call, changed) : Reply.Of(dismissed.Refusal!);
    }
}
