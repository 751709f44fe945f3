using Signalbox.Core.Builds;

namespace Signalbox.Core.Providers;

/// <summary>
/// Where everybody who learns of a provider build puts it: a webhook, a poll, the process provider's own watch. The fact is stored,
/// then the attempt's orchestration is nudged; early, late and repeated reports are harmless (P7).
/// </summary>
public interface IProviderReports
{
    /// <summary>Stores what the provider says of an attempt's build and wakes who cares.</summary>
    Task ReportAsync(TaskAttempt key, ProviderBuildId id, ProviderStatus status, CancellationToken cancellationToken);
}
