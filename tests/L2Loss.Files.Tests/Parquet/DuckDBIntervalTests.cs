using DuckDB.NET.Data;
using Xunit;

namespace L2Loss.Files.Tests;

/// <summary>Intervals, for whose pages the footer of DuckDB names no encoding.</summary>
public sealed class DuckDBIntervalTests
{
    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    public void Beside_an_interval_all_columns_are_read(string version)
    {
        const int Count = 3000;
        string path = Path.Combine(Path.GetTempPath(), $"l2loss-{Guid.NewGuid():N}.parquet");
        try
        {
            using var connection = new DuckDBConnection("DataSource=:memory:");
            connection.Open();
            using DuckDBCommand command = connection.CreateCommand();
            command.CommandText = "COPY (SELECT i AS n, CASE WHEN i % 3 = 0 THEN INTERVAL (i) DAY END AS span "
                + $"FROM range({Count}) r(i)) TO '{path}' (FORMAT parquet, PARQUET_VERSION {version}, ROW_GROUP_SIZE 2048)";
            command.ExecuteNonQuery();
            ParquetCells read = ParquetCells.Read(File.ReadAllBytes(path));
            Assert.Equal(Enumerable.Range(0, Count).Select(i => Number.FromMantissa(i, 0)), read.Cells["n"].Select(cell => cell.Number));

            // Months, days and milliseconds, four bytes each.
            Assert.Equal(
                Enumerable.Range(0, Count).Select(i => i % 3 == 0 ? "00000000" + Convert.ToHexString(BitConverter.GetBytes(i)) + "00000000" : null),
                read.Cells["span"].Select(cell => cell.Text));
            Assert.All(read.Cells["span"], cell => Assert.Equal(cell.Text is null ? NumberFault.Missing : NumberFault.NotNumeric, cell.Fault));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
