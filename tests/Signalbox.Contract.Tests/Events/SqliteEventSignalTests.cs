using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Embedded.Sqlite;
using Signalbox.Embedded.Sqlite.Builds;
using Signalbox.Embedded.Sqlite.Events;

namespace Signalbox.Contract.Tests.Events;

[Covers(typeof(SqliteEventSignal))]
public sealed class SqliteEventSignalTests : EventSignalContract
{
    private readonly DataDirectory data = new();
    private SqliteDatabase? database;

    protected override IBuildStore Builds => new SqliteBuildStore(database!);

    protected override IEventLog Log => new SqliteEventLog(database!, (SqliteEventSignal)Store);

    protected override Task<IEventSignal> OpenAsync()
    {
        database = data.Open();
        return Task.FromResult<IEventSignal>(new SqliteEventSignal(database));
    }

    protected override Task CloseAsync() => data.CloseAsync();

    protected override Task DestroyAsync() => data.DestroyAsync();
}
