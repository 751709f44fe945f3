namespace Signalbox.Embedded.Sqlite;

/// <summary>Work that waits for the writer. Its caller hears the result after the commit, never before.</summary>
internal abstract class SqliteWrite
{
    public abstract void Run(SqliteSession session);

    public abstract void Finish();

    public abstract void Fail(Exception error);
}

/// <inheritdoc/>
internal sealed class SqliteWrite<T>(Func<SqliteSession, T> work) : SqliteWrite
{
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T result = default!;

    public Task<T> Task => done.Task;

    public override void Run(SqliteSession session) => result = work(session);

    public override void Finish() => done.TrySetResult(result);

    public override void Fail(Exception error) => done.TrySetException(error);
}
