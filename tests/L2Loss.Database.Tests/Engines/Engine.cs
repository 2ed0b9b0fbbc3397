using System.Data.Common;
using System.Globalization;

namespace L2Loss.Database.Tests;

/// <summary>A database of the tests, by its name.</summary>
public abstract class Engine
{
    public const string Sqlite = "SQLite";
    public const string DuckDB = "DuckDB";
    public const string PostgreSql = "PostgreSql";
    public const string MariaDB = "MariaDB";

    internal abstract QueryDialect Dialect { get; }

    /// <summary>The type of a double.</summary>
    internal abstract string Double { get; }

    /// <summary>The type of text whose values are told apart by every character.</summary>
    internal virtual string Text => "TEXT";

    /// <summary>Whether a column of doubles holds NaN.</summary>
    internal virtual bool HasNaN => false;

    internal virtual bool HasInfinity => false;

    internal virtual bool EscapesBackslash => false;

    internal static Engine Of(string name) => name switch
    {
        Sqlite => new SqliteEngine(),
        DuckDB => new DuckDBEngine(),
        PostgreSql => new PostgreSqlEngine(),
        MariaDB => new MariaDBEngine(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    /// <summary>The variable that tells where the server is; null for an engine within the process.</summary>
    internal static string? Variable(string name) => name switch
    {
        PostgreSql => "L2LOSS_POSTGRES",
        MariaDB => "L2LOSS_MARIADB",
        _ => null,
    };

    internal abstract DbConnection Connect();

    internal DbConnection Open()
    {
        DbConnection connection = Connect();
        connection.Open();
        return connection;
    }

    /// <summary>A value as SQL of its column.</summary>
    internal virtual string Literal(object? value) => value switch
    {
        null => "NULL",
        string text => Quote(text),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException(),
    };

    protected string Quote(string text)
    {
        string quoted = text.Replace("'", "''", StringComparison.Ordinal);
        return $"'{(EscapesBackslash ? quoted.Replace("\\", "\\\\", StringComparison.Ordinal) : quoted)}'";
    }
}
