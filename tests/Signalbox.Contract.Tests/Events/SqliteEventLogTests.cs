using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Core.Failures;
using Signalbox.Embedded.Sqlite;
using Signalbox.Embedded.Sqlite.Builds;
using Signalbox.Embedded.Sqlite.Events;
using Xunit;
using static Signalbox.Contract.Tests.Builds.BuildStory;

namespace Signalbox.Contract.Tests.Events;

[Covers(typeof(SqliteEventLog))]
public sealed class SqliteEventLogTests : EventLogContract
{
    private readonly DataDirectory data = new();
    private SqliteDatabase? database;

    protected override IBuildStore Builds => new SqliteBuildStore(database!);

    [Fact]
    public async Task A_failure_of_the_disk_is_an_error_of_the_log_that_says_what_was_not_written()
    {
        await Builds.CreateAsync(Id(), Request(), Noon, Soon);
        await database!.WriteAsync(session => session.Execute("PRAGMA query_only = ON"), Soon); // as a disk that takes no more

        var error = await Assert.ThrowsAsync<EventLogException>(() => Store.AppendAsync(Id(), Begin("unit"), Soon));

        Assert.StartsWith("BuildReceived of build b-1 was not written.", error.Message, StringComparison.Ordinal);
        Assert.IsType<StorageException>(error.InnerException);
        Assert.Equal(0, (await Builds.FindAsync(Id(), Soon))!.Seq);
    }

    protected override Task<IEventLog> OpenAsync()
    {
        database = data.Open();
        return Task.FromResult<IEventLog>(new SqliteEventLog(database, new(database)));
    }

    protected override Task CloseAsync() => data.CloseAsync();

    protected override Task DestroyAsync() => data.DestroyAsync();
}
