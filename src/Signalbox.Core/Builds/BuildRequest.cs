using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Signalbox.Core.Changes;

namespace Signalbox.Core.Builds;

/// <summary>What a caller asks to be built. Resolved before: commits, not names. Two requests with the same content are the same (B3).</summary>
public sealed record BuildRequest
{
    /// <summary>The repository.</summary>
    public required Repository Repository { get; init; }

    /// <summary>The full ref that was asked for, or `HEAD` where it is detached.</summary>
    public required string Ref { get; init; }

    /// <summary>The exact commit.</summary>
    public required CommitSha Sha { get; init; }

    /// <summary>The exact commit that it is merged on; absent: it is built as it is (B7).</summary>
    public CommitSha? Base { get; init; }

    /// <summary>What is in it, in order; never empty.</summary>
    public required ImmutableArray<BuildChange> Changes { get; init; }

    /// <summary>Names or globs of the tasks to build; absent: all.</summary>
    public ImmutableArray<string>? Tasks { get; init; }

    /// <summary>Why the build is made.</summary>
    public required BuildReason Reason { get; init; }

    /// <summary>Of a retry: why the build that it repeats was made, since a retry counts as that for `when`.</summary>
    public BuildReason? Repeats { get; init; }

    /// <summary>The labels of the change, for `when`.</summary>
    public ImmutableArray<string>? Labels { get; init; }

    /// <summary>Delegates nothing (`--fresh`, retest).</summary>
    public bool Fresh { get; init; }

    /// <summary>The build whose successes stand (B10: `retry --failed-only`).</summary>
    public BuildId? SuccessesOf { get; init; }

    /// <summary>The branch's short name, for `when` and for results: `main`, or `HEAD`.</summary>
    [JsonIgnore]
    public string Branch => Ref.StartsWith("refs/heads/", StringComparison.Ordinal) ? Ref[11..] : Ref;
}

/// <summary>Why a build is made; also the events that `when` knows (a retry counts as what it retries).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BuildReason>))]
public enum BuildReason
{
    /// <summary>`signalbox run`.</summary>
    [JsonStringEnumMemberName("cli")] Cli,

    /// <summary>`POST /api/builds`.</summary>
    [JsonStringEnumMemberName("api")] Api,

    /// <summary>A pull request's new commit.</summary>
    [JsonStringEnumMemberName("pull_request")] PullRequest,

    /// <summary>A queue's candidate.</summary>
    [JsonStringEnumMemberName("queue")] Queue,

    /// <summary>A candidate that never lands.</summary>
    [JsonStringEnumMemberName("try")] Try,

    /// <summary>Tested again.</summary>
    [JsonStringEnumMemberName("retest")] Retest,

    /// <summary>`signalbox retry`.</summary>
    [JsonStringEnumMemberName("retry")] Retry,
}
