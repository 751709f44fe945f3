using System.Text.Json.Serialization;
using Signalbox.Core.Json;

namespace Signalbox.GitHub.Api;

/// <summary>The shapes of GitHub's API: snake_case; what we do not know is ignored, what we need and do not find is an error.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(AppInfo))]
[JsonSerializable(typeof(Branch))]
[JsonSerializable(typeof(CheckRun))]
[JsonSerializable(typeof(CheckRunDraft))]
[JsonSerializable(typeof(CheckRunPage))]
[JsonSerializable(typeof(CombinedStatus))]
[JsonSerializable(typeof(Comment))]
[JsonSerializable(typeof(CommentDraft))]
[JsonSerializable(typeof(CommitName))]
[JsonSerializable(typeof(CommitStatus))]
[JsonSerializable(typeof(Comparison))]
[JsonSerializable(typeof(GitCommit))]
[JsonSerializable(typeof(GitCommitDraft))]
[JsonSerializable(typeof(GitRef))]
[JsonSerializable(typeof(GitRefDraft))]
[JsonSerializable(typeof(GitRefMove))]
[JsonSerializable(typeof(GitTree))]
[JsonSerializable(typeof(Installation))]
[JsonSerializable(typeof(IReadOnlyList<ChangedFile>))]
[JsonSerializable(typeof(IReadOnlyList<Comment>))]
[JsonSerializable(typeof(IReadOnlyList<Delivery>))]
[JsonSerializable(typeof(IReadOnlyList<GitRef>))]
[JsonSerializable(typeof(IReadOnlyList<Installation>))]
[JsonSerializable(typeof(IReadOnlyList<PullRequest>))]
[JsonSerializable(typeof(IReadOnlyList<Review>))]
[JsonSerializable(typeof(MergeDraft))]
[JsonSerializable(typeof(Permission))]
[JsonSerializable(typeof(PullRequest))]
[JsonSerializable(typeof(Reaction))]
[JsonSerializable(typeof(ReactionDraft))]
[JsonSerializable(typeof(RepositoryInfo))]
[JsonSerializable(typeof(RepositoryPage))]
[JsonSerializable(typeof(TokenBody))]
internal sealed partial class ApiJson : JsonSerializerContext;
