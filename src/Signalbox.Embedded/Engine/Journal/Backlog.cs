using Signalbox.Embedded.Sqlite;

namespace Signalbox.Embedded.Engine.Journal;

/// <summary>What a journal holds that is still to be done: where an engine goes on after it was ended or killed.</summary>
internal sealed record Backlog
{
    public required IReadOnlyList<PendingActivity> Activities { get; init; }

    public required IReadOnlyList<PendingTimer> Timers { get; init; }

    /// <summary>Instances with messages, or not yet started in their generation.</summary>
    public static List<long> ReadReady(SqliteSession session) => session.Query(
        "SELECT instance FROM workflow_inbox UNION SELECT key FROM workflow_instance WHERE turns = 0 AND status < 2", row => row.GetInt64(0));

    public static Backlog Read(SqliteSession session) => new()
    {
        Activities = session.Query(
            """
            SELECT a.instance, i.generation, a.task, i.id, a.name, a.input
            FROM workflow_activity a JOIN workflow_instance i ON i.key = a.instance ORDER BY a.instance, a.task
            """,
            row => new PendingActivity(row.GetInt64(0), row.GetInt64(1), row.GetInt32(2))
            {
                InstanceId = row.GetString(3),
                Name = row.GetString(4),
                Input = row.IsDBNull(5) ? null : row.GetString(5),
            }),
        Timers = session.Query(
            """
            SELECT t.instance, i.generation, t.task, t.fire_at
            FROM workflow_timer t JOIN workflow_instance i ON i.key = t.instance
            """,
            row => new PendingTimer(row.GetInt64(3), row.GetInt64(0), row.GetInt64(1), row.GetInt32(2))),
    };
}

/// <summary>An activity that has to run, or to run again.</summary>
/// <param name="Instance">Whose; its key.</param>
/// <param name="Generation">In which.</param>
/// <param name="Task">Which call.</param>
internal sealed record PendingActivity(long Instance, long Generation, int Task)
{
    public required string InstanceId { get; init; }

    public required string Name { get; init; }

    public string? Input { get; init; }
}

/// <summary>A timer that has to fire.</summary>
/// <param name="FireAt">UTC ticks.</param>
/// <param name="Instance">Whose; its key.</param>
/// <param name="Generation">In which.</param>
/// <param name="Task">Which call.</param>
internal readonly record struct PendingTimer(long FireAt, long Instance, long Generation, int Task)
{
    /// <summary>By time, then by the order in which an instance asked.</summary>
    public static Comparer<PendingTimer> Order { get; } = Comparer<PendingTimer>.Create((a, b) =>
        (a.FireAt, a.Instance, a.Generation, a.Task).CompareTo((b.FireAt, b.Instance, b.Generation, b.Task)));
}
