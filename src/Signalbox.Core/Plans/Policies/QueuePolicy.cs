using System.Collections.Immutable;

namespace Signalbox.Core.Plans.Policies;

/// <summary>How the queue of a target branch works; an item of `queues`.</summary>
public sealed record QueuePolicy
{
    /// <summary>An exact name or a glob.</summary>
    public required Located<string> Branch { get; init; }

    /// <summary>How candidates are chosen.</summary>
    public required QueueStrategy Strategy { get; init; }

    /// <summary>Which entries may conflict; decides what landing guarantees (Q4).</summary>
    public required ConflictScope Conflicts { get; init; }

    /// <summary>The most candidates that build at once.</summary>
    public required int MaxBuilds { get; init; }

    /// <summary>Entries that share a candidate.</summary>
    public required BatchPolicy Batch { get; init; }

    /// <summary>Which approvals an entry needs.</summary>
    public required ApprovalPolicy Approvals { get; init; }

    /// <summary>What may enter.</summary>
    public required AdmissionPolicy Admit { get; init; }

    /// <summary>Other statuses that must be green.</summary>
    public ImmutableArray<string> Require { get; init; } = [];

    /// <summary>How an entry becomes a commit.</summary>
    public required MergeMethod Merge { get; init; }

    /// <summary>The commit's message.</summary>
    public required MessagePolicy Message { get; init; }

    /// <summary>Whether the head branch goes after landing.</summary>
    public required bool DeleteBranch { get; init; }

    /// <summary>How a serial queue chooses.</summary>
    public required PickOrder Pick { get; init; }

    /// <summary>Labels that change an entry's priority.</summary>
    public ImmutableArray<LabelPriority> Priorities { get; init; } = [];

    /// <summary>The retest sweep (R1); absent: off.</summary>
    public RetestPolicy? Retest { get; init; }

    /// <summary>Of a candidate's build.</summary>
    public required TimeSpan Deadline { get; init; }

    /// <summary>What people see on the pull request.</summary>
    public required ReportPolicy Report { get; init; }
}

/// <summary>Entries verified and landed together.</summary>
/// <param name="Max">The most entries; 1 turns batching off.</param>
/// <param name="Wait">How long to wait for more.</param>
public sealed record BatchPolicy(int Max, TimeSpan Wait);

/// <summary>Which approvals an entry needs (Q2).</summary>
/// <param name="Count">How many.</param>
/// <param name="Fresh">They must be for the exact head.</param>
/// <param name="CodeOwners">A code owner must be among them.</param>
public sealed record ApprovalPolicy(int Count, bool Fresh, bool CodeOwners);

/// <summary>What may enter a queue.</summary>
/// <param name="Labels">One of these is needed; empty: none is.</param>
/// <param name="BlockingLabels">None of these may be there.</param>
/// <param name="BlockingTitle">A title that this regular expression matches keeps an entry out; absent or empty: none does.</param>
/// <param name="Auto">Whatever may enter does so by itself.</param>
/// <param name="Timeout">How long an entry may wait for its checks.</param>
public sealed record AdmissionPolicy(
    ImmutableArray<string> Labels,
    ImmutableArray<string> BlockingLabels,
    string BlockingTitle,
    bool Auto,
    TimeSpan Timeout);

/// <summary>Templates of a landed commit's message.</summary>
/// <param name="Title">The first line.</param>
/// <param name="Body">The rest.</param>
/// <param name="Trailers">What is added at the end.</param>
public sealed record MessagePolicy(string Title, string Body, ImmutableArray<MessageTrailer> Trailers);

/// <summary>A label that changes priority.</summary>
/// <param name="Label">The label.</param>
/// <param name="Value">Higher lands earlier.</param>
public sealed record LabelPriority(string Label, int Value);

/// <summary>When open pull requests are tested again (R1).</summary>
/// <param name="Every">How often the sweep looks.</param>
/// <param name="OlderThan">The age of a result that is tested again.</param>
/// <param name="Max">The most at once.</param>
public sealed record RetestPolicy(TimeSpan Every, TimeSpan OlderThan, int Max);

/// <summary>What people see on the pull request.</summary>
/// <param name="Comment">When to comment.</param>
/// <param name="Check">The name of the status.</param>
public sealed record ReportPolicy(CommentScope Comment, string Check);
