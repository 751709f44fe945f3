using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Signalbox.Core.Builds;
using Signalbox.Core.Forges;
using Signalbox.Core.Providers;
using Signalbox.Core.Results;
using Signalbox.Providers.Process.Launch;
using Signalbox.Providers.Process.Output;
using Signalbox.Providers.Process.Records;

namespace Signalbox.Providers.Process;

/// <summary>One attempt from its acceptance to its reported end.</summary>
internal sealed partial class ProcessRun : IDisposable
{
    private static readonly TimeSpan GraceAtHostsEnd = TimeSpan.FromSeconds(2);

    private readonly ProcessJob job;
    private readonly ProcessServices services;
    private readonly ILogger logger;
    private readonly Redactor redactor;
    private readonly TaskLog log;
    private readonly TaskCompletionSource<TimeSpan> stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource abandoned = new();
    private Task reporting = Task.CompletedTask;

    public ProcessRun(ProcessJob job, ProcessServices services, ILogger logger)
    {
        (this.job, this.services, this.logger) = (job, services, logger);
        redactor = new(job.SecretValues);
        log = new(services.Results, Key, redactor, services.Options.MaxLogBytes, services.Time);
        Status = StatusOf(new ProviderBuildState.Accepted(), stopped: false);
    }

    public TaskAttempt Key => job.Request.Key;

    /// <summary>What a poll says now.</summary>
    public ProviderStatus Status { get; private set; }

    /// <summary>Completes when nothing of the run is going on any more.</summary>
    public TaskCompletionSource Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Asks for the end and returns.</summary>
    public void Cancel() => Stop(services.Options.KillGrace);

    /// <summary>The host ends: the process is ended, its end is not reported, and its record stays for the next host.</summary>
    public void Abandon()
    {
        Signal(abandoned);
        Stop(GraceAtHostsEnd);
    }

    /// <summary>Runs the attempt. Ends when its end was reported, or when it was abandoned; it never throws.</summary>
    /// <returns>Whether the end was reported.</returns>
    public async Task<bool> RunAsync()
    {
        var status = await OutcomeAsync();
        if (abandoned.IsCancellationRequested) return false;
        try
        {
            await reporting;
            // Polls see the end from now on; the report must not say less than they do.
            Status = status;
            await services.Outbox.SendAsync(Key, ProcessBuildId.Of(Key), status, Trouble, abandoned.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        return true;
    }

    public void Dispose()
    {
        stopping.Dispose();
        abandoned.Dispose();
    }

    private void Stop(TimeSpan grace)
    {
        if (stop.TrySetResult(grace)) Signal(stopping);
    }

    private static void Signal(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The run has ended in between.
        }
    }

    private async Task<ProviderStatus> OutcomeAsync()
    {
        try
        {
            await services.Slots.WaitAsync(stopping.Token);
            try
            {
                return await BuildAsync();
            }
            finally
            {
                services.Slots.Release();
            }
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // A checkout that is cancelled may fail in any way.
            return StatusOf(new ProviderBuildState.Cancelled());
        }
        catch (CheckoutException e)
        {
            return await EndWithNoteAsync($"the checkout failed: {e.Message}", isTasksFault: e.CommitMissing);
        }
        catch (LaunchException e)
        {
            return await EndWithNoteAsync(e.Message, e.IsTasksFault);
        }
        catch (Exception e)
        {
            // Whatever went wrong here says nothing about the change (P10).
            Log.Broke(logger, Key.Build, Key.Task, Key.Attempt, redactor.Redact(e.Message));
            return StatusOf(new ProviderBuildState.Lost(redactor.Redact(e.Message)));
        }
    }

    private async Task<ProviderStatus> BuildAsync()
    {
        var workspace = services.Workspaces.Prepare(Key);
        var request = job.Request;
        foreach (var remark in await services.Checkouts.CreateAsync(request.Repository, request.Commit.Sha, workspace, stopping.Token))
            await log.NoteAsync(remark, abandoned.Token);
        stopping.Token.ThrowIfCancellationRequested();

        var environment = TaskEnvironment.Of(HostEnvironment(), request, job.Environment, workspace);
        var started = services.Time.GetTimestamp();
        await using var process = services.Shell.Start(services.Prefix, job.Script, workspace, environment);
        services.Records.Save(new(Key, workspace, ProcessIdentity.Of(process.Id)));
        process.Begin();
        Status = StatusOf(new ProviderBuildState.Running(), stopped: false);
        reporting = services.Outbox.SendAsync(Key, ProcessBuildId.Of(Key), Status, Trouble, abandoned.Token);

        var (exit, stopped) = await new ProcessSupervisor(process, log, workspace, services.Time).WaitAsync(services.Options.DrainTime, stop.Task);
        var duration = services.Time.GetElapsedTime(started);
        var reports = abandoned.IsCancellationRequested
            ? null
            : await services.Collector.CollectAsync(Key, request.Task, workspace, redactor, log, abandoned.Token);
        await log.CompleteAsync(CancellationToken.None);
        return StatusOf(stopped ? new ProviderBuildState.Cancelled() : StateOf(exit), stopped: true, exit, duration, reports);
    }

    private async Task<ProviderStatus> EndWithNoteAsync(string reason, bool isTasksFault)
    {
        reason = redactor.Redact(reason);
        try
        {
            await log.NoteAsync(reason, abandoned.Token);
            await log.CompleteAsync(abandoned.Token);
        }
        catch (Exception e) when (e is LogBrokenException or OperationCanceledException)
        {
            Log.Broke(logger, Key.Build, Key.Task, Key.Attempt, redactor.Redact(e.Message));
        }

        return StatusOf(isTasksFault ? new ProviderBuildState.Failed(reason) : new ProviderBuildState.Lost(reason));
    }

    private static ProviderBuildState StateOf(TaskExit exit) => exit switch
    {
        { IsSuccess: true } => new ProviderBuildState.Succeeded(),
        { IsUnknown: true } => new ProviderBuildState.Lost(exit.Describe()),
        _ => new ProviderBuildState.Failed(exit.Describe()),
    };

    private ProviderStatus StatusOf(
        ProviderBuildState state, bool stopped = true, TaskExit? exit = null, TimeSpan? duration = null, ReportCounts? reports = null)
    {
        var metadata = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        metadata[BuildMetadata.CommitSha] = job.Request.Commit.Sha.Value;
        if (exit is { } ended) metadata[BuildMetadata.ProviderState] = ended.Describe();
        if (duration is { } took) metadata[BuildMetadata.DurationMs] = ((long)took.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        return new(state, stopped, metadata.ToImmutable(), reports);
    }

    private void Trouble(Exception e) => Log.ReportRefused(logger, Key.Build, Key.Task, Key.Attempt, e);

    private static IEnumerable<KeyValuePair<string, string>> HostEnvironment() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? ""));

    private static partial class Log
    {
        [LoggerMessage(3101, LogLevel.Warning, "Task {Task} of {BuildId}, attempt {Attempt}, is lost: {Reason}")]
        public static partial void Broke(ILogger logger, BuildId buildId, string task, int attempt, string reason);

        [LoggerMessage(3102, LogLevel.Warning, "The report of task {Task} of {BuildId}, attempt {Attempt}, was not taken; it will be repeated")]
        public static partial void ReportRefused(ILogger logger, BuildId buildId, string task, int attempt, Exception error);
    }
}
