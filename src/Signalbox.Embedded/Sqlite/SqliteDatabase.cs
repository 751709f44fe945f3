using Microsoft.Data.Sqlite;

namespace Signalbox.Embedded.Sqlite;

/// <summary>
/// The database file of a data directory: one serialised writer, any number of readers beside it (WAL), a schema brought up to date at
/// opening. One process opens it to write; others may <see cref="OpenReadOnly"/> it meanwhile.
/// </summary>
public sealed class SqliteDatabase : IAsyncDisposable
{
    private readonly SqliteConnections connections;
    private readonly SqliteWriter? writer;

    private SqliteDatabase(string path, SqliteConnections connections, SqliteWriter? writer) =>
        (Path, this.connections, this.writer) = (path, connections, writer);

    /// <summary>Of the file.</summary>
    public string Path { get; }

    /// <summary>Of one opened for reading: how many migrations it has had; 0 before its first owner has made its tables.</summary>
    internal int Schema { get; private init; }

    /// <summary>See <see cref="SqliteWriter.Interrupt"/>.</summary>
    internal Action<WriteMoment>? Interrupt
    {
        get => writer?.Interrupt;
        set => writer!.Interrupt = value;
    }

    /// <summary>Opens or makes the file and brings its schema up to date.</summary>
    /// <param name="path">Of the file; its directory must exist.</param>
    /// <param name="migrations">Absent: <see cref="SqliteMigrations.All"/>.</param>
    /// <exception cref="StorageException">It cannot be opened or written, is damaged, or belongs to a newer version.</exception>
    public static SqliteDatabase Open(string path, IReadOnlyList<SqliteMigration>? migrations = null)
    {
        var opened = new SqliteConnections(path, readOnly: false);
        try
        {
            var session = opened.OpenWriter();
            try
            {
                SqliteSchema.Upgrade(session, migrations ?? SqliteMigrations.All, path);
            }
            catch
            {
                session.Close();
                throw;
            }

            return new(path, opened, new(session, path));
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Translate(error, path);
        }
    }

    /// <summary>Opens an existing file for reading, while another process may be writing it.</summary>
    /// <exception cref="StorageException">It does not exist, cannot be read, or is damaged.</exception>
    public static SqliteDatabase OpenReadOnly(string path)
    {
        var opened = new SqliteConnections(path, readOnly: true);
        try
        {
            var session = opened.Rent();
            var schema = SqliteSchema.Read(session);
            opened.Return(session);
            return new(path, opened, writer: null) { Schema = schema };
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Translate(error, path);
        }
    }

    /// <summary>
    /// Runs work inside a write transaction and returns when it is committed. The work may share its transaction with others' and must not
    /// await; what it throws undoes it alone. Writes are committed in the order of these calls.
    /// </summary>
    /// <exception cref="StorageException">Nothing was written.</exception>
    public Task<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) =>
        writer is null
            ? throw new InvalidOperationException($"'{Path}' was opened for reading only.")
            : writer.WriteAsync(work, cancellationToken);

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Action<SqliteSession> work, CancellationToken cancellationToken) =>
        WriteAsync(
            session =>
            {
                work(session);
                return true;
            },
            cancellationToken);

    /// <summary>
    /// Runs work on one snapshot of the database, beside any writer. It runs on the caller's thread: reading local pages costs less than
    /// changing threads.
    /// </summary>
    /// <exception cref="StorageException">The file could not be read.</exception>
    public Task<T> ReadAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        try
        {
            return Task.FromResult(Read(work));
        }
#pragma warning disable CA1031 // It reaches the caller through the task, as an asynchronous method's would.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return Task.FromException<T>(SqliteErrors.Translate(error, Path));
        }
    }

    /// <summary>Finishes what was handed to the writer, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        connections.Close();
        if (writer is not null) await writer.DisposeAsync();
    }

    /// <summary>Closes one that was opened for reading.</summary>
    internal void Close() => connections.Close();

    private T Read<T>(Func<SqliteSession, T> work)
    {
        var session = connections.Rent();
        var usable = false;
        try
        {
            session.Execute("BEGIN");
            try
            {
                return work(session);
            }
            finally
            {
                session.Execute("COMMIT");
                usable = true;
            }
        }
        finally
        {
            if (usable) connections.Return(session);
            else session.Close();
        }
    }
}
