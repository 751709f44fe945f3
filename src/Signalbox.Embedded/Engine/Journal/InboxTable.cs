using Signalbox.Embedded.Engine.Histories;
using Signalbox.Embedded.Sqlite;
using Signalbox.Workflows.Durable;

namespace Signalbox.Embedded.Engine.Journal;

/// <summary>
/// Messages to instances that came from elsewhere: events, terminations, what became of children. What an instance's own activities and
/// timers say is not here: their pending rows stay until the turn that learns of them, so a crash before it repeats them.
/// </summary>
internal static class InboxTable
{
    public static void Add(SqliteSession session, long instance, HistoryEvent message, long? generation = null) => session.Execute(
        "INSERT INTO workflow_inbox(instance, generation, content) VALUES ($1, $2, $3)", instance, generation, HistoryJson.Write(message));

    /// <summary>Adds a message to an instance that has not ended; null when there is none.</summary>
    public static long? AddTo(SqliteSession session, string instanceId, HistoryEvent message)
    {
        if (InstanceTable.Find(session, instanceId) is not { HasEnded: false } instance) return null;
        Add(session, instance.Key, message);
        return instance.Key;
    }

    /// <summary>Tells a parent that is still in the generation that asked.</summary>
    public static void Answer(SqliteSession session, ParentLink parent, HistoryEvent answer)
    {
        if (InstanceTable.Get(session, parent.Instance) is { HasEnded: false } row && row.Generation == parent.Generation)
            Add(session, parent.Instance, answer, parent.Generation);
    }

    /// <summary>Puts an event back at its old place.</summary>
    public static void Return(SqliteSession session, long instance, HistoryEvent.EventRaised raised) => session.Execute(
        "INSERT INTO workflow_inbox(id, instance, content) VALUES ($1, $2, $3)", raised.Message, instance, HistoryJson.Write(raised));

    public static List<InboxMessage> Read(SqliteSession session, long instance) => session.Query(
        "SELECT id, generation, content FROM workflow_inbox WHERE instance = $1 ORDER BY id",
        row => new InboxMessage(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetInt64(1), Message(row.GetInt64(0), row.GetString(2))),
        instance);

    public static void DeleteThrough(SqliteSession session, long instance, long last) =>
        session.Execute("DELETE FROM workflow_inbox WHERE instance = $1 AND id <= $2", instance, last);

    public static HistoryEvent Outcome(HistoryEnd end, int task) => end switch
    {
        HistoryEnd.Completed done => new HistoryEvent.TaskCompleted(task, done.Output),
        HistoryEnd.Failed failed => new HistoryEvent.TaskFailed(task, failed.Failure),
        HistoryEnd.Terminated terminated => new HistoryEvent.TaskFailed(task, new(WorkflowFailure.TerminatedType, terminated.Reason)),
        _ => throw new InvalidOperationException($"A child that {end} has no outcome yet."),
    };

    private static HistoryEvent Message(long id, string content) => HistoryJson.ReadEvent(content) switch
    {
        HistoryEvent.EventRaised raised => raised with { Message = id },
        var other => other,
    };
}

/// <summary>A message and its place.</summary>
/// <param name="Id">Its place.</param>
/// <param name="Generation">Which generation it is for; null: whichever reads it.</param>
/// <param name="Content">What it says.</param>
internal sealed record InboxMessage(long Id, long? Generation, HistoryEvent Content);
