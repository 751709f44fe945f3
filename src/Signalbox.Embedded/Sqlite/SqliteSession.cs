using Microsoft.Data.Sqlite;

namespace Signalbox.Embedded.Sqlite;

/// <summary>
/// One connection inside one transaction, with its prepared statements kept by their text. Values are bound by position to `$1`, `$2`, …
/// Use it only inside the work it was handed to.
/// </summary>
public sealed class SqliteSession
{
    private readonly Dictionary<string, SqliteCommand> statements = new(StringComparer.Ordinal);

    internal SqliteSession(SqliteConnection connection) => Connection = connection;

    /// <summary>For what the methods here do not offer.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    /// <param name="sql">A constant: it is the key of the prepared statement.</param>
    /// <param name="values">What `$1`, `$2`, … stand for; null is NULL.</param>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteNonQuery();

    /// <summary>All rows of a query.</summary>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Bind(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    /// <summary>The first row of a query; the default of <typeparamref name="T"/> when there is none.</summary>
    public T? First<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Bind(sql, values).ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    /// <summary>The first column of the first row as a number; null when there is no row, or it is NULL.</summary>
    public long? Number(string sql, params ReadOnlySpan<object?> values) =>
        Bind(sql, values).ExecuteScalar() is long number ? number : null;

    /// <summary>Ends an open transaction; SQLite itself has ended it after some errors (a full disk, a failed read).</summary>
    internal void RollBack()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(Connection.Handle) == 0) Execute("ROLLBACK");
    }

    internal void Close()
    {
        foreach (var statement in statements.Values) statement.Dispose();
        statements.Clear();
        Connection.Dispose();
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!statements.TryGetValue(sql, out var command))
        {
            command = Connection.CreateCommand();
#pragma warning disable CA2100 // Statements are constants of this assembly and its tests; values travel as parameters.
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 1; i <= values.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            statements.Add(sql, command);
        }

        if (command.Parameters.Count != values.Length)
            throw new ArgumentException($"The statement takes {command.Parameters.Count} values, not {values.Length}: {sql}", nameof(values));
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
