using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Signalbox.Embedded.Engine.Histories;
using Signalbox.Embedded.Engine.Journal;
using Signalbox.Workflows.Durable;

namespace Signalbox.Embedded.Engine;

/// <summary>
/// Runs activities, so many at a time, and tells their instances. What an activity throws once the engine is stopping is not told: its
/// pending row stays, and it runs again at the next start.
/// </summary>
internal sealed partial class ActivityRunner(
    WorkflowRegistry registry, int maxConcurrent, EngineLoad load, TimeProvider time, ILogger logger, Action<long, Learned> tell) : IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private LinkedList<PendingActivity> queued = [];
    private int running;
    private bool open = true;

    public void Add(PendingActivity activity)
    {
        lock (gate)
        {
            if (!open) return; // it is in the journal
            queued.AddLast(activity);
            load.ActivityBegins();
        }

        StartNext();
    }

    /// <summary>Forgets what an instance has queued; what runs goes on and is ignored.</summary>
    public void Drop(long instance)
    {
        lock (gate)
        {
            for (var node = queued.First; node is not null;)
            {
                var next = node.Next;
                if (node.Value.Instance == instance)
                {
                    queued.Remove(node);
                    load.ActivityEnds();
                }

                node = next;
            }
        }
    }

    /// <summary>Starts nothing more, and asks what runs to end.</summary>
    public void Close()
    {
        lock (gate)
        {
            if (!open) return;
            open = false;
            foreach (var _ in queued) load.ActivityEnds();
            queued = [];
        }

        stopping.Cancel();
    }

    public void Dispose() => stopping.Dispose();

    private void StartNext()
    {
        lock (gate)
        {
            if (running >= maxConcurrent || queued.First is not { } first) return;
            queued.RemoveFirst();
            running++;
            ThreadPool.UnsafeQueueUserWorkItem(activity => _ = RunAsync(activity), first.Value, preferLocal: false);
        }
    }

    private async Task RunAsync(PendingActivity activity)
    {
        try
        {
            if (await OutcomeAsync(activity) is { } outcome) tell(activity.Instance, new(activity.Generation, outcome));
        }
        finally
        {
            lock (gate) running--;
            load.ActivityEnds();
            StartNext();
        }
    }

    private async Task<HistoryEvent?> OutcomeAsync(PendingActivity activity)
    {
        if (stopping.IsCancellationRequested) return null;
        var began = time.GetTimestamp();
        using var span = WorkflowTelemetry.Source.StartActivity(activity.Name);
        span?.SetTag(WorkflowTelemetry.InstanceTag, activity.InstanceId).SetTag(WorkflowTelemetry.TaskTag, activity.Name);
        HistoryEvent outcome;
        try
        {
            outcome = new HistoryEvent.TaskCompleted(activity.Task, Payload.Raw(await CallAsync(activity)));
        }
#pragma warning disable CA1031 // Whatever an activity throws is its result; the orchestrator decides.
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (stopping.IsCancellationRequested) return null;
            Log.Failed(logger, error, activity.Name, activity.InstanceId);
            span?.SetStatus(ActivityStatusCode.Error, error.GetType().Name);
            outcome = new HistoryEvent.TaskFailed(activity.Task, WorkflowFailure.From(error));
        }

        if (WorkflowTelemetry.ActivityDuration.Enabled)
            WorkflowTelemetry.ActivityDuration.Record(
                time.GetElapsedTime(began).TotalSeconds,
                new(WorkflowTelemetry.TaskTag, activity.Name),
                new(WorkflowTelemetry.SuccessTag, outcome is HistoryEvent.TaskCompleted));
        return outcome;
    }

    private async Task<string?> CallAsync(PendingActivity activity)
    {
        if (!registry.Activities.TryGetValue(activity.Name, out var entry)) throw new UnregisteredWorkflowException("activity", activity.Name);
        return Payload.Write(await entry.RunAsync(Payload.Read(activity.Input, entry.InputType), stopping.Token), entry.ResultType);
    }

    private static partial class Log
    {
        [LoggerMessage(6101, LogLevel.Information, "Activity {Activity} of {Instance} failed")]
        public static partial void Failed(ILogger logger, Exception error, string activity, string instance);
    }
}
