using Signalbox.Core.Builds;

namespace Signalbox.Core.Events;

/// <summary>
/// The append-only log. Appending to a build's stream <em>is</em> its transition: the store folds each event onto the build's rows with
/// <see cref="BuildMachine.Evolve"/> and writes event and rows in one transaction, so neither exists without the other, and an event
/// that is not legal next is refused (B6).
/// </summary>
/// <remarks>
/// What a partitioned store can keep: one build is one partition. Up to <see cref="AtomicLimit"/> events in one call are written all or
/// none; of a longer list a prefix may be there after a failure, and repeating the call completes it, since identities are known.
/// Adapters resolve races between writers themselves, by reading again.
/// </remarks>
public interface IEventLog
{
    /// <summary>How many events one call writes all or none: an Azure Tables transaction has 100 operations, an event may need three.</summary>
    const int AtomicLimit = 32;

    /// <summary>
    /// Appends to one build's stream, in order, dense. Times are cut to the millisecond first. An event of a build that is not there is
    /// refused as one that met the state `missing`.
    /// </summary>
    /// <exception cref="Failures.EventLogException">The store failed; nothing of the call's last transaction was written.</exception>
    Task<AppendResult> AppendAsync(BuildId build, IReadOnlyList<PendingEvent> events, CancellationToken cancellationToken);

    /// <summary>Events of one build with a greater seq than <paramref name="after"/>, in order.</summary>
    Task<IReadOnlyList<BuildEvent>> ReadAsync(BuildId build, long after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// The feed over all streams: ordered per build, each event at least once, save those of deleted builds. The cursor is opaque; null
    /// starts at the beginning.
    /// </summary>
    /// <exception cref="FormatException">The cursor is none of this store's.</exception>
    Task<EventPage> ReadAllAsync(string? cursor, int limit, CancellationToken cancellationToken);
}

/// <summary>A page of the feed.</summary>
/// <param name="Items">Events.</param>
/// <param name="Next">Where to go on; also set when <paramref name="Items"/> is empty.</param>
public sealed record EventPage(IReadOnlyList<BuildEvent> Items, string Next);

/// <summary>What an append did.</summary>
public abstract record AppendResult
{
    private AppendResult()
    {
    }

    /// <summary>All events are in the log, by this call or by an earlier one.</summary>
    /// <param name="Head">The build as it is now.</param>
    /// <param name="Task">The task that the last event named, as it is now.</param>
    /// <param name="Added">How many this call added; 0: all were there.</param>
    public sealed record Appended(BuildHead Head, BuildTask? Task, int Added) : AppendResult;

    /// <summary>An event was not legal next; nothing of its transaction was written.</summary>
    /// <param name="Transition">Which, and why.</param>
    public sealed record Rejected(InvalidStateTransition Transition) : AppendResult;
}
