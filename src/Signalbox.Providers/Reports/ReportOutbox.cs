using Signalbox.Core.Builds;
using Signalbox.Core.Providers;

namespace Signalbox.Providers.Reports;

/// <summary>Hands reports over until they are taken: what a build of ours did is known here alone, so none may be lost.</summary>
internal sealed class ReportOutbox(TimeProvider time)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource<IProviderReports> target = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Says where reports go; those made before have waited for it.</summary>
    public void Open(IProviderReports reports) => target.TrySetResult(reports);

    /// <summary>Completes when the report was taken.</summary>
    /// <param name="key">The attempt.</param>
    /// <param name="id">Its build here.</param>
    /// <param name="status">What there is to say.</param>
    /// <param name="onTrouble">Told of each refusal.</param>
    /// <param name="cancellationToken">Gives up: this host ends.</param>
    public async Task SendAsync(TaskAttempt key, ProviderBuildId id, ProviderStatus status, Action<Exception> onTrouble, CancellationToken cancellationToken)
    {
        var reports = await target.Task.WaitAsync(cancellationToken);
        for (var delay = FirstDelay; ; delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
        {
            try
            {
                await reports.ReportAsync(key, id, status, cancellationToken);
                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                onTrouble(e);
            }

            await Task.Delay(delay, time, cancellationToken);
        }
    }
}
