using DuckDB.NET.Data;
using Xunit;

namespace L2Loss.Files.Tests;

/// <summary>Differences as DuckDB packs them, whose spans go beyond 32 bits.</summary>
public sealed class DuckDBDifferenceTests
{
    public static TheoryData<string, string> Types => new()
    {
        { "INTEGER", "(random() * 4294967295)::BIGINT - 2147483648" },
        { "UINTEGER", "(random() * 4294967295)::BIGINT" },
        { "SMALLINT", "(random() * 65535)::BIGINT - 32768" },
        { "UTINYINT", "(random() * 255)::BIGINT" },
        { "BIGINT", "(random() * 18446744073709551615)::HUGEINT - 9223372036854775808" },
        { "UBIGINT", "(random() * 18446744073709551615)::HUGEINT" },
        { "DECIMAL(9,2)", "random() * 1000000" },
        { "DECIMAL(38,9)", "random() * 1000000000000" },
        { "DOUBLE", "(random() - 0.5) * 1e300" },
        { "FLOAT", "random()" },
        { "VARCHAR", "(random() * 100)::DECIMAL(9,4)" },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void What_DuckDB_writes_in_either_version_is_read(string type, string value)
    {
        foreach (string version in new[] { "v1", "v2" })
        {
            string path = Path.Combine(Path.GetTempPath(), $"l2loss-{Guid.NewGuid():N}.parquet");
            try
            {
                using var connection = new DuckDBConnection("DataSource=:memory:");
                connection.Open();
                Execute(connection, $"SELECT setseed(0.25); CREATE TABLE t AS SELECT i, CASE WHEN i % 7 = 3 THEN NULL ELSE ({value})::{type} END AS v FROM range(3000) r(i)");
                Execute(connection, $"COPY (SELECT v FROM t ORDER BY i) TO '{path}' (FORMAT parquet, PARQUET_VERSION {version}, ROW_GROUP_SIZE 2048)");
                using DuckDBCommand query = connection.CreateCommand();
                query.CommandText = type is "DOUBLE" or "FLOAT" ? "SELECT v FROM t ORDER BY i" : "SELECT v::VARCHAR FROM t ORDER BY i";
                using DuckDBDataReader rows = query.ExecuteReader();
                List<ParquetCells.Cell> cells = ParquetCells.Read(File.ReadAllBytes(path)).Cells["v"];
                Assert.Equal(3000, cells.Count);
                foreach (ParquetCells.Cell cell in cells)
                {
                    Assert.True(rows.Read());
                    object? expected = rows.IsDBNull(0) ? null : rows.GetValue(0);
                    NumberFault fault = new NumberReader().Read(expected, out Number number);
                    Assert.Equal((fault, number), (cell.Fault, cell.Number));
                    Assert.Equal(expected is null, cell.Text is null);
                }
            }
            finally
            {
                File.Delete(path);
            }
        }
    }

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
