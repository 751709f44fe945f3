using Signalbox.Core.Builds;

namespace Signalbox.Core.Providers;

/// <summary>
/// Our mapping between attempts and provider builds, one row per attempt, with what we last heard. The poller lists what is due from
/// it; a webhook finds its attempt in it.
/// </summary>
/// <remarks>
/// What a partitioned store can keep: the row of the attempt is the truth (partition: its build) and changes atomically, by
/// <see cref="ProviderBuildRow.Hear"/>. Finding by the provider's id and by due time goes through entries in other partitions. They are
/// written before the row and checked against it when they are read, so a call that fails half-way leaves entries that find nothing, and
/// its repetition completes it; once a call has returned, everything is found.
/// </remarks>
public interface IProviderBuildIndex
{
    /// <summary>Creates or updates the row of the attempt. A terminal state, `stopped` and an id are never taken back.</summary>
    /// <returns>The row as it is now, and whether this call changed it.</returns>
    Task<ProviderBuildUpdate> RecordAsync(TaskAttempt key, ProviderBuildId? id, ProviderStatus? status, CancellationToken cancellationToken);

    /// <summary>The row of an attempt; null when nothing is known.</summary>
    Task<ProviderBuildRow?> FindAsync(TaskAttempt key, CancellationToken cancellationToken);

    /// <summary>The attempt of a provider build; null when we do not know it.</summary>
    Task<TaskAttempt?> FindAttemptAsync(ProviderBuildId id, CancellationToken cancellationToken);

    /// <summary>
    /// Rows of one provider that are to be polled at the time or before, which settled ones never are. Earliest first. A row is due
    /// again until somebody sets its next time.
    /// </summary>
    Task<IReadOnlyList<ProviderBuildRow>> DueAsync(string provider, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Sets when the row is polled next; null: not again. No-op for a row that is unknown or settled.</summary>
    Task PollAtAsync(TaskAttempt key, DateTimeOffset? at, CancellationToken cancellationToken);

    /// <summary>Forgets the rows of a build that is deleted.</summary>
    Task ForgetAsync(BuildId build, CancellationToken cancellationToken);
}
