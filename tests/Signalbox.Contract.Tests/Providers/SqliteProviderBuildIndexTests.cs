using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Providers;
using Signalbox.Embedded.Sqlite.Providers;

namespace Signalbox.Contract.Tests.Providers;

[Covers(typeof(SqliteProviderBuildIndex))]
public sealed class SqliteProviderBuildIndexTests : ProviderBuildIndexContract
{
    private readonly DataDirectory data = new();

    protected override Task<IProviderBuildIndex> OpenAsync() =>
        Task.FromResult<IProviderBuildIndex>(new SqliteProviderBuildIndex(data.Open(), Clock));

    protected override Task CloseAsync() => data.CloseAsync();

    protected override Task DestroyAsync() => data.DestroyAsync();
}
