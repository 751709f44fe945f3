using System.Text.Json.Serialization;
using Signalbox.Core.Changes;
using Signalbox.GitHub.Api;
using Signalbox.GitHub.App;

namespace Signalbox.GitHub.Webhooks;

/// <summary>
/// What a delivery says. Order is not guaranteed and events come twice, so that each is a hint: read the state again before acting.
/// </summary>
public abstract record GitHubEvent
{
    private GitHubEvent()
    {
    }

    /// <summary>A pull request came, went or changed.</summary>
    /// <param name="Origin">Where.</param>
    /// <param name="Action">What happened.</param>
    /// <param name="PullRequest">As it is now.</param>
    /// <param name="Before">The head before a push.</param>
    /// <param name="Label">The label that was set or taken away.</param>
    /// <param name="FormerBase">The target's branch before the pull request was pointed to another.</param>
    public sealed record PullRequestChanged(
        EventOrigin Origin, PullRequestAction Action, PullRequest PullRequest, CommitSha? Before, string? Label, string? FormerBase) : GitHubEvent;

    /// <summary>Somebody reviewed; the pull request is a short description.</summary>
    public sealed record ReviewSubmitted(EventOrigin Origin, PullRequest PullRequest, Review Review) : GitHubEvent;

    /// <summary>A vote was taken away.</summary>
    public sealed record ReviewDismissed(EventOrigin Origin, PullRequest PullRequest, Review Review) : GitHubEvent;

    /// <summary>Somebody wrote below a pull request. Which head was meant is not said: use the one that you read.</summary>
    /// <param name="Origin">Where.</param>
    /// <param name="PullRequest">Its number.</param>
    /// <param name="IsOpen">Whether it waits to land.</param>
    /// <param name="Comment">The comment.</param>
    public sealed record CommentCreated(EventOrigin Origin, int PullRequest, bool IsOpen, Comment Comment) : GitHubEvent;

    /// <summary>A branch or tag moved.</summary>
    /// <param name="Origin">Where.</param>
    /// <param name="Ref">Its full name.</param>
    /// <param name="Before">Zeros when it was made.</param>
    /// <param name="After">Zeros when it was deleted.</param>
    /// <param name="Created">Whether it is new.</param>
    /// <param name="Deleted">Whether it is gone.</param>
    /// <param name="Forced">Whether it does not follow what it was.</param>
    public sealed record PushReceived(EventOrigin Origin, string Ref, CommitSha Before, CommitSha After, bool Created, bool Deleted, bool Forced) : GitHubEvent;

    /// <summary>"Re-run" at one of our check runs.</summary>
    public sealed record CheckRerequested(EventOrigin Origin, CheckRun Run) : GitHubEvent;

    /// <summary>"Re-run all checks" of ours at a commit.</summary>
    /// <param name="Origin">Where.</param>
    /// <param name="Suite">The suite's number.</param>
    /// <param name="Head">The commit.</param>
    public sealed record CheckSuiteRerequested(EventOrigin Origin, long Suite, CommitSha Head) : GitHubEvent;

    /// <summary>A button of one of our check runs.</summary>
    public sealed record CheckActionRequested(EventOrigin Origin, CheckRun Run, string Identifier) : GitHubEvent;

    /// <summary>A check run ended, ours or another's.</summary>
    public sealed record CheckCompleted(EventOrigin Origin, CheckRun Run) : GitHubEvent;

    /// <summary>A commit got a status, ours or another's.</summary>
    public sealed record StatusChanged(EventOrigin Origin, CommitSha Commit, CommitStatus Status) : GitHubEvent;

    /// <summary>The App was installed, removed, suspended, or granted more.</summary>
    /// <param name="Action">What happened.</param>
    /// <param name="Installation">Which.</param>
    /// <param name="Repositories">What it opens; empty where the event does not say.</param>
    public sealed record InstallationChanged(
        InstallationAction Action, Installation Installation, IReadOnlyList<RepositoryInfo> Repositories) : GitHubEvent;

    /// <summary>An installation opens more repositories, or fewer.</summary>
    public sealed record RepositoriesChanged(
        Installation Installation, IReadOnlyList<RepositoryInfo> Added, IReadOnlyList<RepositoryInfo> Removed) : GitHubEvent;

    /// <summary>A repository was renamed, moved, archived or deleted.</summary>
    /// <param name="Origin">As it is now.</param>
    /// <param name="Action">What happened.</param>
    /// <param name="FormerName">Its name without owner, before it was renamed.</param>
    public sealed record RepositoryChanged(EventOrigin Origin, RepositoryAction Action, string? FormerName) : GitHubEvent;

    /// <summary>Nothing that we use; it is acknowledged.</summary>
    /// <param name="Name">The event's name.</param>
    /// <param name="Action">Its action, where it has one.</param>
    public sealed record Ignored(string Name, string? Action) : GitHubEvent;
}

/// <summary>Where an event comes from.</summary>
/// <param name="Repository">Which repository.</param>
/// <param name="Installation">Which installation; absent in deliveries of a repository's own webhook.</param>
/// <param name="Sender">Who made it happen.</param>
public sealed record EventOrigin(RepositoryInfo Repository, InstallationId? Installation, Account? Sender);

/// <summary>What happened to a pull request, of all that we use.</summary>
[JsonConverter(typeof(WordConverter<PullRequestAction>))]
public enum PullRequestAction
{
    /// <summary>Nothing that we use.</summary>
    Unknown,

    /// <summary>It is new.</summary>
    Opened,

    /// <summary>It is open again.</summary>
    Reopened,

    /// <summary>It landed or was given up.</summary>
    Closed,

    /// <summary>Its head moved.</summary>
    Synchronize,

    /// <summary>Its title, text or target changed.</summary>
    Edited,

    /// <summary>It is no longer a draft.</summary>
    ReadyForReview,

    /// <summary>It is a draft again.</summary>
    ConvertedToDraft,

    /// <summary>It got a label.</summary>
    Labeled,

    /// <summary>It lost a label.</summary>
    Unlabeled,
}

/// <summary>What happened to an installation.</summary>
[JsonConverter(typeof(WordConverter<InstallationAction>))]
public enum InstallationAction
{
    /// <summary>Nothing that we use.</summary>
    Unknown,

    /// <summary>It is new.</summary>
    Created,

    /// <summary>It is gone.</summary>
    Deleted,

    /// <summary>It must not be used for now.</summary>
    Suspend,

    /// <summary>It may be used again.</summary>
    Unsuspend,

    /// <summary>It grants more.</summary>
    NewPermissionsAccepted,
}

/// <summary>What happened to a repository.</summary>
[JsonConverter(typeof(WordConverter<RepositoryAction>))]
public enum RepositoryAction
{
    /// <summary>Nothing that we use.</summary>
    Unknown,

    /// <summary>It has another name.</summary>
    Renamed,

    /// <summary>It has another owner.</summary>
    Transferred,

    /// <summary>It is read-only.</summary>
    Archived,

    /// <summary>It is no longer read-only.</summary>
    Unarchived,

    /// <summary>It is gone.</summary>
    Deleted,
}
