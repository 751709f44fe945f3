using System.Text.Json;
using Signalbox.Core.Builds;
using Signalbox.Embedded.Sqlite.Events;

namespace Signalbox.Embedded.Sqlite.Builds;

/// <summary>Builds as rows.</summary>
public sealed class SqliteBuildStore(SqliteDatabase database) : IBuildStore
{
    /// <inheritdoc/>
    public Task<CreateBuildResult> CreateAsync(BuildId id, BuildRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var text = JsonSerializer.Serialize(request, StoreJson.Default.BuildRequest);
        return database.WriteAsync(
            session =>
            {
                if (BuildRows.FindHead(session, id) is { } known)
                {
                    var same = session.Number("SELECT request = $2 FROM build WHERE id = $1", id.Value, text) == 1;
                    return new(same ? CreateOutcome.Same : CreateOutcome.Other, known);
                }

                var head = new BuildHead { Id = id, Request = request, CreatedAt = now };
                BuildRows.Insert(session, head, text);
                return new CreateBuildResult(CreateOutcome.Created, head);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<BuildHead?> FindAsync(BuildId id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => BuildRows.FindHead(session, id), cancellationToken);

    /// <inheritdoc/>
    public Task<(BuildHead Head, BuildTask Task)?> FindTaskAsync(BuildId id, string task, CancellationToken cancellationToken) =>
        database.ReadAsync<(BuildHead, BuildTask)?>(
            session => BuildRows.FindHead(session, id) is { } head && BuildRows.FindTask(session, id, task) is { } row ? (head, row) : null,
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BuildTask>> ListTasksAsync(BuildId id, string? stage, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => BuildRows.ListTasks(session, id, stage), cancellationToken);

    /// <inheritdoc/>
    public Task<BuildHead?> MarkCancelledAsync(BuildId id, CancelMark mark, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            if (BuildRows.FindHead(session, id) is not { } head) return null;
            if (head.Cancel is not null || head.Completing || head.State.HasEnded()) return head;
            var marked = head with { Cancel = mark };
            BuildRows.Update(session, marked);
            return marked;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<BuildPage> ListAsync(BuildQuery query, CancellationToken cancellationToken)
    {
        var after = BuildCursor.Parse(query.After);
        return database.ReadAsync(session => BuildCursor.Page(BuildListing.Read(session, query, after), query.Limit), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(BuildId id, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            if (BuildRows.FindHead(session, id) is not { } head || !head.State.HasEnded()) return false;
            EventRows.Delete(session, id);
            session.Execute("DELETE FROM task WHERE build = $1", id.Value);
            session.Execute("DELETE FROM build_change WHERE build = $1", id.Value);
            session.Execute("DELETE FROM build WHERE id = $1", id.Value);
            return true;
        },
        cancellationToken);
}
