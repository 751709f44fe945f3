using System.Text.Json.Serialization;
using Signalbox.Core.Changes;
using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.Api;

/// <summary>How two commits relate.</summary>
public sealed class ComparisonsApi
{
    private readonly ApiCaller caller;

    internal ComparisonsApi(ApiCaller caller) => this.caller = caller;

    /// <summary>From the base to the head.</summary>
    public Task<Answer<Comparison>> CompareAsync(RepositoryName repository, CommitSha onto, CommitSha head, CancellationToken cancellationToken) =>
        caller.GetAsync($"repos/{repository}/compare/{onto}...{head}", ApiJson.Default.Comparison, cancellationToken);
}

/// <summary>How a head relates to a base.</summary>
/// <param name="Status">Which contains which.</param>
/// <param name="AheadBy">Commits of the head that the base lacks.</param>
/// <param name="BehindBy">Commits of the base that the head lacks.</param>
/// <param name="MergeBaseCommit">The last that both have.</param>
/// <param name="Files">What differs between the merge base and the head; 300 at most, and then there may be more.</param>
public sealed record Comparison(
    ComparisonStatus Status, int AheadBy, int BehindBy, CommitName MergeBaseCommit, IReadOnlyList<ChangedFile>? Files = null)
{
    private const int MostFiles = 300;

    /// <summary>Whether <see cref="Files"/> may lack some.</summary>
    [JsonIgnore]
    public bool IsTruncated => Files is null or { Count: >= MostFiles };
}

/// <summary>Which of two commits contains which.</summary>
[JsonConverter(typeof(WordConverter<ComparisonStatus>))]
public enum ComparisonStatus
{
    /// <summary>A word that we do not know.</summary>
    Unknown,

    /// <summary>Both are the same.</summary>
    Identical,

    /// <summary>The head contains the base.</summary>
    Ahead,

    /// <summary>The base contains the head.</summary>
    Behind,

    /// <summary>Neither contains the other.</summary>
    Diverged,
}
