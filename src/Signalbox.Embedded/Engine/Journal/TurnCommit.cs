using Signalbox.Embedded.Engine.Histories;
using Signalbox.Embedded.Sqlite;
using Signalbox.Workflows.Durable;

namespace Signalbox.Embedded.Engine.Journal;

/// <summary>Writes everything that a turn did, in one transaction, or nothing.</summary>
/// <param name="instance">As it was before the turn.</param>
/// <param name="turn">What happened.</param>
internal sealed class TurnCommit(InstanceRow instance, HistoryTurn turn)
{
    /// <summary>The last message that the turn has read; 0: none.</summary>
    public long LastMessage { get; init; }

    /// <summary>A new custom status; null: unchanged.</summary>
    public string? CustomStatus { get; init; }

    /// <summary>The instance as it is after the turn.</summary>
    public InstanceRow After { get; } = turn.End switch
    {
        null => instance with { Status = WorkflowStatus.Running, Turns = instance.Turns + 1 },
        HistoryEnd.Continued => instance with { Status = WorkflowStatus.Running, Generation = instance.Generation + 1, Turns = 0 },
        HistoryEnd.Completed => instance with { Status = WorkflowStatus.Completed, Turns = instance.Turns + 1 },
        HistoryEnd.Terminated => instance with { Status = WorkflowStatus.Terminated, Turns = instance.Turns + 1 },
        _ => instance with { Status = WorkflowStatus.Failed, Turns = instance.Turns + 1 },
    };

    /// <summary>Writes it.</summary>
    public TurnEffects Write(SqliteSession session)
    {
        var effects = new TurnEffects();
        if (LastMessage > 0) InboxTable.DeleteThrough(session, instance.Key, LastMessage);
        foreach (var learned in turn.Events) Settle(session, learned);
        if (turn.End is null) Ask(session, effects);
        else Drop(session, effects);
        if (turn.End is HistoryEnd.Continued next) Continue(session, next);
        else Record(session);
        if (instance.Parent is { } parent && turn.End is not (null or HistoryEnd.Continued))
            InboxTable.Answer(session, parent, InboxTable.Outcome(turn.End, parent.Task));
        return effects;
    }

    private void Settle(SqliteSession session, HistoryEvent learned)
    {
        switch (learned)
        {
            case HistoryEvent.TaskCompleted { Task: var task }:
                session.Execute("DELETE FROM workflow_activity WHERE instance = $1 AND task = $2", instance.Key, task);
                break;
            case HistoryEvent.TaskFailed { Task: var task }:
                session.Execute("DELETE FROM workflow_activity WHERE instance = $1 AND task = $2", instance.Key, task);
                break;
            case HistoryEvent.TimerFired { Task: var task }:
                DeleteTimer(session, task);
                break;
            case HistoryEvent.Started:
                DeleteTimer(session, InstanceTable.StartTimer);
                break;
        }
    }

    private void Ask(SqliteSession session, TurnEffects effects)
    {
        foreach (var command in turn.Commands ?? [])
        {
            switch (command)
            {
                case HistoryCommand.CallActivity call:
                    session.Execute(
                        "INSERT INTO workflow_activity(instance, task, name, input) VALUES ($1, $2, $3, $4)",
                        instance.Key,
                        call.Task,
                        call.Name,
                        call.Input);
                    break;
                case HistoryCommand.SetTimer timer:
                    session.Execute(
                        "INSERT INTO workflow_timer(instance, task, fire_at) VALUES ($1, $2, $3)", instance.Key, timer.Task, timer.FireAt.Ticks);
                    break;
                case HistoryCommand.CancelTimer timer:
                    if (DeleteTimer(session, timer.Task) is { } fireAt) effects.DroppedTimers.Add((timer.Task, fireAt));
                    break;
                case HistoryCommand.CallChild child:
                    StartChild(session, child, effects);
                    break;
            }
        }
    }

    private void StartChild(SqliteSession session, HistoryCommand.CallChild child, TurnEffects effects)
    {
        var link = new ParentLink(instance.Key, instance.Generation, child.Task);
        var made = InstanceTable.TryInsert(
            session, new(child.InstanceId, child.Name, child.Input, turn.At) { ReplaceEnded = true, Parent = link });
        if (made is { } key)
        {
            effects.Woken.Add(key);
            return;
        }

        var taken = new Core.Failures.CoordinationException($"An instance '{child.InstanceId}' is already running and belongs to somebody else.");
        InboxTable.Answer(session, link, new HistoryEvent.TaskFailed(child.Task, WorkflowFailure.From(taken)));
        effects.Woken.Add(instance.Key);
    }

    /// <summary>Nothing that the generation asked for is waited for any more.</summary>
    private void Drop(SqliteSession session, TurnEffects effects)
    {
        effects.DroppedTimers.AddRange(session.Query(
            "SELECT task, fire_at FROM workflow_timer WHERE instance = $1", row => (row.GetInt32(0), row.GetInt64(1)), instance.Key));
        if (effects.DroppedTimers.Count > 0) session.Execute("DELETE FROM workflow_timer WHERE instance = $1", instance.Key);
        effects.DroppedActivities = session.Execute("DELETE FROM workflow_activity WHERE instance = $1", instance.Key) > 0;
        if (turn.End is not HistoryEnd.Continued) InboxTable.DeleteThrough(session, instance.Key, long.MaxValue);
    }

    private void Continue(SqliteSession session, HistoryEnd.Continued next)
    {
        session.Execute("DELETE FROM workflow_history WHERE instance = $1", instance.Key);
        session.Execute("INSERT INTO workflow_history(instance, turn, content) VALUES ($1, 0, $2)", instance.Key, next.Input?.Text);
        foreach (var raised in next.Unreceived) InboxTable.Return(session, instance.Key, raised);
        Update(session);
    }

    private void Record(SqliteSession session)
    {
        session.Execute(
            "INSERT INTO workflow_history(instance, turn, content) VALUES ($1, $2, $3)", instance.Key, After.Turns, HistoryJson.Write(turn));
        Update(session);
        var (output, failure) = turn.End switch
        {
            HistoryEnd.Completed done => (done.Output?.Text, null),
            HistoryEnd.Failed failed => (null, failed.Failure),
            HistoryEnd.Terminated terminated => (null, new WorkflowFailure(WorkflowFailure.TerminatedType, terminated.Reason)),
            _ => ((string?)null, (WorkflowFailure?)null),
        };
        if (output is not null) session.Execute("UPDATE workflow_instance SET output = $2 WHERE key = $1", instance.Key, output);
        if (failure is not null)
            session.Execute(
                "UPDATE workflow_instance SET failure_type = $2, failure_message = $3 WHERE key = $1",
                instance.Key,
                failure.ErrorType,
                failure.Message);
    }

    private void Update(SqliteSession session)
    {
        var changed = session.Execute(
            "UPDATE workflow_instance SET status = $4, generation = $5, turns = $6, updated = $7 WHERE key = $1 AND generation = $2 AND turns = $3",
            instance.Key,
            instance.Generation,
            instance.Turns,
            (int)After.Status,
            After.Generation,
            After.Turns,
            turn.At.Ticks);
        if (changed != 1)
            throw new InvalidOperationException(
                $"Another process has recorded a turn of '{instance.Id}' meanwhile. One process at a time owns a data directory.");
        if (CustomStatus is not null)
            session.Execute("UPDATE workflow_instance SET custom_status = $2 WHERE key = $1", instance.Key, CustomStatus);
    }

    private long? DeleteTimer(SqliteSession session, int task)
    {
        var fireAt = session.Number("SELECT fire_at FROM workflow_timer WHERE instance = $1 AND task = $2", instance.Key, task);
        if (fireAt is not null) session.Execute("DELETE FROM workflow_timer WHERE instance = $1 AND task = $2", instance.Key, task);
        return fireAt;
    }
}
