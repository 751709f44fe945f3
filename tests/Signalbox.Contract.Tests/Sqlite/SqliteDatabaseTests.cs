using Signalbox.Embedded.Sqlite;
using Xunit;

namespace Signalbox.Contract.Tests.Sqlite;

public sealed class SqliteDatabaseTests : IDisposable
{
    private static readonly SqliteMigration Notes = new("notes", "CREATE TABLE note(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)");
    private static readonly SqliteMigration Stars = new("stars", "ALTER TABLE note ADD COLUMN stars INTEGER NOT NULL DEFAULT 0");
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("signalbox-sqlite-");

    private string File => Path.Combine(directory.FullName, "test.db");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task What_was_written_is_read_after_reopening_and_by_a_reader_beside_the_writer()
    {
        await using (var writer = SqliteDatabase.Open(File, [Notes]))
        {
            await AddAsync(writer, "grüße");
            await using var reader = SqliteDatabase.OpenReadOnly(File);
            Assert.Equal(["grüße"], await TextsAsync(reader));
        }

        await using var again = SqliteDatabase.Open(File, [Notes]);
        Assert.Equal(["grüße"], await TextsAsync(again));
    }

    [Fact]
    public async Task A_later_version_adds_its_migrations_and_an_earlier_one_refuses_the_file()
    {
        await using (var first = SqliteDatabase.Open(File, [Notes])) await AddAsync(first, "a");
        await using (var second = SqliteDatabase.Open(File, [Notes, Stars]))
            Assert.Equal(0, await second.ReadAsync(session => session.Number("SELECT stars FROM note"), CancellationToken.None));

        var refused = Assert.Throws<StorageException>(() => SqliteDatabase.Open(File, [Notes]));
        Assert.Equal(StorageFault.TooNew, refused.Fault);
    }

    [Fact]
    public async Task Work_that_fails_in_a_group_takes_only_itself_back()
    {
        await using var database = SqliteDatabase.Open(File, [Notes]);
        using var held = new ManualResetEventSlim();
        var first = database.WriteAsync(_ => held.Wait(TimeSpan.FromSeconds(30)), CancellationToken.None); // the others queue up behind it
        var good = AddAsync(database, "a");
        var doubled = AddAsync(database, "a");
        var thrower = database.WriteAsync(
            session =>
            {
                session.Execute("INSERT INTO note(text) VALUES ($1)", "undone");
                throw new FormatException("no");
            },
            CancellationToken.None);
        var last = AddAsync(database, "b");
        held.Set();

        await Task.WhenAll(first, good, last);
        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => doubled);
        await Assert.ThrowsAsync<FormatException>(() => thrower);
        Assert.Equal(["a", "b"], await TextsAsync(database));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named_as_such()
    {
        await System.IO.File.WriteAllTextAsync(File, new string('x', 5000));
        var error = Assert.Throws<StorageException>(() => SqliteDatabase.Open(File, [Notes]));
        Assert.Equal(StorageFault.Corrupt, error.Fault);
        Assert.Contains(File, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_does_not_exist_is_named_as_such()
    {
        var missing = Path.Combine(directory.FullName, "missing", "test.db");
        Assert.Equal(StorageFault.CannotOpen, Assert.Throws<StorageException>(() => SqliteDatabase.Open(missing, [Notes])).Fault);
        Assert.Equal(StorageFault.CannotOpen, Assert.Throws<StorageException>(() => SqliteDatabase.OpenReadOnly(missing)).Fault);
    }

    [Fact]
    public async Task A_full_disk_fails_the_write_and_leaves_what_was_there()
    {
        await using var database = SqliteDatabase.Open(File, [Notes]);
        await AddAsync(database, "a");
        var error = await Assert.ThrowsAsync<StorageException>(() => database.WriteAsync(
            session =>
            {
                session.Number("PRAGMA max_page_count=4");
                session.Execute("INSERT INTO note(text) VALUES ($1)", new string('x', 100_000));
            },
            CancellationToken.None));

        Assert.Equal(StorageFault.Full, error.Fault);
        Assert.Equal(["a"], await TextsAsync(database));
    }

    [Fact]
    public async Task A_transaction_that_cannot_be_undone_fails_what_waits_and_what_comes_later()
    {
        await using var database = SqliteDatabase.Open(File, [Notes]);
        await AddAsync(database, "a");
        using var held = new ManualResetEventSlim();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var breaking = database.WriteAsync(
            session =>
            {
                begun.SetResult();
                held.Wait(TimeSpan.FromSeconds(30));
                session.Execute("INSERT INTO note(text) VALUES ($1)", "half");
                session.Connection.Close();
            },
            CancellationToken.None);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var waiting = AddAsync(database, "b");
        held.Set();

        await Assert.ThrowsAnyAsync<Exception>(() => breaking.WaitAsync(TimeSpan.FromSeconds(30)));
        foreach (var late in new[] { waiting, AddAsync(database, "c") })
        {
            var error = await Assert.ThrowsAsync<StorageException>(() => late.WaitAsync(TimeSpan.FromSeconds(30)));
            Assert.Contains("could not be undone", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(["a"], await TextsAsync(database));
    }

    [Fact]
    public async Task A_database_held_by_a_writer_of_another_program_says_busy()
    {
        await using var database = SqliteDatabase.Open(File, [Notes]);
        await using var other = SqliteDatabase.Open(File, [Notes]);
        using var held = new ManualResetEventSlim();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var holding = other.WriteAsync(
            session =>
            {
                begun.SetResult();
                return held.Wait(TimeSpan.FromSeconds(30));
            },
            CancellationToken.None);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30));

        var error = await Assert.ThrowsAsync<StorageException>(() => AddAsync(database, "late"));
        held.Set();
        await holding;
        Assert.Equal(StorageFault.Busy, error.Fault);
    }

    private static Task<int> AddAsync(SqliteDatabase database, string text) =>
        database.WriteAsync(session => session.Execute("INSERT INTO note(text) VALUES ($1)", text), CancellationToken.None);

    private static Task<List<string>> TextsAsync(SqliteDatabase database) =>
        database.ReadAsync(session => session.Query("SELECT text FROM note ORDER BY id", row => row.GetString(0)), CancellationToken.None);
}
