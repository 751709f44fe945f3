using Signalbox.Core.Builds;

namespace Signalbox.Embedded.Sqlite.Builds;

/// <summary>The list of builds, newest first: one statement per filter, so that each walks an index.</summary>
internal static class BuildListing
{
    /// <summary>Reads one more than the limit, so that the reader knows whether there are more.</summary>
    public static List<BuildHead> Read(SqliteSession session, BuildQuery query, BuildCursor after) => query switch
    {
        { Change: { } change } => session.Query(
            """
            SELECT head FROM build_change JOIN build ON id = build WHERE name = $1 AND ($2 IS NULL OR shown = $2)
                AND (build_change.created_at, build) < ($3, $4)
            ORDER BY build_change.created_at DESC, build DESC LIMIT $5
            """,
            BuildRows.ReadHead, change, (int?)query.State, after.CreatedAt, after.Id, query.Limit + 1L),
        { State: { } state } => session.Query(
            "SELECT head FROM build WHERE shown = $1 AND (created_at, id) < ($2, $3) ORDER BY created_at DESC, id DESC LIMIT $4",
            BuildRows.ReadHead, (int)state, after.CreatedAt, after.Id, query.Limit + 1L),
        _ => session.Query(
            "SELECT head FROM build WHERE (created_at, id) < ($1, $2) ORDER BY created_at DESC, id DESC LIMIT $3",
            BuildRows.ReadHead, after.CreatedAt, after.Id, query.Limit + 1L),
    };
}
