using System.Text.Json;
using Microsoft.Data.Sqlite;
using Signalbox.Core.Builds;
using Signalbox.Core.Plans;

namespace Signalbox.Embedded.Sqlite.Builds;

/// <summary>The rows of builds and tasks, inside a transaction.</summary>
internal static class BuildRows
{
    private static readonly ParsedTexts<BuildId, BuildHead> Heads = new(StoreJson.Default.BuildHead, limit: 64);
    private static readonly ParsedTexts<(BuildId Build, string Task), PlannedTask> Plans = new(StoreJson.Default.PlannedTask, limit: 512);

    public static readonly SqliteMigration Tables = new(
        "builds",
        """
        CREATE TABLE build(
            id TEXT NOT NULL PRIMARY KEY, created_at INTEGER NOT NULL, shown INTEGER NOT NULL, seq INTEGER NOT NULL,
            request TEXT NOT NULL, head TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX build_newest ON build(created_at, id);
        CREATE INDEX build_shown ON build(shown, created_at, id);
        CREATE TABLE build_change(
            name TEXT NOT NULL, created_at INTEGER NOT NULL, build TEXT NOT NULL, PRIMARY KEY(name, created_at, build)) WITHOUT ROWID;
        CREATE INDEX build_change_build ON build_change(build);
        CREATE TABLE task(
            build TEXT NOT NULL, name TEXT NOT NULL, stage TEXT NOT NULL, place INTEGER NOT NULL, plan TEXT, state TEXT NOT NULL,
            PRIMARY KEY(build, name)) WITHOUT ROWID;
        """);

    public static BuildHead? FindHead(SqliteSession session, BuildId id) =>
        session.First("SELECT head FROM build WHERE id = $1", row => Heads.Read(id, row.GetString(0)), id.Value);

    public static BuildHead ReadHead(SqliteDataReader row) => JsonSerializer.Deserialize(row.GetString(0), StoreJson.Default.BuildHead)!;

    public static void Insert(SqliteSession session, BuildHead head, string request)
    {
        session.Execute(
            "INSERT INTO build(id, created_at, shown, seq, request, head) VALUES ($1, $2, $3, 0, $4, $5)",
            head.Id.Value, head.CreatedAt.UtcTicks, (int)head.Shown, request, Write(head));
        var names = head.Request.Changes.SelectMany(change => change.Uris).SelectMany(uri => new[] { uri.Value, uri.Display() });
        foreach (var name in names.Distinct())
            session.Execute("INSERT INTO build_change(name, created_at, build) VALUES ($1, $2, $3)", name, head.CreatedAt.UtcTicks, head.Id.Value);
    }

    public static void Update(SqliteSession session, BuildHead head)
    {
        var text = Write(head);
        session.Execute("UPDATE build SET shown = $2, seq = $3, head = $4 WHERE id = $1", head.Id.Value, (int)head.Shown, head.Seq, text);
        Heads.Keep(head.Id, text, head);
    }

    public static BuildTask? FindTask(SqliteSession session, BuildId id, string name) => session.First(
        "SELECT state, plan FROM task WHERE build = $1 AND name = $2",
        row => ReadState(row) with { Plan = row.IsDBNull(1) ? null : Plans.Read((id, name), row.GetString(1)) },
        id.Value,
        name);

    // Past the texts that are kept: a whole stage would push out what is in use.
    public static List<BuildTask> ListTasks(SqliteSession session, BuildId id, string? stage) => session.Query(
        "SELECT state, plan FROM task WHERE build = $1 AND ($2 IS NULL OR stage = $2) ORDER BY place",
        row => ReadState(row) with { Plan = row.IsDBNull(1) ? null : JsonSerializer.Deserialize(row.GetString(1), StoreJson.Default.PlannedTask) },
        id.Value,
        stage);

    public static void Insert(SqliteSession session, BuildId id, BuildTask task) => session.Execute(
        "INSERT INTO task(build, name, stage, place, plan, state) VALUES ($1, $2, $3, $4, $5, $6)",
        id.Value,
        task.Name,
        task.Stage,
        task.Order,
        task.Plan is null ? null : JsonSerializer.Serialize(task.Plan, StoreJson.Default.PlannedTask),
        Write(task));

    public static void Update(SqliteSession session, BuildId id, BuildTask task) =>
        session.Execute("UPDATE task SET state = $3 WHERE build = $1 AND name = $2", id.Value, task.Name, Write(task));

    private static string Write(BuildHead head) => JsonSerializer.Serialize(head, StoreJson.Default.BuildHead);

    // The definition never changes and has a column of its own.
    private static string Write(BuildTask task) => JsonSerializer.Serialize(task with { Plan = null }, StoreJson.Default.BuildTask);

    private static BuildTask ReadState(SqliteDataReader row) => JsonSerializer.Deserialize(row.GetString(0), StoreJson.Default.BuildTask)!;
}
