using Microsoft.Extensions.Logging;
using Signalbox.Core.Builds;
using Signalbox.Core.Failures;
using Signalbox.Core.Forges;
using Signalbox.Core.Providers;
using Signalbox.Core.Results;
using Signalbox.Core.Secrets;
using Signalbox.Providers.Process.Records;

namespace Signalbox.Providers.Process;

/// <summary>
/// Runs a task's script as a process of this machine, in a clean checkout of the commit. README.md says what it promises.
/// </summary>
public sealed partial class ProcessProvider : IBuildProvider, IPushesReports
{
    private readonly ISecrets secrets;
    private readonly ILogger<ProcessProvider> logger;
    private readonly ProcessServices services;
    private readonly ProcessRuns runs = new();
    private readonly CancellationTokenSource disposed = new();
    private readonly Lazy<Task> disposal;

    /// <summary>Makes the provider of one data directory, which no other live process uses.</summary>
    /// <param name="checkouts">Makes clean checkouts.</param>
    /// <param name="results">Keeps logs, artifacts and reports.</param>
    /// <param name="secrets">Values of secrets.</param>
    /// <param name="options">Validated.</param>
    /// <param name="dataDirectory">Absolute; `work` and `processes` in it belong to the provider.</param>
    /// <param name="time">The clock of timestamps, graces and repetitions.</param>
    /// <param name="logger">Trouble of our own; a task's output goes to its log.</param>
    public ProcessProvider(
        ICheckouts checkouts,
        IResultStore results,
        ISecrets secrets,
        ProcessOptions options,
        string dataDirectory,
        TimeProvider time,
        ILogger<ProcessProvider> logger)
    {
        (this.secrets, this.logger, MaxParallel) = (secrets, logger, options.MaxParallel);
        services = new(checkouts, results, options, time, dataDirectory);
        disposal = new(EndAsync);
    }

    /// <inheritdoc/>
    public string Name => ProcessSettings.ProviderName;

    /// <inheritdoc/>
    public int? MaxParallel { get; }

    /// <inheritdoc/>
    public Task<ProviderBuildId> ScheduleAsync(ScheduleRequest request, CancellationToken cancellationToken)
    {
        Check(cancellationToken);
        var run = new ProcessRun(ProcessJob.From(request, secrets), services, logger);
        if (runs.TryAdd(run)) Accept(run);
        else run.Dispose();
        return Task.FromResult(ProcessBuildId.Of(request.Key));
    }

    /// <inheritdoc/>
    /// <remarks>An attempt that this host does not know was another host's, and ended with it (P10).</remarks>
    public Task<ProviderStatus> PollAsync(ProviderBuildId id, CancellationToken cancellationToken)
    {
        Check(cancellationToken);
        return Task.FromResult(runs.StatusOf(KeyOf(id)) ?? LostWithHost);
    }

    /// <inheritdoc/>
    public Task CancelAsync(ProviderBuildId id, CancellationToken cancellationToken)
    {
        Check(cancellationToken);
        if (runs.TryFind(KeyOf(id), out var run)) run.Cancel();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StartReportingAsync(IProviderReports reports, CancellationToken cancellationToken)
    {
        Check(cancellationToken);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, disposed.Token);
        services.Outbox.Open(reports);
        var (records, unreadable) = services.Records.ReadAll();
        if (unreadable > 0) Log.UnreadableRecords(logger, unreadable);
        foreach (var record in records.Where(record => runs.StatusOf(record.Key) is null))
        {
            var killed = Orphans.End(record);
            Log.LeftBehind(logger, record.Key.Build, record.Key.Task, record.Key.Attempt, killed);
            await services.Outbox.SendAsync(record.Key, ProcessBuildId.Of(record.Key), LostWithHost, e => Log.ReportRefused(logger, e), either.Token);
            services.Workspaces.Reject(record.Workspace);
            services.Records.Remove(record.Key);
        }

        services.Workspaces.Sweep(path => runs.Any(key => services.Workspaces.PathOf(key) == path));
    }

    /// <summary>
    /// Ends everything that runs: TERM, a short grace, KILL. None of it is reported; the next host of the data directory reports it as
    /// lost with this one.
    /// </summary>
    public async ValueTask DisposeAsync() => await disposal.Value;

    private static ProviderStatus LostWithHost { get; } = new(new ProviderBuildState.Lost("the host ended", OurCrash: true), Stopped: true);

    private static TaskAttempt KeyOf(ProviderBuildId id) => ProcessBuildId.TryParse(id) ?? throw new BuildNotFoundException(id.Value);

    private void Check(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposal.IsValueCreated, this);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void Accept(ProcessRun run)
    {
        try
        {
            if (services.Records.Find(run.Key) is { } left) Orphans.End(left);
            // From here on the attempt is not forgotten: if this host ends now, the next one reports it as lost.
            services.Records.Save(new(run.Key, services.Workspaces.PathOf(run.Key)));
        }
        catch
        {
            runs.Remove(run);
            run.Completion.SetResult();
            run.Dispose();
            throw;
        }

        _ = Task.Run(() => RunAsync(run), CancellationToken.None);
    }

    private async Task RunAsync(ProcessRun run)
    {
        try
        {
            if (!await run.RunAsync()) return;
            services.Records.Remove(run.Key);
            runs.End(run);
            services.Workspaces.Reject(services.Workspaces.PathOf(run.Key));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The end is reported; what could not be cleared away is swept by the next host.
            runs.End(run);
            Log.NotCleared(logger, run.Key.Build, run.Key.Task, run.Key.Attempt, e);
        }
        finally
        {
            run.Completion.SetResult();
            run.Dispose();
        }
    }

    private async Task EndAsync()
    {
        await disposed.CancelAsync();
        var alive = runs.Close();
        foreach (var run in alive) run.Abandon();
        await Task.WhenAll(alive.Select(run => run.Completion.Task));
        await services.DisposeAsync();
        disposed.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(3111, LogLevel.Warning, "{Count} records of processes could not be read and were removed")]
        public static partial void UnreadableRecords(ILogger logger, int count);

        [LoggerMessage(3112, LogLevel.Warning, "Task {Task} of {BuildId}, attempt {Attempt}, was left behind by a host that ended; {Killed} of its processes were killed")]
        public static partial void LeftBehind(ILogger logger, BuildId buildId, string task, int attempt, int killed);

        [LoggerMessage(3113, LogLevel.Warning, "A report was not taken; it will be repeated")]
        public static partial void ReportRefused(ILogger logger, Exception error);

        [LoggerMessage(3114, LogLevel.Warning, "What task {Task} of {BuildId}, attempt {Attempt}, left could not be cleared away")]
        public static partial void NotCleared(ILogger logger, BuildId buildId, string task, int attempt, Exception error);
    }
}
