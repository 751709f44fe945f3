namespace Signalbox.Core.Builds;

/// <summary>Builds as rows: a head and its tasks, one partition per build. Rows change only through <see cref="Events.IEventLog"/>, save the two marks here.</summary>
/// <remarks>
/// What a partitioned store can keep: a build's own rows change atomically, and a call that reads them reads one snapshot. The lists go
/// through entries in other partitions, written before the call that changes them returns: a call that failed half-way may leave a build
/// in a list that it has left, or not yet in the one that it has reached, until its repetition or the build's next event. The heads that
/// a list gives are the builds' own.
/// </remarks>
public interface IBuildStore
{
    /// <summary>Persists what was asked for, before anything happens. A known id with the same request is the same build (B3).</summary>
    Task<CreateBuildResult> CreateAsync(BuildId id, BuildRequest request, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The head; null when there is no such build.</summary>
    Task<BuildHead?> FindAsync(BuildId id, CancellationToken cancellationToken);

    /// <summary>Head and one task in one consistent read; null when either is missing.</summary>
    Task<(BuildHead Head, BuildTask Task)?> FindTaskAsync(BuildId id, string task, CancellationToken cancellationToken);

    /// <summary>Tasks in the order of the plan; of one stage, or of all.</summary>
    Task<IReadOnlyList<BuildTask>> ListTasksAsync(BuildId id, string? stage, CancellationToken cancellationToken);

    /// <summary>
    /// Marks the build as cancelled by us, at once (P4). Refused silently when it has ended or has written BUILD_COMPLETE; a second mark
    /// changes nothing.
    /// </summary>
    /// <returns>The head as it is now; null when there is no such build.</returns>
    Task<BuildHead?> MarkCancelledAsync(BuildId id, CancelMark mark, CancellationToken cancellationToken);

    /// <summary>Heads by <see cref="BuildHead.CreatedAt"/>, newest first; pages that were begun are not disturbed by new builds.</summary>
    /// <exception cref="FormatException">The cursor is none of this store's.</exception>
    Task<BuildPage> ListAsync(BuildQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes an ended build's rows and events, the head last: ended early, it is repeated. Results, targets and provider builds have
    /// stores, and deletes, of their own.
    /// </summary>
    /// <returns>False when the build is missing or has not ended.</returns>
    Task<bool> DeleteAsync(BuildId id, CancellationToken cancellationToken);
}

/// <summary>What a create did.</summary>
public enum CreateOutcome
{
    /// <summary>A new build.</summary>
    Created,

    /// <summary>The same request under this id was there.</summary>
    Same,

    /// <summary>Another request has this id.</summary>
    Other,
}

/// <summary>What a create did, and the build that has the id now.</summary>
/// <param name="Outcome">Which.</param>
/// <param name="Head">The build.</param>
public sealed record CreateBuildResult(CreateOutcome Outcome, BuildHead Head);

/// <summary>Which builds to list.</summary>
/// <param name="State">By <see cref="BuildHead.Shown"/>; absent: any.</param>
/// <param name="Change">By display id or URI of a change; absent: any.</param>
/// <param name="After">An opaque cursor from <see cref="BuildPage.Next"/>.</param>
/// <param name="Limit">At most this many.</param>
public sealed record BuildQuery(BuildState? State = null, string? Change = null, string? After = null, int Limit = 50);

/// <summary>A page of builds.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">Where to go on; absent at the end.</param>
public sealed record BuildPage(IReadOnlyList<BuildHead> Items, string? Next);
