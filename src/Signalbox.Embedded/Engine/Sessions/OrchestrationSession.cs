using Microsoft.Extensions.Logging;
using Signalbox.Embedded.Engine.Histories;
using Signalbox.Workflows.Durable;

namespace Signalbox.Embedded.Engine.Sessions;

/// <summary>
/// A generation in memory: the orchestrator's suspended code and what it waits for. It is brought to where it stands by
/// <see cref="Replay"/> of the recorded turns, and goes on with <see cref="Run"/>. Not thread-safe: one turn at a time.
/// </summary>
internal sealed class OrchestrationSession
{
    private readonly OrchestratorScheduler scheduler = new();
    private readonly OrchestrationContext context;
    private readonly OrchestratorEntry? orchestrator;
    private readonly HistoryHeader header;
    private Task<object?>? root;

    public OrchestrationSession(HistoryHeader header, WorkflowRegistry registry, ILoggerFactory loggers)
    {
        this.header = header;
        registry.Orchestrators.TryGetValue(header.Orchestrator, out orchestrator);
        context = new(header, scheduler, loggers);
    }

    /// <summary>The clock of the last turn; the next one's is not before it.</summary>
    public DateTime At { get; private set; }

    /// <summary>What the last turn set as custom status; null: nothing.</summary>
    public string? CustomStatus => context.CustomStatus;

    /// <summary>Called, on a foreign thread, when code of the orchestrator tries to go on outside a turn.</summary>
    public Action? ForeignContinuation
    {
        get => scheduler.ForeignContinuation;
        set => scheduler.ForeignContinuation = value;
    }

    private bool HasEnded => context.HasContinued || root is { IsCompleted: true };

    /// <summary>Runs a new turn.</summary>
    /// <returns>The turn as it must be recorded; what nobody waits for any more is left out of it.</returns>
    public HistoryTurn Run(DateTime now, IReadOnlyList<HistoryEvent> learned)
    {
        At = now > At ? now : At;
        context.Begin(At, replaying: false);
        var delivered = new List<HistoryEvent>(learned.Count);
        foreach (var item in learned)
            if (!HasEnded && Deliver(item))
                delivered.Add(item);
        var commands = context.End();
        return new()
        {
            At = At,
            Events = delivered,
            Commands = commands.Count == 0 ? null : commands,
            End = End(learned.Except(delivered).OfType<HistoryEvent.EventRaised>()),
        };
    }

    /// <summary>Repeats a recorded turn.</summary>
    /// <returns>What was repeated differently; null when nothing was.</returns>
    public string? Replay(HistoryTurn turn)
    {
        At = turn.At;
        context.Begin(At, replaying: true);
        foreach (var item in turn.Events)
            if (HasEnded || !Deliver(item))
                return $"the history goes on with {item}, and the code has ended or never asked for it";
        return ReplayMismatch.Find(turn, context.End(), End([]));
    }

    private bool Deliver(HistoryEvent learned)
    {
        if (orchestrator is null) return true;
        var wanted = true;
        scheduler.Run(() =>
        {
            if (learned is HistoryEvent.Started) root = orchestrator.RunAsync(context);
            else wanted = context.Deliver(learned);
        });
        return wanted;
    }

    private HistoryEnd? End(IEnumerable<HistoryEvent.EventRaised> late)
    {
        if (orchestrator is null) return Failed(new UnregisteredWorkflowException("orchestrator", header.Orchestrator));
        if (root is { IsFaulted: true }) return Failed(root.Exception!.InnerException!);
        if (root is { IsCanceled: true }) return Failed(new TaskCanceledException("The orchestrator was cancelled by a token of its own."));
        if (context.HasContinued) return context.Continue(late);
        if (root is { IsCompleted: true }) return Completed(root.Result, orchestrator);
        if (context.IsWaiting && !scheduler.HasForeignContinuation) return null;
        return Failed(new NonDeterministicOrchestrationException(
            $"'{header.Orchestrator}' waits for a task that its context did not give out. Await activities, timers, events and children only."));
    }

    private static HistoryEnd Completed(object? output, OrchestratorEntry orchestrator)
    {
        try
        {
            return new HistoryEnd.Completed(Payload.Raw(Payload.Write(output, orchestrator.OutputType)));
        }
#pragma warning disable CA1031 // An output that cannot be written is the orchestrator's failure, not the engine's.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return Failed(error);
        }
    }

    private static HistoryEnd.Failed Failed(Exception error) => new(WorkflowFailure.From(error));
}
