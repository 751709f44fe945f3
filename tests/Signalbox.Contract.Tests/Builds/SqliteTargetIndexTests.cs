using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Builds;
using Signalbox.Embedded.Sqlite.Builds;

namespace Signalbox.Contract.Tests.Builds;

[Covers(typeof(SqliteTargetIndex))]
public sealed class SqliteTargetIndexTests : TargetIndexContract
{
    private readonly DataDirectory data = new();

    protected override Task<ITargetIndex> OpenAsync() => Task.FromResult<ITargetIndex>(new SqliteTargetIndex(data.Open()));

    protected override Task CloseAsync() => data.CloseAsync();

    protected override Task DestroyAsync() => data.DestroyAsync();
}
