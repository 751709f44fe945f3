using Microsoft.Data.Sqlite;
using Signalbox.Embedded.Engine.Histories;
using Signalbox.Embedded.Sqlite;
using Signalbox.Workflows.Durable;

namespace Signalbox.Embedded.Engine.Journal;

/// <summary>Makes, reads and deletes instances.</summary>
internal static class InstanceTable
{
    /// <summary>The pseudo-task under which a delayed start waits in the timer table.</summary>
    public const int StartTimer = -1;

    private const string View =
        "SELECT id, orchestrator, status, created, updated, custom_status, output, failure_type, failure_message FROM workflow_instance ";

    /// <summary>Makes an instance, unless one of the id is in the way.</summary>
    /// <returns>Its key; null when one is in the way.</returns>
    public static long? TryInsert(SqliteSession session, NewInstance instance)
    {
        if (Find(session, instance.Id) is { } existing)
        {
            if (!existing.HasEnded || !instance.ReplaceEnded) return null;
            Delete(session, existing.Key);
        }

        session.Execute(
            """
            INSERT INTO workflow_instance(id, orchestrator, status, generation, turns, created, updated, parent, parent_generation, parent_task)
            VALUES ($1, $2, 0, 0, 0, $3, $3, $4, $5, $6)
            """,
            instance.Id,
            instance.Orchestrator,
            instance.Now.Ticks,
            instance.Parent?.Instance,
            instance.Parent?.Generation,
            instance.Parent?.Task);
        var key = session.Number("SELECT last_insert_rowid()")!.Value;
        session.Execute("INSERT INTO workflow_history(instance, turn, content) VALUES ($1, 0, $2)", key, instance.Input);
        if (instance.StartAt is { } startAt)
            session.Execute("INSERT INTO workflow_timer(instance, task, fire_at) VALUES ($1, $2, $3)", key, StartTimer, startAt.Ticks);
        return key;
    }

    public static InstanceRow? Find(SqliteSession session, string id) =>
        session.First($"SELECT {InstanceRow.Columns} FROM workflow_instance WHERE id = $1", InstanceRow.Read, id);

    public static InstanceRow? Get(SqliteSession session, long key) =>
        session.First($"SELECT {InstanceRow.Columns} FROM workflow_instance WHERE key = $1", InstanceRow.Read, key);

    public static WorkflowInstance? Show(SqliteSession session, string id) => session.First($"{View} WHERE id = $1", Show, id);

    /// <summary>A page of instances whose ids are not below <paramref name="from"/>, in order.</summary>
    public static List<WorkflowInstance> ShowFrom(SqliteSession session, string from, int limit) =>
        session.Query($"{View} WHERE id >= $1 ORDER BY id LIMIT $2", Show, from, limit);

    public static bool Purge(SqliteSession session, string id)
    {
        if (Find(session, id) is not { HasEnded: true } ended) return false;
        Delete(session, ended.Key);
        return true;
    }

    public static RawJson? Input(SqliteSession session, long key) => Payload.Raw(
        session.First("SELECT content FROM workflow_history WHERE instance = $1 AND turn = 0", row => Text(row, 0), key));

    public static List<string> Turns(SqliteSession session, long key) => session.Query(
        "SELECT content FROM workflow_history WHERE instance = $1 AND turn > 0 ORDER BY turn", row => row.GetString(0), key);

    private static void Delete(SqliteSession session, long key)
    {
        session.Execute("DELETE FROM workflow_history WHERE instance = $1", key);
        session.Execute("DELETE FROM workflow_inbox WHERE instance = $1", key);
        session.Execute("DELETE FROM workflow_instance WHERE key = $1", key);
    }

    private static WorkflowInstance Show(SqliteDataReader row) => new()
    {
        InstanceId = row.GetString(0),
        Orchestrator = row.GetString(1),
        Status = (WorkflowStatus)row.GetInt32(2),
        CreatedAt = new(row.GetInt64(3), TimeSpan.Zero),
        UpdatedAt = new(row.GetInt64(4), TimeSpan.Zero),
        CustomStatus = Payload.Element(Text(row, 5)),
        Output = Payload.Element(Text(row, 6)),
        Failure = row.IsDBNull(7) ? null : new(row.GetString(7), row.GetString(8)),
    };

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}

/// <summary>An instance to be made.</summary>
internal sealed record NewInstance(string Id, string Orchestrator, string? Input, DateTime Now)
{
    public bool ReplaceEnded { get; init; }

    /// <summary>Not before; null: at once.</summary>
    public DateTime? StartAt { get; init; }

    public ParentLink? Parent { get; init; }
}
