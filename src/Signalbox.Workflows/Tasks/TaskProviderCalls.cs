using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Core.Failures;
using Signalbox.Core.Providers;
using Signalbox.Workflows.Providers;

namespace Signalbox.Workflows.Tasks;

/// <summary>The two calls that an attempt makes to its provider.</summary>
public sealed partial class TaskProviderCalls(
    BuildProviders providers, IProviderBuildIndex index, IEventLog log, PollerNudges pollers, TimeProvider clock, ILogger<TaskProviderCalls> logger)
{
    private static readonly TimeSpan FirstPoll = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(1);

    /// <summary>Schedules under the attempt's key. Infrastructure trouble is remembered and tried again; a refusal is an outcome.</summary>
    internal async Task<AttemptMemory> ScheduleAsync(TaskSituation now, TaskAttempt key, CancellationToken cancellationToken)
    {
        // The intent first: should we die before the answer, whoever comes after knows that a build may exist under this key.
        // Or that one does: a turn that was cut off between the answer and its event goes on with the id that it got.
        var known = (await index.RecordAsync(key, null, null, cancellationToken)).Row.Id;
        ProviderBuildId id;
        try
        {
            id = known ?? await CallAsync(now, key, cancellationToken);
        }
        catch (InvalidRequestException refusal)
        {
            await index.RecordAsync(key, null, new(new ProviderBuildState.Failed(refusal.Message), Stopped: true), cancellationToken);
            await RefusedAsync(now, key, refusal.Message, cancellationToken);
            return now.Memory;
        }
        catch (Exception error) when (IsProviders(error, cancellationToken))
        {
            var failures = now.Memory.ScheduleFailures + 1;
            Log.Unavailable(logger, now.Task.Plan!.Provider, key.Task, key.Build, failures, error.GetType().Name);
            return now.Memory with
            {
                ScheduleFailures = failures,
                UnavailableSince = now.Memory.UnavailableSince ?? now.Now,
                ScheduleAt = now.Now + Backoff(failures),
            };
        }

        // The poller before the event: a turn that is repeated behind the event comes here no more.
        await index.RecordAsync(key, id, null, cancellationToken);
        await index.PollAtAsync(key, clock.GetUtcNow() + FirstPoll, cancellationToken);
        await pollers.NudgeAsync(id.Provider, cancellationToken);
        var data = new EventData { Provider = id.Provider, ProviderBuild = id.Value };
        await log.AppendAsync(
            key.Build, [AttemptEvents.Make(key, now.Task, EventType.TaskScheduled, clock.GetUtcNow(), data)], cancellationToken);
        return now.Memory;
    }

    /// <summary>Asks the provider to stop. What it answers changes nothing but the record (P4).</summary>
    internal async Task<AttemptMemory> CancelAsync(TaskSituation now, TaskAttempt key, CancellationToken cancellationToken)
    {
        try
        {
            // Without an id we died between asking and the answer: the key finds the build, or makes one that ends at once.
            var id = now.Provider?.Id ?? await CallAsync(now, key, cancellationToken);
            if (now.Provider?.Id is null) await index.RecordAsync(key, id, null, cancellationToken);
            await providers.Get(now.Task.Plan!.Provider).CancelAsync(id, cancellationToken);
            await index.PollAtAsync(key, clock.GetUtcNow(), cancellationToken);
            await pollers.NudgeAsync(id.Provider, cancellationToken);
        }
        catch (Exception error) when (error is BuildNotFoundException or InvalidRequestException)
        {
            await index.RecordAsync(key, null, new(new ProviderBuildState.Cancelled(), Stopped: true), cancellationToken);
        }
        catch (Exception error) when (IsProviders(error, cancellationToken))
        {
            var data = new EventData { Provider = now.Task.Plan!.Provider, ProviderBuild = now.Provider?.Id?.Value, Message = error.Message };
            await log.AppendAsync(
                key.Build, [AttemptEvents.Make(key, now.Task, EventType.ProviderCancelError, clock.GetUtcNow(), data)], cancellationToken);
        }

        return now.Memory with { CancelSentAt = now.Now };
    }

    private Task<ProviderBuildId> CallAsync(TaskSituation now, TaskAttempt key, CancellationToken cancellationToken)
    {
        var (head, plan) = (now.Head, now.Task.Plan!);
        return providers.Get(plan.Provider).ScheduleAsync(
            new ScheduleRequest
            {
                Repository = head.Request.Repository,
                Commit = new(head.Commit ?? head.Request.Sha, head.Request.Ref),
                Changes = head.Request.Changes,
                Task = plan,
                Key = key,
                Metadata = Metadata(key),
            },
            cancellationToken);
    }

    private Task<AppendResult> RefusedAsync(TaskSituation now, TaskAttempt key, string message, CancellationToken cancellationToken)
    {
        var data = new EventData { Reason = BuildFailure.PlanError, Message = message };
        return log.AppendAsync(
            key.Build,
            [
                AttemptEvents.Make(key, now.Task, EventType.TaskComplete, clock.GetUtcNow(), null),
                AttemptEvents.Make(key, now.Task, EventType.TaskFail, clock.GetUtcNow(), data),
            ],
            cancellationToken);
    }

    private static ImmutableSortedDictionary<string, string> Metadata(TaskAttempt key) => ImmutableSortedDictionary.CreateRange(
        StringComparer.Ordinal,
        [
            KeyValuePair.Create("signalbox.build", key.Build.Value),
            KeyValuePair.Create("signalbox.task", key.Task),
            KeyValuePair.Create("signalbox.attempt", $"{key.Attempt}"),
        ]);

    // A time-out of the provider's own is a cancelled task, too; only our host's end is none of its doing.
    private static bool IsProviders(Exception error, CancellationToken ours) =>
        error is not EventLogException && !(error is OperationCanceledException && ours.IsCancellationRequested);

    private static TimeSpan Backoff(int failures)
    {
        var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failures - 1, 10)));
        return pause < LongestBackoff ? pause : LongestBackoff;
    }

    private static partial class Log
    {
        [LoggerMessage(2201, LogLevel.Warning, "Provider {Provider} did not take task {Task} of build {BuildId}, try {Try}: {Error}")]
        public static partial void Unavailable(ILogger logger, string provider, string task, BuildId buildId, int @try, string error);
    }
}
