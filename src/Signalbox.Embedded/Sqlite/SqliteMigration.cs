namespace Signalbox.Embedded.Sqlite;

/// <summary>One step of the database's schema. Its place in <see cref="SqliteMigrations.All"/>, from 1, is its version.</summary>
/// <param name="Name">What it adds, for messages.</param>
/// <param name="Sql">One or more statements, run in one transaction.</param>
public sealed record SqliteMigration(string Name, string Sql);
