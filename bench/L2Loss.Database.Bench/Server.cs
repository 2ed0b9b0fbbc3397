using System.Data.Common;
using DuckDB.NET.Data;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace L2Loss.Database.Bench;

/// <summary>A database with a table of rows: doubles as a and p, decimals as da and dp.</summary>
internal sealed class Server : IDisposable
{
    internal const string Table = "l2loss_bench";

    /// <summary>A table with the first rows: LIMIT makes some engines slower.</summary>
    internal const string Part = "l2loss_bench_part";
    private const string Doubles = "100000 + (i % 800000) * 1.1e0 AS a, 100000 + (i % 799999) * 1.1e0 AS p";

    private Server(string name, string dialect, DbConnection connection)
    {
        (Name, Dialect, Connection) = (name, dialect, connection);
        Connection.Open();
    }

    internal string Name { get; }

    internal string Dialect { get; }

    internal DbConnection Connection { get; }

    /// <summary>SQLite has no decimals: its column holds doubles too.</summary>
    internal bool HasDecimals => Dialect != "SQLite";

    /// <summary>DuckDB's decimals do not hold the sums.</summary>
    internal bool SumsExactly => Dialect is "PostgreSql" or "MySql";

    /// <summary>All that are there; tests/databases/start.sh starts the servers and says where they are.</summary>
    internal static IEnumerable<Server> All()
    {
        if (Environment.GetEnvironmentVariable("L2LOSS_POSTGRES") is string postgres)
        {
            yield return new Server("PostgreSQL", "PostgreSql", new NpgsqlConnection(postgres));
        }

        yield return new Server("DuckDB", "DuckDB", new DuckDBConnection("Data Source=:memory:"));
        yield return new Server("SQLite", "SQLite", new SqliteConnection("Data Source=:memory:"));
        if (Environment.GetEnvironmentVariable("L2LOSS_MARIADB") is string maria)
        {
            yield return new Server("MariaDB, prepared", "MySql", new MySqlConnection(maria));
        }
    }

    /// <summary>Makes the table, and the one with its first rows.</summary>
    internal void Fill(int rows, int rowsOfPart)
    {
        string source = Dialect switch
        {
            "PostgreSql" => $"generate_series(1, {rows}) AS i",
            "DuckDB" => $"(SELECT unnest(range(1, {rows + 1})) AS i)",
            "SQLite" => $"(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) SELECT i FROM n)",
            _ => $"(SELECT seq AS i FROM seq_1_to_{rows}) AS n",
        };
        string number = Dialect == "SQLite" ? "REAL" : "DOUBLE PRECISION";
        string dec = HasDecimals ? "DECIMAL(12, 2)" : "REAL";
        Run($"CREATE TEMPORARY TABLE {Table} (a {number}, p {number}, da {dec}, dp {dec})");
        Run($"INSERT INTO {Table} SELECT a, p, a, p FROM (SELECT {Doubles} FROM {source}) AS t");
        Run($"CREATE TEMPORARY TABLE {Part} AS SELECT * FROM {Table} LIMIT {rowsOfPart}");
    }

    internal DbCommand Command(string sql)
    {
        DbCommand command = Connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        if (Dialect == "MySql")
        {
            // Else the server writes each double as text.
            command.Prepare();
        }

        return command;
    }

    public void Dispose() => Connection.Dispose();

    private void Run(string sql)
    {
        using DbCommand command = Connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        command.ExecuteNonQuery();
    }
}
