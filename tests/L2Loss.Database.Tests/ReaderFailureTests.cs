using System.Data.Common;
using System.Diagnostics;
using L2Loss.Files;
using Npgsql;
using Xunit;

namespace L2Loss.Database.Tests;

/// <summary>A reader that fails in the middle says so, and gives nothing that looks whole.</summary>
public sealed class ReaderFailureTests
{
    private static readonly ColumnRoles Roles = new(0, [1], null, []);

    [EngineFact(Engine.PostgreSql)]
    public void AServerThatEndsTheConnectionFailsTheReader()
    {
        using DbConnection connection = Engine.Of(Engine.PostgreSql).Open();
        using DbConnection other = Engine.Of(Engine.PostgreSql).Open();
        long process = Convert.ToInt64(Scalar(connection, "SELECT pg_backend_pid()"), null);
        using DbCommand command = Command(connection, "SELECT generate_series(1, 3000000)::float8, 1::float8");
        using DbDataReader reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Scalar(other, $"SELECT pg_terminate_backend({process})");
        var failure = Assert.Throws<DataReaderException>(() => Sum(reader));
        Assert.Contains("The data reader failed after ", failure.Message, StringComparison.Ordinal);
    }

    [EngineFact(Engine.PostgreSql)]
    public void AServerThatIsGoneFailsTheReader()
    {
        var address = new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("L2LOSS_POSTGRES")) { Pooling = false };
        using var server = new CutConnection(address.Port, bytes: 200_000);
        address.Port = server.Port;
        using var connection = new NpgsqlConnection(address.ConnectionString);
        connection.Open();
        using DbCommand command = Command(connection, "SELECT i::float8, 1::float8 FROM generate_series(1, 100000) AS i");
        using DbDataReader reader = command.ExecuteReader();
        var failure = Assert.Throws<DataReaderException>(() => Sum(reader));
        Assert.Matches("^The data reader failed after [1-9][0-9]* records", failure.Message);
    }

    [EngineFact(Engine.PostgreSql)]
    public void AConnectionThatIsClosedInTheMiddleFailsTheReader()
    {
        using DbConnection connection = Engine.Of(Engine.PostgreSql).Open();
        using DbCommand command = Command(connection, "SELECT i::float8, 1::float8 FROM generate_series(1, 100000) AS i");
        using DbDataReader reader = command.ExecuteReader();
        using var file = new DataReaderFile(reader);
        Assert.True(reader.Read());
        connection.Close();
        var sums = new FileSums(file, Roles, new NumberReader(), skipMissing: true);
        Assert.Throws<DataReaderException>(() => sums.Run(1, default).Count());
    }

    [EngineFact(Engine.PostgreSql)]
    public void ATimeoutOfTheClientFailsTheReader()
    {
        using DbConnection connection = Engine.Of(Engine.PostgreSql).Open();
        using DbCommand command = Command(
            connection, "SELECT i::float8, CASE WHEN i = 9000 THEN length(pg_sleep(600)::text) ELSE 1 END FROM generate_series(1, 10000) AS i");
        command.CommandTimeout = 1;
        using DbDataReader reader = command.ExecuteReader();
        Assert.Throws<DataReaderException>(() => Sum(reader));
    }

    [EngineFact(Engine.PostgreSql)]
    public void AnErrorOfTheServerFailsTheReader() =>
        Fails(Engine.PostgreSql, "SELECT i::float8, 1 / (5000 - i)::float8 FROM generate_series(1, 10000) AS i", "division by zero");

    [EngineFact(Engine.PostgreSql)]
    public void ATimeoutFailsTheReader()
    {
        using DbConnection connection = Engine.Of(Engine.PostgreSql).Open();
        Scalar(connection, "SET statement_timeout = 300");
        using DbCommand command = Command(
            connection, "SELECT i::float8, CASE WHEN i = 9000 THEN length(pg_sleep(60)::text) ELSE 1 END FROM generate_series(1, 10000) AS i");
        using DbDataReader reader = command.ExecuteReader();
        var failure = Assert.Throws<DataReaderException>(() => Sum(reader));
        Assert.Contains("statement timeout", failure.Message, StringComparison.Ordinal);
    }

    [EngineFact(Engine.PostgreSql)]
    public void WaitingForARowEndsWhenTheCommandIsStopped()
    {
        using DbConnection connection = Engine.Of(Engine.PostgreSql).Open();
        using DbCommand command = Command(
            connection, "SELECT i::float8, CASE WHEN i = 9000 THEN length(pg_sleep(600)::text) ELSE 1 END FROM generate_series(1, 10000) AS i");
        using DbDataReader reader = command.ExecuteReader();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var watch = Stopwatch.StartNew();
        Assert.ThrowsAny<OperationCanceledException>(() => Sum(reader, stop.Token));
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(5));
    }

    [EngineFact(Engine.DuckDB)]
    public void AnErrorOfAnEngineInTheProcessFailsTheReader() =>
        Fails(Engine.DuckDB, "SELECT i::double, error('no more')::double FROM range(10) AS t(i)", "no more");

    [EngineFact(Engine.MariaDB)]
    public void AQueryThatIsKilledFailsTheReader()
    {
        using DbConnection connection = Engine.Of(Engine.MariaDB).Open();
        using DbConnection other = Engine.Of(Engine.MariaDB).Open();
        long process = Convert.ToInt64(Scalar(connection, "SELECT CONNECTION_ID()"), null);
        using DbCommand command = Command(connection, "SELECT seq * 1e0, 1e0 FROM seq_1_to_20000000");
        using DbDataReader reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Scalar(other, $"KILL {process}");
        Assert.Throws<DataReaderException>(() => Sum(reader));
    }

    [EngineFact(Engine.Sqlite)]
    public void AReaderThatIsClosedInTheMiddleFails()
    {
        using DbConnection connection = Engine.Of(Engine.Sqlite).Open();
        using DbCommand command = Command(connection, "SELECT 1.0, 2.0 UNION ALL SELECT 2.0, 3.0");
        using DbDataReader reader = command.ExecuteReader();
        using var file = new DataReaderFile(reader);
        reader.Close();
        var sums = new FileSums(file, Roles, new NumberReader(), skipMissing: true);
        Assert.Throws<DataReaderException>(() => sums.Run(1, default).Count());
    }

    private static void Fails(string engine, string sql, string message)
    {
        using DbConnection connection = Engine.Of(engine).Open();
        using DbCommand command = Command(connection, sql);
        var failure = Assert.Throws<DataReaderException>(() =>
        {
            // Some engines compute the first rows before there is a reader.
            using DbDataReader reader = Execute(command);
            Sum(reader);
        });
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    private static DbDataReader Execute(DbCommand command)
    {
        try
        {
            return command.ExecuteReader();
        }
        catch (DbException failure)
        {
            throw new DataReaderException(0, failure);
        }
    }

    private static void Sum(DbDataReader reader, CancellationToken stop = default)
    {
        using var file = new DataReaderFile(reader);
        var sums = new FileSums(file, Roles, new NumberReader(), skipMissing: true);
        Assert.All(sums.Run(1, stop), _ => { });
    }

    private static DbCommand Command(DbConnection connection, string sql)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static object? Scalar(DbConnection connection, string sql)
    {
        using DbCommand command = Command(connection, sql);
        return command.ExecuteScalar();
    }
}
