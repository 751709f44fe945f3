using Signalbox.Embedded.Sqlite;

namespace Signalbox.Embedded.Engine.Journal;

/// <summary>The engine's tables. Times are UTC ticks; JSON is text. Rows refer to an instance by its key, which is never used twice.</summary>
internal static class JournalSchema
{
    /// <summary>
    /// History is one row per turn, so that a turn costs one insert; turn 0 holds the generation's input. Inbox ids are never used twice
    /// either: an event that is handed to the next generation keeps its place among later ones.
    /// </summary>
    public static SqliteMigration First { get; } = new(
        "durable engine",
        """
        CREATE TABLE workflow_instance(
            key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, orchestrator TEXT NOT NULL, status INTEGER NOT NULL,
            generation INTEGER NOT NULL, turns INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL,
            parent INTEGER, parent_generation INTEGER, parent_task INTEGER,
            custom_status TEXT, output TEXT, failure_type TEXT, failure_message TEXT);
        CREATE INDEX workflow_unstarted ON workflow_instance(key) WHERE turns = 0 AND status < 2;
        CREATE TABLE workflow_history(
            instance INTEGER NOT NULL, turn INTEGER NOT NULL, content TEXT, PRIMARY KEY(instance, turn)) WITHOUT ROWID;
        CREATE TABLE workflow_inbox(
            id INTEGER PRIMARY KEY AUTOINCREMENT, instance INTEGER NOT NULL, generation INTEGER, content TEXT NOT NULL);
        CREATE INDEX workflow_inbox_instance ON workflow_inbox(instance);
        CREATE TABLE workflow_activity(
            instance INTEGER NOT NULL, task INTEGER NOT NULL, name TEXT NOT NULL, input TEXT, PRIMARY KEY(instance, task)) WITHOUT ROWID;
        CREATE TABLE workflow_timer(
            instance INTEGER NOT NULL, task INTEGER NOT NULL, fire_at INTEGER NOT NULL, PRIMARY KEY(instance, task)) WITHOUT ROWID;
        """);
}
