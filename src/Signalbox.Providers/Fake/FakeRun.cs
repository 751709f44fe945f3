using Microsoft.Extensions.Logging;
using Signalbox.Core.Builds;
using Signalbox.Core.Providers;

namespace Signalbox.Providers.Fake;

/// <summary>Does in this host what a build does besides passing time: its log and its reports.</summary>
internal sealed partial class FakeRun(FakeBuild build, FakeLog log, FakeServices services)
{
    /// <summary>As the process provider gathers output: readers of a live log see it soon, and the store is not called for each line.</summary>
    private static readonly TimeSpan FlushAfter = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly ProviderBuildId id = FakeBuildId.Of(build);
    private readonly Lock gate = new();
    private readonly TaskCompletionSource cancelling = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset? cancelledAt;
    private bool logIsWhole = log.NextDue is null;
    private Task saying = Task.CompletedTask;

    public TaskAttempt Key => build.Key;

    public ProviderBuildId Id => id;

    /// <summary>Completes when nothing of the run is going on any more.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>What a poll says now. The end is not said before the log has all of its lines.</summary>
    public ProviderStatus Status
    {
        get
        {
            lock (gate)
            {
                var status = build.StatusAt(services.Time.GetUtcNow(), cancelledAt);
                return status.State.IsTerminal && cancelledAt is null && !logIsWhole ? build.AtWork() : status;
            }
        }
    }

    /// <summary>Asks for the end; a build that has ended by itself stays as it is.</summary>
    public void Cancel()
    {
        lock (gate)
        {
            var now = services.Time.GetUtcNow();
            if (cancelledAt is not null || build.StatusAt(now, null).State.IsTerminal) return;
            cancelledAt = now;
        }

        cancelling.TrySetResult();
    }

    /// <summary>Begins; the run ends with its build, or with the host, and never throws.</summary>
    public void Start() => Completion = Task.Run(RunAsync);

    private async Task RunAsync()
    {
        try
        {
            if (await IsReachedAsync(build.StartsAt))
            {
                Say(build.AtWork());
                await WriteLogAsync();
                lock (gate) logIsWhole = true;
                if (build.Script.Outcome == FakeOutcome.Never) await cancelling.Task.WaitAsync(services.Ended);
                await IsReachedAsync(build.EndsAt);
            }

            await SayEndAsync();
            await saying;
        }
        catch (OperationCanceledException) when (services.Ended.IsCancellationRequested)
        {
            // The host ends. The build does not: whoever polls it next goes on.
        }
    }

    private async Task SayEndAsync()
    {
        DateTimeOffset? cancelled;
        lock (gate) cancelled = cancelledAt;
        if (cancelled is not { } at)
        {
            Say(build.StatusAt(build.EndsAt, null));
            return;
        }

        Say(build.StatusAt(at, at));
        if (build.Script.StopAfterCancel == TimeSpan.Zero) return;
        var stop = at + build.Script.StopAfterCancel;
        while (stop - services.Time.GetUtcNow() is { Ticks: > 0 } left) await PassAsync(left, services.Ended);
        Say(build.StatusAt(stop, at));
    }

    private async Task WriteLogAsync()
    {
        var at = build.StartsAt;
        while (log.NextDue is { } due)
        {
            var pace = due < build.EndsAt && due < at + FlushAfter ? at + FlushAfter : due;
            var goesOn = await IsReachedAsync(pace < build.EndsAt ? pace : build.EndsAt);
            at = goesOn ? services.Time.GetUtcNow() : cancelledAt!.Value;
            await AppendAsync(at);
            if (!goesOn) return;
        }
    }

    private async Task AppendAsync(DateTimeOffset until)
    {
        while (true)
        {
            try
            {
                await log.AppendAsync(until, services.Ended);
                return;
            }
            catch (Exception e) when (!services.Ended.IsCancellationRequested)
            {
                Log.NotTaken(services.Logger, Key.Build, Key.Task, Key.Attempt, e);
            }

            await Task.Delay(RepeatAfter, services.Time, services.Ended);
        }
    }

    /// <summary>Whether the time came before our cancel.</summary>
    private async Task<bool> IsReachedAsync(DateTimeOffset at)
    {
        while (!cancelling.Task.IsCompleted && at - services.Time.GetUtcNow() is { Ticks: > 0 } left)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(services.Ended);
            await Task.WhenAny(PassAsync(left, either.Token), cancelling.Task);
            await either.CancelAsync();
            services.Ended.ThrowIfCancellationRequested();
        }

        lock (gate) return cancelledAt is null;
    }

    // Timers count whole milliseconds, and not beyond 49 days.
    private Task PassAsync(TimeSpan time, CancellationToken cancellationToken) =>
        Task.Delay(time < LongestTimer ? TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, time.TotalMilliseconds))) : LongestTimer, services.Time, cancellationToken);

    private void Say(ProviderStatus status)
    {
        if (build.Script.Push) saying = SayAsync(saying, status);
    }

    // In their order, and not in the way of the log: the host may not be ready to hear yet.
    private async Task SayAsync(Task before, ProviderStatus status)
    {
        await before;
        await services.Outbox.SendAsync(Key, id, status, e => Log.ReportRefused(services.Logger, Key.Build, Key.Task, Key.Attempt, e), services.Ended);
    }

    private static partial class Log
    {
        [LoggerMessage(3201, LogLevel.Warning, "The log of task {Task} of {BuildId}, attempt {Attempt}, could not be written; it will be repeated")]
        public static partial void NotTaken(ILogger logger, BuildId buildId, string task, int attempt, Exception error);

        [LoggerMessage(3202, LogLevel.Warning, "The report of task {Task} of {BuildId}, attempt {Attempt}, was not taken; it will be repeated")]
        public static partial void ReportRefused(ILogger logger, BuildId buildId, string task, int attempt, Exception error);
    }
}
