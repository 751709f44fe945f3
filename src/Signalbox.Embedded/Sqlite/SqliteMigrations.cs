using Signalbox.Embedded.Engine.Journal;
using Signalbox.Embedded.Sqlite.Builds;
using Signalbox.Embedded.Sqlite.Events;
using Signalbox.Embedded.Sqlite.Facts;
using Signalbox.Embedded.Sqlite.Leases;
using Signalbox.Embedded.Sqlite.Providers;
using Signalbox.Embedded.Sqlite.Trust;

namespace Signalbox.Embedded.Sqlite;

/// <summary>The schema of a data directory's database, as the steps that made it.</summary>
public static class SqliteMigrations
{
    /// <summary>
    /// Every feature's steps, oldest first. Only ever appended to: a released step never changes, since the file's `user_version` counts
    /// how many of them it has.
    /// </summary>
    public static IReadOnlyList<SqliteMigration> All { get; } =
    [
        SqliteInbox.Tables,
        SqliteSlotLeases.Tables,
        SqliteProviderBuildIndex.Tables,
        JournalSchema.First,
        BuildRows.Tables,
        EventRows.Tables,
        SqliteTargetIndex.Tables,
        SqliteKeyRing.Tables,
    ];
}
