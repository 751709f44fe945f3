using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Leases;
using Signalbox.Embedded.Sqlite.Leases;

namespace Signalbox.Contract.Tests.Leases;

[Covers(typeof(SqliteSlotLeases))]
public sealed class SqliteSlotLeasesTests : SlotLeasesContract
{
    private readonly DataDirectory data = new();

    protected override Task<ISlotLeases> OpenAsync() => Task.FromResult<ISlotLeases>(new SqliteSlotLeases(data.Open(), Clock));

    protected override Task CloseAsync() => data.CloseAsync();

    protected override Task DestroyAsync() => data.DestroyAsync();
}
