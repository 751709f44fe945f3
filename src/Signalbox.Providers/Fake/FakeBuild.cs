using System.Collections.Immutable;
using System.Globalization;
using Signalbox.Core.Builds;
using Signalbox.Core.Changes;
using Signalbox.Core.Providers;

namespace Signalbox.Providers.Fake;

/// <summary>A build, whole: how it stands is a function of this and the time, so that every host can tell it from the id alone.</summary>
/// <param name="Key">The attempt.</param>
/// <param name="Sha">The commit.</param>
/// <param name="ScheduledAt">In whole milliseconds.</param>
/// <param name="Script">What it does.</param>
internal sealed record FakeBuild(TaskAttempt Key, CommitSha Sha, DateTimeOffset ScheduledAt, FakeScript Script)
{
    public DateTimeOffset StartsAt => ScheduledAt + Script.LateStart;

    /// <summary>When it ends by itself, if it does; its log ends here in any case.</summary>
    public DateTimeOffset EndsAt => StartsAt + Script.Duration;

    /// <summary>How it stands at a time.</summary>
    /// <param name="now">The time.</param>
    /// <param name="cancelledAt">When we cancelled it; null when we did not.</param>
    public ProviderStatus StatusAt(DateTimeOffset now, DateTimeOffset? cancelledAt)
    {
        if (cancelledAt is { } at) return Status(new ProviderBuildState.Cancelled(), "cancelled", stopped: now >= at + Script.StopAfterCancel);
        if (now < StartsAt) return Status(new ProviderBuildState.Accepted(), "accepted", stopped: false);
        return now < EndsAt || Script.Outcome == FakeOutcome.Never ? AtWork() : AtEnd();
    }

    /// <summary>What is said while it runs.</summary>
    public ProviderStatus AtWork() => Script.UnknownState is { } word
        ? Status(new ProviderBuildState.Unknown(word), word, stopped: false)
        : Status(new ProviderBuildState.Running(), "running", stopped: false);

    private ProviderStatus AtEnd()
    {
        var status = Script.Outcome switch
        {
            FakeOutcome.Succeed => Status(new ProviderBuildState.Succeeded(), "succeeded", stopped: true),
            FakeOutcome.Cancel => Status(new ProviderBuildState.Cancelled(), "cancelled", stopped: true),
            FakeOutcome.Lose => Status(new ProviderBuildState.Lost("the fake provider lost its agent"), "lost", stopped: true),
            _ => Status(new ProviderBuildState.Failed("the fake provider fails this attempt"), "failed", stopped: true),
        };
        var took = ((long)Script.Duration.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        return status with
        {
            Metadata = status.Metadata!.SetItem(BuildMetadata.DurationMs, took),
            Reports = status.State is ProviderBuildState.Succeeded or ProviderBuildState.Failed ? Script.Reports : null,
        };
    }

    private ProviderStatus Status(ProviderBuildState state, string word, bool stopped) => new(
        state,
        stopped,
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
            .Add(BuildMetadata.CommitSha, Sha.Value).Add(BuildMetadata.ProviderState, word));
}
