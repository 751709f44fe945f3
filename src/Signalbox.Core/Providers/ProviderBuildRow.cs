using Signalbox.Core.Builds;

namespace Signalbox.Core.Providers;

/// <summary>An attempt's provider build as we know it.</summary>
/// <param name="Key">The attempt.</param>
/// <param name="Id">Absent until the provider accepted it or a report named it.</param>
/// <param name="Status">The last that was heard; absent when nothing was.</param>
/// <param name="ScheduledAt">When the row was made.</param>
/// <param name="PollAt">When to poll next; absent: not again.</param>
public sealed record ProviderBuildRow(
    TaskAttempt Key, ProviderBuildId? Id, ProviderStatus? Status, DateTimeOffset ScheduledAt, DateTimeOffset? PollAt)
{
    /// <summary>It has ended and burns nothing more: there is nothing left to ask the provider.</summary>
    public bool IsSettled => Status is { State.IsTerminal: true, Stopped: true };

    /// <summary>
    /// The row after a report. Reports come late, twice and out of order: the first id and the first terminal state stay, running does
    /// not become accepted again, an unknown word moves nothing, `stopped` is never taken back.
    /// </summary>
    public ProviderBuildRow Hear(ProviderBuildId? id, ProviderStatus? status)
    {
        var after = this with { Id = Id ?? id, Status = Merge(Status, status) };
        return after.IsSettled ? after with { PollAt = null } : after;
    }

    private static ProviderStatus? Merge(ProviderStatus? known, ProviderStatus? heard)
    {
        if (known is null || heard is null) return known ?? heard;
        var stopped = known.Stopped || heard.Stopped;
        if (known.State.IsTerminal) return known with { Stopped = stopped };
        return new(
            Rank(heard.State) >= Rank(known.State) ? heard.State : known.State,
            stopped,
            heard.Metadata is null ? known.Metadata : known.Metadata?.SetItems(heard.Metadata) ?? heard.Metadata,
            heard.Reports ?? known.Reports);
    }

    private static int Rank(ProviderBuildState state) => state switch
    {
        ProviderBuildState.Unknown => 0,
        ProviderBuildState.Accepted => 1,
        ProviderBuildState.Running => 2,
        _ => 3,
    };
}

/// <summary>What a record did.</summary>
/// <param name="Row">The row as it is now.</param>
/// <param name="Changed">Whether the call told something new.</param>
public sealed record ProviderBuildUpdate(ProviderBuildRow Row, bool Changed);
