using System.Data.Common;
using System.Globalization;
using DuckDB.NET.Data;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace L2Loss.Database.Tests;

internal sealed class SqliteEngine : Engine
{
    internal override QueryDialect Dialect => QueryDialect.SQLite;

    internal override string Double => "REAL";

    internal override bool HasInfinity => true;

    internal override DbConnection Connect() => new SqliteConnection("Data Source=:memory:");
}

internal sealed class DuckDBEngine : Engine
{
    internal override QueryDialect Dialect => QueryDialect.DuckDB;

    internal override string Double => "DOUBLE";

    internal override bool HasNaN => true;

    internal override bool HasInfinity => true;

    internal override DbConnection Connect() => new DuckDBConnection("Data Source=:memory:");

    internal override string Literal(object? value) =>
        value is double number ? $"'{number.ToString("R", CultureInfo.InvariantCulture)}'::DOUBLE" : base.Literal(value);
}

internal sealed class PostgreSqlEngine : Engine
{
    internal override QueryDialect Dialect => QueryDialect.PostgreSql;

    internal override string Double => "DOUBLE PRECISION";

    internal override bool HasNaN => true;

    internal override bool HasInfinity => true;

    internal override DbConnection Connect() =>
        new NpgsqlConnection(Environment.GetEnvironmentVariable(Variable(PostgreSql)!));

    internal override string Literal(object? value) =>
        value is double number ? $"'{number.ToString("R", CultureInfo.InvariantCulture)}'" : base.Literal(value);
}

internal sealed class MariaDBEngine : Engine
{
    internal override QueryDialect Dialect => QueryDialect.MySql;

    internal override string Double => "DOUBLE";

    internal override string Text => "VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin";

    internal override bool EscapesBackslash => true;

    internal override DbConnection Connect() =>
        new MySqlConnection(Environment.GetEnvironmentVariable(Variable(MariaDB)!));
}
