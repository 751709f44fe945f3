using Signalbox.Core.Forges;
using Signalbox.Core.Results;
using Signalbox.Providers.Process.Launch;
using Signalbox.Providers.Process.Records;
using Signalbox.Providers.Process.Results;
using Signalbox.Providers.Reports;

namespace Signalbox.Providers.Process;

/// <summary>What all runs of one provider share.</summary>
internal sealed class ProcessServices(
    ICheckouts checkouts, IResultStore results, ProcessOptions options, TimeProvider time, string dataDirectory) : IAsyncDisposable
{
    public ICheckouts Checkouts => checkouts;

    public IResultStore Results => results;

    public ProcessOptions Options => options;

    public TimeProvider Time => time;

    public ResultCollector Collector { get; } = new(results, options);

    public ReportOutbox Outbox { get; } = new(time);

    public ProcessRecords Records { get; } = new(Path.Combine(dataDirectory, "processes"));

    public Workspaces Workspaces { get; } = new(Path.Combine(dataDirectory, "work"), time);

    public IReadOnlyList<string> Prefix { get; } = CommandPrefix.Parse(options.Isolation);

    public Shell Shell { get; } = new();

    public SemaphoreSlim Slots { get; } = new(options.MaxParallel);

    public async ValueTask DisposeAsync()
    {
        await Workspaces.DisposeAsync();
        Slots.Dispose();
    }
}
