using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Core.Facts;
using Signalbox.Core.Leases;
using Signalbox.Core.Providers;
using Signalbox.Core.Trust;
using Signalbox.Embedded.Sqlite.Builds;
using Signalbox.Embedded.Sqlite.Events;
using Signalbox.Embedded.Sqlite.Facts;
using Signalbox.Embedded.Sqlite.Leases;
using Signalbox.Embedded.Sqlite.Providers;
using Signalbox.Embedded.Sqlite.Trust;

namespace Signalbox.Embedded.Sqlite;

/// <summary>Registers this folder.</summary>
public static class SqliteStoresRegistration
{
    /// <summary>Keeps rows in `signalbox.db` of the data directory. This process owns it: the file is opened for writing.</summary>
    public static IServiceCollection AddSqliteStores(this IServiceCollection services, string dataDirectory)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => SqliteDatabase.Open(Path.Combine(dataDirectory, "signalbox.db")));
        services.TryAddSingleton<IInbox, SqliteInbox>();
        services.TryAddSingleton<ISlotLeases, SqliteSlotLeases>();
        services.TryAddSingleton<IProviderBuildIndex, SqliteProviderBuildIndex>();
        services.TryAddSingleton<IBuildStore, SqliteBuildStore>();
        services.TryAddSingleton<ITargetIndex, SqliteTargetIndex>();
        services.TryAddSingleton<IKeyRing, SqliteKeyRing>();
        services.TryAddSingleton<SqliteEventSignal>();
        services.TryAddSingleton<IEventSignal>(provider => provider.GetRequiredService<SqliteEventSignal>());
        services.TryAddSingleton<IEventLog, SqliteEventLog>();
        return services;
    }
}
