namespace L2Loss;

/// <summary>The SQL that a query is written in.</summary>
internal enum QueryDialect
{
    /// <summary>What most engines understand: Spark, BigQuery, Snowflake.</summary>
    Ansi,

    /// <summary>PostgreSQL, and what speaks its SQL.</summary>
    PostgreSql,

    /// <summary>MySQL and MariaDB.</summary>
    MySql,

    /// <summary>DuckDB.</summary>
    DuckDB,

    /// <summary>SQLite.</summary>
    SQLite,

    /// <summary>ClickHouse.</summary>
    ClickHouse,
}
