using System.Text.Json;
using System.Text.Json.Serialization;
using Signalbox.Core.Changes;
using Signalbox.GitHub.Api;
using Signalbox.GitHub.App;

namespace Signalbox.GitHub.Webhooks;

/// <summary>What every event of a repository has (provider-facts 1.6).</summary>
internal abstract record RepositoryPayload(RepositoryInfo Repository, InstallationStub? Installation, Account? Sender)
{
    public EventOrigin Origin() => new(Repository, Installation is { } stub ? new InstallationId(stub.Id) : null, Sender);
}

internal sealed record InstallationStub(long Id);

internal sealed record ActionPayload(JsonElement Action = default);

internal sealed record PullRequestPayload(
    PullRequestAction Action,
    PullRequest PullRequest,
    RepositoryInfo Repository,
    InstallationStub? Installation = null,
    Account? Sender = null,
    CommitSha? Before = null,
    Label? Label = null,
    PullRequestChanges? Changes = null) : RepositoryPayload(Repository, Installation, Sender);

internal sealed record PullRequestChanges(BaseChange? Base = null);

internal sealed record BaseChange(Former? Ref = null);

internal sealed record Former(string? From = null);

internal sealed record ReviewPayload(
    PullRequest PullRequest, Review Review, RepositoryInfo Repository, InstallationStub? Installation = null, Account? Sender = null)
    : RepositoryPayload(Repository, Installation, Sender);

internal sealed record CommentPayload(
    IssueStub Issue, Comment Comment, RepositoryInfo Repository, InstallationStub? Installation = null, Account? Sender = null)
    : RepositoryPayload(Repository, Installation, Sender);

/// <summary>An issue is a pull request when it says so.</summary>
internal sealed record IssueStub(int Number, PullRequestState State, JsonElement? PullRequest = null)
{
    public bool IsPullRequest => PullRequest is { ValueKind: JsonValueKind.Object };
}

internal sealed record PushPayload(
    string Ref,
    CommitSha Before,
    CommitSha After,
    RepositoryInfo Repository,
    InstallationStub? Installation = null,
    Account? Sender = null,
    bool Created = false,
    bool Deleted = false,
    bool Forced = false) : RepositoryPayload(Repository, Installation, Sender);

internal sealed record CheckRunPayload(
    CheckRun CheckRun, RepositoryInfo Repository, InstallationStub? Installation = null, Account? Sender = null, RequestedAction? RequestedAction = null)
    : RepositoryPayload(Repository, Installation, Sender);

internal sealed record RequestedAction(string Identifier);

internal sealed record CheckSuitePayload(
    CheckSuiteStub CheckSuite, RepositoryInfo Repository, InstallationStub? Installation = null, Account? Sender = null)
    : RepositoryPayload(Repository, Installation, Sender);

internal sealed record CheckSuiteStub(long Id, CommitSha HeadSha);

internal sealed record StatusPayload(
    CommitSha Sha,
    StatusState State,
    string Context,
    RepositoryInfo Repository,
    InstallationStub? Installation = null,
    Account? Sender = null,
    string? Description = null,
    string? TargetUrl = null) : RepositoryPayload(Repository, Installation, Sender);

internal sealed record InstallationPayload(
    InstallationAction Action, Installation Installation, IReadOnlyList<RepositoryInfo>? Repositories = null);

internal sealed record RepositoriesPayload(
    Installation Installation, IReadOnlyList<RepositoryInfo>? RepositoriesAdded = null, IReadOnlyList<RepositoryInfo>? RepositoriesRemoved = null);

internal sealed record RepositoryChangePayload(
    RepositoryAction Action,
    RepositoryInfo Repository,
    InstallationStub? Installation = null,
    Account? Sender = null,
    RepositoryChanges? Changes = null) : RepositoryPayload(Repository, Installation, Sender);

internal sealed record RepositoryChanges(RepositoryNameChange? Repository = null);

internal sealed record RepositoryNameChange(Former? Name = null);

/// <summary>
/// The shapes of events: snake_case; unknown fields are ignored, nesting is bounded, and an object that names a field twice is refused,
/// since two readers could take it for two things.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = 64)]
[JsonSerializable(typeof(ActionPayload))]
[JsonSerializable(typeof(PullRequestPayload))]
[JsonSerializable(typeof(ReviewPayload))]
[JsonSerializable(typeof(CommentPayload))]
[JsonSerializable(typeof(PushPayload))]
[JsonSerializable(typeof(CheckRunPayload))]
[JsonSerializable(typeof(CheckSuitePayload))]
[JsonSerializable(typeof(StatusPayload))]
[JsonSerializable(typeof(InstallationPayload))]
[JsonSerializable(typeof(RepositoriesPayload))]
[JsonSerializable(typeof(RepositoryChangePayload))]
internal sealed partial class EventJson : JsonSerializerContext;
