using System.Data.Common;
using System.Globalization;
using DuckDB.NET.Data;

namespace L2Loss.Files.Bench;

/// <summary>The same mean by SQL.</summary>
internal sealed class DuckDbPeer : IDisposable
{
    private readonly DuckDBConnection _connection = new("Data Source=:memory:");

    internal DuckDbPeer() => _connection.Open();

    public void Dispose() => _connection.Dispose();

    internal double Mse(string path, int threads)
    {
        Execute(string.Create(CultureInfo.InvariantCulture, $"SET threads = {threads}"));
        string table = path.EndsWith(".parquet", StringComparison.Ordinal) ? "read_parquet" : "read_csv";
        return (double)Execute(
            $"SELECT avg((Actual::DOUBLE - Predicted::DOUBLE) * (Actual::DOUBLE - Predicted::DOUBLE)) FROM {table}('{path}')")!;
    }

    /// <summary>Writes a CSV file again as Parquet.</summary>
    internal void ToParquet(string csv, string parquet) => Execute(
        $"COPY (SELECT Actual::DOUBLE AS Actual, Predicted::DOUBLE AS Predicted FROM read_csv('{csv}')) "
        + $"TO '{parquet}' (FORMAT parquet, COMPRESSION snappy)");

    private object? Execute(string sql)
    {
        using DbCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
