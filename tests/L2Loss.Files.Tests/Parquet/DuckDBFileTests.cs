using System.Globalization;
using Xunit;

namespace L2Loss.Files.Tests;

public sealed class DuckDBFileTests
{
    private const int Count = 20;

    [Theory]
    [InlineData("duckdb-snappy.parquet")]
    [InlineData("duckdb-zstd.parquet")]
    public void Every_type_of_column_is_read_as_it_was_written(string name)
    {
        ParquetCells read = ParquetCells.Read(ParquetCells.Data(name));
        Assert.Equal(["list", "inner"], read.Nested);
        AssertDecimals(read, "whole", i => i);
        AssertDecimals(read, "big", i => i * 1000000007L);
        AssertDecimals(read, "huge", i => ulong.MaxValue - (decimal)i);
        AssertDecimals(read, "tiny", i => i % 100);
        AssertDecimals(read, "price", i => i % 5 == 4 ? null : i / 10m);
        AssertDecimals(read, "sum", i => i % 7 == 6 ? null : i + 0.25m);
        AssertDecimals(read, "wide", i => (i + 0.1m) * 100000000000m);
        AssertDoubles(read, "ratio", i => i % 3 == 2 ? null : i / 3.0);
        AssertDoubles(read, "half", i => (float)i / 4);
        AssertNever(read, "flag", i => i % 2 == 0 ? "True" : "False");
        AssertNever(read, "day", i => new DateOnly(2024, 1, 1).AddDays(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        AssertNever(read, "moment", _ => "2024-01-01T12:30:00");
        Assert.All(read.Cells["clock"], cell => Assert.Equal(NumberFault.NotNumeric, cell.Fault));
        Assert.Equal(
            ["red", "1.5", "NA", null], read.Cells["word"].Take(4).Select(cell => cell.Text));
        Assert.Equal(
            [NumberFault.NotNumeric, NumberFault.None, NumberFault.Missing, NumberFault.Missing],
            read.Cells["word"].Skip(Count - 4).Select(cell => cell.Fault));
    }

    [Fact]
    public void A_gzip_file_is_read_too()
    {
        ParquetCells read = ParquetCells.Read(ParquetCells.Data("duckdb-gzip.parquet"));
        AssertDecimals(read, "price", i => i % 5 == 4 ? null : i / 10m);
        AssertDoubles(read, "ratio", i => i % 3 == 2 ? null : i / 3.0);
    }

    private static void AssertDecimals(ParquetCells read, string column, Func<int, decimal?> expected)
    {
        Assert.Equal(Count, read.Cells[column].Count);
        for (int i = 0; i < Count; i++)
        {
            ParquetCells.Cell cell = read.Cells[column][i];
            Assert.Equal(expected(i), cell.Text is null ? null : decimal.Parse(cell.Text, CultureInfo.InvariantCulture));
            Assert.Equal(expected(i) is null ? NumberFault.Missing : NumberFault.None, cell.Fault);
            Assert.Equal(expected(i) is decimal value ? Number.FromDecimal(value) : default, cell.Number);
        }
    }

    private static void AssertDoubles(ParquetCells read, string column, Func<int, double?> expected)
    {
        Assert.Equal(
            Enumerable.Range(0, Count).Select(i => (expected(i) is double x ? Number.Binary(x) : default, expected(i) is null)),
            read.Cells[column].Select(cell => (cell.Number, cell.Fault == NumberFault.Missing)));
        Assert.Equal(
            Enumerable.Range(0, Count).Select(expected),
            read.Cells[column].Select(cell => cell.Text is null ? (double?)null : double.Parse(cell.Text, CultureInfo.InvariantCulture)));
    }

    private static void AssertNever(ParquetCells read, string column, Func<int, string> expected) => Assert.Equal(
        Enumerable.Range(0, Count).Select(i => (NumberFault.NotNumeric, (string?)expected(i))),
        read.Cells[column].Select(cell => (cell.Fault, cell.Text)));
}
