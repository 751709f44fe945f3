using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using Signalbox.Core.Failures;
using Signalbox.Core.Providers;
using Signalbox.Core.Results;
using Signalbox.Providers.Reports;

namespace Signalbox.Providers.Fake;

/// <summary>
/// A CI that runs nothing and behaves as the blueprint says, to rehearse a configuration. README.md says what it promises.
/// </summary>
public sealed class FakeProvider : IBuildProvider, IPushesReports
{
    private readonly FakeRuns runs = new();
    private readonly FakeServices services;
    private readonly CancellationTokenSource disposed = new();
    private readonly Lazy<Task> disposal;

    /// <summary>Makes the provider.</summary>
    /// <param name="results">Keeps logs and files.</param>
    /// <param name="options">Validated.</param>
    /// <param name="time">The clock by which builds start and end.</param>
    /// <param name="logger">Trouble of our own; what a build says goes to its log.</param>
    public FakeProvider(IResultStore results, FakeOptions options, TimeProvider time, ILogger<FakeProvider> logger)
    {
        MaxParallel = options.MaxParallel;
        services = new(results, new ReportOutbox(time), time, logger, disposed.Token);
        disposal = new(EndAsync);
    }

    /// <inheritdoc/>
    public string Name => FakeSettings.ProviderName;

    /// <inheritdoc/>
    public int? MaxParallel { get; }

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">The blueprint's `scheduleErrors`: the answer of a CI that has trouble.</exception>
    public async Task<ProviderBuildId> ScheduleAsync(ScheduleRequest request, CancellationToken cancellationToken)
    {
        Check(cancellationToken);
        var job = FakeJob.From(request, services.Time.GetUtcNow());
        if (runs.Find(request.Key) is { } known) return known;
        if (runs.Refuses(request.Key, job.ScheduleErrors))
            throw new HttpRequestException("The fake provider answers 500, as the blueprint says.", null, HttpStatusCode.InternalServerError);

        // Nobody sees them before they are published, and from now on any host can end the build.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, services.Ended);
        foreach (var (path, text) in job.Files)
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
            await services.Results.PutResultAsync(request.Key, path, content, either.Token);
        }

        return runs.StartForKey(new(job.Build, new(job.Build, job.Log, services.Results), services)).Id;
    }

    /// <inheritdoc/>
    public Task<ProviderStatus> PollAsync(ProviderBuildId id, CancellationToken cancellationToken)
    {
        Check(cancellationToken);
        return Task.FromResult(RunOf(id).Status);
    }

    /// <inheritdoc/>
    public Task CancelAsync(ProviderBuildId id, CancellationToken cancellationToken)
    {
        Check(cancellationToken);
        RunOf(id).Cancel();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    /// <remarks>Nothing is left behind by a former host: its builds go on, and the first poll of each finds it.</remarks>
    public Task StartReportingAsync(IProviderReports reports, CancellationToken cancellationToken)
    {
        Check(cancellationToken);
        services.Outbox.Open(reports);
        return Task.CompletedTask;
    }

    /// <summary>Ends the logs and reports of this host; the builds themselves go on for whoever polls them next.</summary>
    public async ValueTask DisposeAsync() => await disposal.Value;

    private FakeRun RunOf(ProviderBuildId id)
    {
        var build = FakeBuildId.TryParse(id) ?? throw new BuildNotFoundException(id.Value);
        return runs.OfId(id, () => new(build, new(build, [], services.Results), services));
    }

    private void Check(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposal.IsValueCreated, this);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task EndAsync()
    {
        var alive = runs.Close();
        await disposed.CancelAsync();
        await Task.WhenAll(alive.Select(run => run.Completion));
        disposed.Dispose();
    }
}
