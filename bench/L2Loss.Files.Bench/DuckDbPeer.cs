using System.Data.Common;
using System.Globalization;
using DuckDB.NET.Data;

namespace L2Loss.Files.Bench;

/// <summary>The same by SQL.</summary>
internal sealed class DuckDbPeer : IDisposable
{
    private readonly DuckDBConnection _connection = new("Data Source=:memory:");

    internal DuckDbPeer()
    {
        _connection.Open();
        Run($"SET threads = {Environment.ProcessorCount}");
    }

    public void Dispose() => _connection.Dispose();

    /// <summary>Fetches all rows of a query.</summary>
    /// <returns>The sum of the last column, where that is a number.</returns>
    internal double Run(string sql)
    {
        using DbCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        using DbDataReader reader = command.ExecuteReader();
        double sum = 0;
        while (reader.Read())
        {
            sum += reader.GetValue(reader.FieldCount - 1) is IConvertible value ? value.ToDouble(CultureInfo.InvariantCulture) : 0;
        }

        return sum;
    }
}
