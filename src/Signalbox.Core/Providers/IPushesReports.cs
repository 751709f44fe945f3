namespace Signalbox.Core.Providers;

/// <summary>
/// A provider that learns by itself when its builds change, such as one that runs processes. The host tells it once, at start-up, where
/// to put what it learns; polling stays the fallback.
/// </summary>
public interface IPushesReports
{
    /// <summary>Begins to report, and reports what a former host of the same data left behind (P10: lost by our own crash).</summary>
    Task StartReportingAsync(IProviderReports reports, CancellationToken cancellationToken);
}
