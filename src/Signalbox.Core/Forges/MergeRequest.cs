using Signalbox.Core.Changes;

namespace Signalbox.Core.Forges;

/// <summary>What to merge.</summary>
/// <param name="Id">Names our ref: `refs/signalbox/builds/{id}` locally. The characters of a build id.</param>
/// <param name="Onto">The exact base.</param>
/// <param name="Head">The exact commit to merge into it.</param>
/// <param name="Message">The commit's message.</param>
public sealed record MergeRequest(string Id, CommitSha Onto, CommitSha Head, string Message);

/// <summary>What came of a merge.</summary>
public abstract record MergeOutcome
{
    private MergeOutcome()
    {
    }

    /// <summary>
    /// The commit to build. It is <see cref="MergeRequest.Head"/> itself where that already contains the base, and
    /// <see cref="MergeRequest.Onto"/> itself where the base already contains the head: nothing is left to merge.
    /// </summary>
    /// <param name="Commit">Its object name.</param>
    /// <param name="Ref">The ref that keeps it, or the empty string for a commit that was there.</param>
    public sealed record Made(CommitSha Commit, string Ref) : MergeOutcome;

    /// <summary>The two do not merge.</summary>
    /// <param name="Paths">The files in conflict.</param>
    public sealed record Conflicted(IReadOnlyList<string> Paths) : MergeOutcome;

    /// <summary>One of the commits, or the repository, is not there or has no common history.</summary>
    /// <param name="Message">Which, and what to do; for people.</param>
    public sealed record Impossible(string Message) : MergeOutcome;
}
