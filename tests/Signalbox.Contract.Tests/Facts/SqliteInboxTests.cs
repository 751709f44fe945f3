using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Facts;
using Signalbox.Embedded.Sqlite.Facts;

namespace Signalbox.Contract.Tests.Facts;

[Covers(typeof(SqliteInbox))]
public sealed class SqliteInboxTests : InboxContract
{
    private readonly DataDirectory data = new();

    protected override Task<IInbox> OpenAsync() => Task.FromResult<IInbox>(new SqliteInbox(data.Open()));

    protected override Task CloseAsync() => data.CloseAsync();

    protected override Task DestroyAsync() => data.DestroyAsync();
}
