using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Signalbox.GitHub.Api;
using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.Webhooks;

/// <summary>Reads the body of a delivery. Never throws, whatever the bytes.</summary>
public static class EventReader
{
    /// <summary>Reads it.</summary>
    /// <param name="name">The event's name, from the headers.</param>
    /// <param name="body">JSON.</param>
    public static EventResult Read(string name, ReadOnlySpan<byte> body)
    {
        try
        {
            var action = Action(Of(body, EventJson.Default.ActionPayload));
            return new EventResult.Understood(Event(name, action, body) ?? new GitHubEvent.Ignored(name, action));
        }
        catch (JsonException e)
        {
            return new EventResult.Malformed(ErrorText.Clean($"The body of the event {name} is not what GitHub documents, at {e.Path ?? "$"}: {e.Message}"));
        }
    }

    // The action is looked at first: what we do not use may have any shape.
    private static GitHubEvent? Event(string name, string? action, ReadOnlySpan<byte> body) => (name, action) switch
    {
        ("pull_request", _) when Knows<PullRequestAction>(action) => PullRequest(Of(body, EventJson.Default.PullRequestPayload)),
        ("pull_request_review", "submitted") when Of(body, EventJson.Default.ReviewPayload) is var it =>
            new GitHubEvent.ReviewSubmitted(it.Origin(), it.PullRequest, it.Review),
        ("pull_request_review", "dismissed") when Of(body, EventJson.Default.ReviewPayload) is var it =>
            new GitHubEvent.ReviewDismissed(it.Origin(), it.PullRequest, it.Review),
        ("issue_comment", "created") => Comment(Of(body, EventJson.Default.CommentPayload)),
        ("push", _) when Of(body, EventJson.Default.PushPayload) is var it =>
            new GitHubEvent.PushReceived(it.Origin(), it.Ref, it.Before, it.After, it.Created, it.Deleted, it.Forced),
        ("check_run", "rerequested" or "requested_action" or "completed") => Check(action, Of(body, EventJson.Default.CheckRunPayload)),
        ("check_suite", "rerequested") when Of(body, EventJson.Default.CheckSuitePayload) is var it =>
            new GitHubEvent.CheckSuiteRerequested(it.Origin(), it.CheckSuite.Id, it.CheckSuite.HeadSha),
        ("status", _) when Of(body, EventJson.Default.StatusPayload) is var it =>
            new GitHubEvent.StatusChanged(it.Origin(), it.Sha, new(it.State, it.Context, it.Description, it.TargetUrl)),
        ("installation", _) when Knows<InstallationAction>(action) && Of(body, EventJson.Default.InstallationPayload) is var it =>
            new GitHubEvent.InstallationChanged(it.Action, it.Installation, it.Repositories ?? []),
        ("installation_repositories", "added" or "removed") when Of(body, EventJson.Default.RepositoriesPayload) is var it =>
            new GitHubEvent.RepositoriesChanged(it.Installation, it.RepositoriesAdded ?? [], it.RepositoriesRemoved ?? []),
        ("repository", _) when Knows<RepositoryAction>(action) && Of(body, EventJson.Default.RepositoryChangePayload) is var it =>
            new GitHubEvent.RepositoryChanged(it.Origin(), it.Action, it.Changes?.Repository?.Name?.From),
        _ => null,
    };

    private static GitHubEvent.PullRequestChanged PullRequest(PullRequestPayload it) =>
        new(it.Origin(), it.Action, it.PullRequest, it.Before, it.Label?.Name, it.Changes?.Base?.Ref?.From);

    private static GitHubEvent.CommentCreated? Comment(CommentPayload it) =>
        it.Issue.IsPullRequest ? new(it.Origin(), it.Issue.Number, it.Issue.State == PullRequestState.Open, it.Comment) : null;

    private static GitHubEvent Check(string? action, CheckRunPayload it) => action switch
    {
        "rerequested" => new GitHubEvent.CheckRerequested(it.Origin(), it.CheckRun),
        "completed" => new GitHubEvent.CheckCompleted(it.Origin(), it.CheckRun),
        _ => new GitHubEvent.CheckActionRequested(
            it.Origin(), it.CheckRun, it.RequestedAction?.Identifier ?? throw new JsonException("requested_action is missing.")),
    };

    private static bool Knows<T>(string? action)
        where T : struct, Enum => action is not null && !WordConverter<T>.Value(action).Equals(default(T));

    private static string? Action(ActionPayload payload)
    {
        try
        {
            return payload.Action.ValueKind == JsonValueKind.String ? payload.Action.GetString() : null;
        }
        catch (InvalidOperationException e) // an element tells of a lone surrogate in this way
        {
            throw new JsonException(e.Message, "$.action", null, null, e);
        }
    }

    private static T Of<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type)
        where T : class => JsonSerializer.Deserialize(body, type) ?? throw new JsonException("It is null.");
}
