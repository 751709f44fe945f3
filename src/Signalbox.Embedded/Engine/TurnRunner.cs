using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Signalbox.Embedded.Engine.Histories;
using Signalbox.Embedded.Engine.Journal;
using Signalbox.Embedded.Engine.Sessions;
using Signalbox.Embedded.Sqlite;
using Signalbox.Workflows.Durable;

namespace Signalbox.Embedded.Engine;

/// <summary>
/// Runs one turn of an instance: reads what it is to learn, lets its code go on, and commits the turn. Nothing that the turn asked for
/// happens before the commit, so a crash anywhere repeats the turn or does not know of it.
/// </summary>
internal sealed partial class TurnRunner(
    WorkflowRegistry registry, SqliteDatabase database, TimeProvider time, ILoggerFactory loggers, Action<long> wake)
{
    private readonly ILogger logger = loggers.CreateLogger<TurnRunner>();

    /// <summary>Runs the turn and leaves the instance's row and session as they are after it.</summary>
    /// <returns>What was committed; null when there was nothing to do.</returns>
    public async Task<CommittedTurn?> RunAsync(LiveInstance live, List<Learned> received, bool isWoken)
    {
        var reading = await ReadAsync(live, isWoken);
        if (reading is not { Row: { HasEnded: false } row })
        {
            (live.Row, live.Session) = (null, null);
            return null;
        }

        using var span = WorkflowTelemetry.Source.StartActivity(row.Orchestrator);
        span?.SetTag(WorkflowTelemetry.InstanceTag, row.Id).SetTag(WorkflowTelemetry.TaskTag, row.Orchestrator);
        var now = time.GetUtcNow().UtcDateTime;
        var learned = Collect(row, reading, received);
        if (Turn(live, row, reading, learned, now) is not { } turn) return null;
        var status = live.Session?.CustomStatus;
        if (turn.Events.Count == 0 && turn.End is null && reading.LastMessage == 0) return null;
        var commit = new TurnCommit(row, turn) { LastMessage = reading.LastMessage, CustomStatus = status };
        var effects = await database.WriteAsync(commit.Write, CancellationToken.None);
        live.Row = commit.After;
        if (turn.End is not null) live.Session = null;
        Report(row, turn.End, span);
        return new(row, turn, effects);
    }

    private static List<HistoryEvent> Collect(InstanceRow row, TurnReading reading, List<Learned> received)
    {
        var learned = new List<HistoryEvent>(1 + reading.Messages.Count + received.Count);
        if (row.Turns == 0) learned.Add(new HistoryEvent.Started());
        foreach (var message in reading.Messages)
            if (message.Generation is null || message.Generation == row.Generation)
                learned.Add(message.Content);
        foreach (var item in received)
            if (item.Generation == row.Generation && item.Event is not HistoryEvent.Started)
                learned.Add(item.Event);
        return learned;
    }

    private async Task<TurnReading> ReadAsync(LiveInstance live, bool isWoken)
    {
        if (live is { Row: { Turns: > 0 } row, Session: not null } && !isWoken) return new(row);
        return await database.ReadAsync(session => TurnReading.Read(session, live.Key, withHistory: live.Session is null), CancellationToken.None);
    }

    private HistoryTurn? Turn(LiveInstance live, InstanceRow row, TurnReading reading, List<HistoryEvent> learned, DateTime now)
    {
        if (learned.Find(item => item is HistoryEvent.TerminationAsked) is HistoryEvent.TerminationAsked asked)
            return new() { At = now, Events = [asked], End = new HistoryEnd.Terminated(asked.Reason) };
        if (row.Turns == 0 && reading.StartAt > now.Ticks) return null; // its messages wait with it
        if (live.Session is null && Replayed(live, row, reading) is { } mismatch)
            return new() { At = now, Events = [], End = NonDeterministic(mismatch) };
        return live.Session!.Run(now, learned);
    }

    private static HistoryEnd.Failed NonDeterministic(string mismatch) =>
        new(WorkflowFailure.From(new NonDeterministicOrchestrationException(mismatch)));

    private string? Replayed(LiveInstance live, InstanceRow row, TurnReading reading)
    {
        var session = new OrchestrationSession(row.Header(reading.Input), registry, loggers) { ForeignContinuation = () => wake(row.Key) };
        try
        {
            foreach (var turn in reading.Turns)
                if (session.Replay(HistoryJson.ReadTurn(turn)) is { } mismatch)
                    return $"The code of '{row.Orchestrator}' does not repeat the history of '{row.Id}': {mismatch}.";
        }
        catch (JsonException error)
        {
            return $"The history of '{row.Id}' does not read: {error.Message}"; // its own trouble, not that of every instance
        }

        live.Session = session;
        return null;
    }

    private void Report(InstanceRow row, HistoryEnd? end, Activity? span)
    {
        WorkflowTelemetry.Turns.Add(1);
        if (end is null or HistoryEnd.Continued) return;
        if (WorkflowTelemetry.Ended.Enabled)
            WorkflowTelemetry.Ended.Add(
                1, new(WorkflowTelemetry.TaskTag, row.Orchestrator), new(WorkflowTelemetry.SuccessTag, end is HistoryEnd.Completed));
        if (end is not HistoryEnd.Failed { Failure: var failure }) return;
        span?.SetStatus(ActivityStatusCode.Error, failure.ErrorType);
        Log.Failed(logger, row.Orchestrator, row.Id, failure.ErrorType, failure.Message);
    }

    private static partial class Log
    {
        [LoggerMessage(6201, LogLevel.Warning, "Orchestration {Orchestrator} {Instance} failed: {ErrorType}: {Message}")]
        public static partial void Failed(ILogger logger, string orchestrator, string instance, string errorType, string message);
    }
}

/// <summary>A turn that is in the journal.</summary>
/// <param name="Before">The instance before it.</param>
/// <param name="Turn">What happened.</param>
/// <param name="Effects">What must follow.</param>
internal sealed record CommittedTurn(InstanceRow Before, HistoryTurn Turn, TurnEffects Effects);
