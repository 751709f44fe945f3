using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Trust;
using Signalbox.Embedded.Sqlite.Trust;

namespace Signalbox.Contract.Tests.Trust;

[Covers(typeof(SqliteKeyRing))]
public sealed class SqliteKeyRingTests : KeyRingContract
{
    private readonly DataDirectory data = new();

    protected override Task<IKeyRing> OpenAsync() => Task.FromResult<IKeyRing>(new SqliteKeyRing(data.Open(), Clock));

    protected override Task CloseAsync() => data.CloseAsync();

    protected override Task DestroyAsync() => data.DestroyAsync();
}
