using Microsoft.Data.Sqlite;
using Signalbox.Embedded.Engine.Histories;
using Signalbox.Workflows.Durable;

namespace Signalbox.Embedded.Engine.Journal;

/// <summary>What a turn needs to know of its instance.</summary>
internal sealed record InstanceRow
{
    public const string Columns = "key, id, orchestrator, status, generation, turns, parent, parent_generation, parent_task";

    public required long Key { get; init; }

    public required string Id { get; init; }

    public required string Orchestrator { get; init; }

    public required WorkflowStatus Status { get; init; }

    public required long Generation { get; init; }

    /// <summary>Recorded in this generation.</summary>
    public required long Turns { get; init; }

    public ParentLink? Parent { get; init; }

    public bool HasEnded => Status >= WorkflowStatus.Completed;

    public static InstanceRow Read(SqliteDataReader row) => new()
    {
        Key = row.GetInt64(0),
        Id = row.GetString(1),
        Orchestrator = row.GetString(2),
        Status = (WorkflowStatus)row.GetInt32(3),
        Generation = row.GetInt64(4),
        Turns = row.GetInt64(5),
        Parent = row.IsDBNull(6) ? null : new(row.GetInt64(6), row.GetInt64(7), row.GetInt32(8)),
    };

    public HistoryHeader Header(RawJson? input) =>
        new() { InstanceId = Id, Orchestrator = Orchestrator, Generation = Generation, Input = input };
}

/// <summary>Who waits for a child.</summary>
/// <param name="Instance">The parent's key.</param>
/// <param name="Generation">In which it asked; another one does not care.</param>
/// <param name="Task">The call.</param>
internal sealed record ParentLink(long Instance, long Generation, int Task);
