using System.Threading.Channels;

namespace Signalbox.Embedded.Sqlite;

/// <summary>
/// The one writer. Whatever waits when it becomes free shares one transaction (a group commit), each piece of work in a savepoint of its
/// own, so that one that throws takes nothing but itself back. A transaction that cannot even be undone is the writer's end: everything
/// that waits or comes later fails with the reason.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int LargestGroup = 64;
    private readonly Channel<SqliteWrite> queue = Channel.CreateUnbounded<SqliteWrite>(new() { SingleReader = true });
    private readonly SqliteSession session;
    private readonly string path;
    private readonly Task loop;
    private StorageException? broken;

    public SqliteWriter(SqliteSession session, string path)
    {
        (this.session, this.path) = (session, path);
        loop = Task.Run(RunAsync);
    }

    /// <summary>A test's hand on the moments around a commit: throwing there is a crash there, for good.</summary>
    public Action<WriteMoment>? Interrupt { get; set; }

    public Task<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        var write = new SqliteWrite<T>(work);
        return queue.Writer.TryWrite(write) ? write.Task : Task.FromException<T>(new ObjectDisposedException(nameof(SqliteDatabase)));
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
        session.Close();
    }

    private async Task RunAsync()
    {
        var group = new List<SqliteWrite>(LargestGroup);
        while (await queue.Reader.WaitToReadAsync())
        {
            while (group.Count < LargestGroup && queue.Reader.TryRead(out var write)) group.Add(write);
            if (broken is null) Commit(group);
            else Fail(group, broken);
            group.Clear();
        }
    }

    private void Commit(List<SqliteWrite> group)
    {
        try
        {
            session.Execute("BEGIN IMMEDIATE");
            foreach (var write in group) RunOne(write, alone: group.Count == 1);
            Interrupt?.Invoke(WriteMoment.BeforeCommit);
            session.Execute("COMMIT");
            Interrupt?.Invoke(WriteMoment.AfterCommit);
        }
#pragma warning disable CA1031 // Whatever went wrong belongs to the callers of this group, and the loop must serve the next.
        catch (Exception error)
#pragma warning restore CA1031
        {
            broken = RollBack();
            Fail(group, SqliteErrors.Translate(error, path));
            return;
        }

        foreach (var write in group) write.Finish();
    }

    /// <returns>Why nothing can be written any more; null where the transaction was undone.</returns>
    private StorageException? RollBack()
    {
        try
        {
            session.RollBack();
            return null;
        }
#pragma warning disable CA1031 // Thrown on, it would end the loop in silence, and whoever waits for a write would wait for ever.
        catch (Exception error)
#pragma warning restore CA1031
        {
            var told = SqliteErrors.Translate(error, path);
            return new(
                (told as StorageException)?.Fault ?? StorageFault.Other,
                $"A transaction of the database '{path}' could not be undone, so nothing more is written: {told.Message} Start again.",
                error);
        }
    }

    private static void Fail(List<SqliteWrite> group, Exception error)
    {
        foreach (var write in group) write.Fail(error);
    }

    private void RunOne(SqliteWrite write, bool alone)
    {
        if (!alone) session.Execute("SAVEPOINT one");
        try
        {
            write.Run(session);
        }
        catch (Exception error) when (!alone && !SqliteErrors.IsStorage(error))
        {
            session.Execute("ROLLBACK TO one");
            write.Fail(error);
        }

        if (!alone) session.Execute("RELEASE one");
    }
}

/// <summary>Where a test may end the world.</summary>
internal enum WriteMoment
{
    /// <summary>Nothing of the group is in the file.</summary>
    BeforeCommit,

    /// <summary>All of it is, and nobody has been told.</summary>
    AfterCommit,
}
