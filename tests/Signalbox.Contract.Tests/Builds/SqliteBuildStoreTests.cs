using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Embedded.Sqlite.Builds;
using Signalbox.Embedded.Sqlite.Events;

namespace Signalbox.Contract.Tests.Builds;

[Covers(typeof(SqliteBuildStore))]
public sealed class SqliteBuildStoreTests : BuildStoreContract
{
    private readonly DataDirectory data = new();
    private IEventLog? log;

    protected override IEventLog Log => log!;

    protected override Task<IBuildStore> OpenAsync()
    {
        var database = data.Open();
        log = new SqliteEventLog(database, new(database));
        return Task.FromResult<IBuildStore>(new SqliteBuildStore(database));
    }

    protected override Task CloseAsync() => data.CloseAsync();

    protected override Task DestroyAsync() => data.DestroyAsync();
}
