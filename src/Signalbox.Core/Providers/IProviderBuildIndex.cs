using Signalbox.Core.Builds;

namespace Signalbox.Core.Providers;

/// <summary>
/// Our mapping between attempts and provider builds, one row per attempt, with what we last heard. The poller lists what is due from
/// it; a webhook finds its attempt in it.
/// </summary>
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
    /// Rows of one provider that are to be polled at the time or before: accepted or running, or ended and not yet stopped. Earliest
    /// first.
    /// </summary>
    Task<IReadOnlyList<ProviderBuildRow>> DueAsync(string provider, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Sets when the row is polled next; null: not again.</summary>
    Task PollAtAsync(TaskAttempt key, DateTimeOffset? at, CancellationToken cancellationToken);
}

/// <summary>An attempt's provider build as we know it.</summary>
/// <param name="Key">The attempt.</param>
/// <param name="Id">Absent until the provider accepted it or a report named it.</param>
/// <param name="Status">The last that was heard; absent when nothing was.</param>
/// <param name="ScheduledAt">When the row was made.</param>
/// <param name="PollAt">When to poll next; absent: not again.</param>
public sealed record ProviderBuildRow(
    TaskAttempt Key, ProviderBuildId? Id, ProviderStatus? Status, DateTimeOffset ScheduledAt, DateTimeOffset? PollAt);

/// <summary>What a record did.</summary>
/// <param name="Row">The row as it is now.</param>
/// <param name="Changed">Whether the call told something new.</param>
public sealed record ProviderBuildUpdate(ProviderBuildRow Row, bool Changed);
