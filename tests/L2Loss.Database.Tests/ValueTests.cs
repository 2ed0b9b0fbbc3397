using System.Data;
using System.Data.Common;
using System.Globalization;
using L2Loss.Files;
using Xunit;

namespace L2Loss.Database.Tests;

/// <summary>Values for which a driver has no plain getter are read as what they are, or counted by reason.</summary>
public sealed class ValueTests
{
    private static readonly NumberReader Reader = new();

    /// <summary>The text that the server itself writes is the truth.</summary>
    [EngineFact(Engine.PostgreSql)]
    public void ANumericOfPostgreSqlIsWhatItsTextSays()
    {
        var random = new Random(8);
        string[] values =
        [
            "NaN", "Infinity", "-Infinity", "0", "-0.000", "1e-20", "1e30", "123456789012345678901234567890123456789e100", "9e307", "9e400",
            "10000", "0.0001", "99999999.00009999",
            .. Enumerable.Range(0, 2000).Select(_ => Text(random)),
        ];
        using DbConnection connection = Engine.Of(Engine.PostgreSql).Open();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = "SELECT v::numeric AS n, (v::numeric)::text AS t FROM unnest(@values) AS v";
        DbParameter parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("values", values);
        command.Parameters.Add(parameter);
        using DbDataReader reader = command.ExecuteReader();
        using var file = new DataReaderFile(reader);
        file.Select(new ColumnSelection([0], [1], Reader));
        int count = 0;
        foreach (RecordBlock block in file.ReadBlocks(default))
        {
            for (int i = 0; i < block.Count; i++, count++)
            {
                NumberFault expectedFault = Reader.Read(block.Text(i, 1).AsSpan(), out Number expected);
                NumberFault fault = block.Numbers[0].Read(i, out Number number);
                Assert.Equal((expectedFault, expected.Value), (fault, number.Value));
                Assert.Equal(expectedFault == NumberFault.None && expected.IsDecimal, fault == NumberFault.None && number.IsDecimal);
            }
        }

        Assert.Equal(values.Length, count);
    }

    [EngineFact(Engine.Sqlite)]
    public void SqliteHasATypeForEachValue()
    {
        RecordBlock block = Read(
            Engine.Sqlite, "SELECT 1.5 AS a UNION ALL SELECT 2 UNION ALL SELECT '3.25' UNION ALL SELECT NULL UNION ALL SELECT 'abc' "
            + "UNION ALL SELECT x'00' UNION ALL SELECT 9e999 UNION ALL SELECT -0.5");
        Assert.Equal(
            [
                (NumberFault.None, 1.5, false), (NumberFault.None, 2.0, true), (NumberFault.None, 3.25, true),
                (NumberFault.Missing, 0.0, false), (NumberFault.NotNumeric, 0.0, false), (NumberFault.NotNumeric, 0.0, false),
                (NumberFault.NotFinite, 0.0, false), (NumberFault.None, -0.5, false),
            ],
            Values(block));
        Assert.Equal([1.5, 2L, "3.25", DBNull.Value, "abc"], Enumerable.Range(0, 5).Select(i => Whole(block.Value(i, 0))));
    }

    [EngineFact(Engine.DuckDB)]
    public void EveryTypeOfDuckDBIsNumericOrCounted()
    {
        RecordBlock block = Read(
            Engine.DuckDB, "SELECT 1::TINYINT AS a, 2::UBIGINT AS b, 170141183460469231731687303715884105727::HUGEINT AS c, 1.5::FLOAT AS d, "
            + "true AS e, DATE '2026-01-01' AS f, INTERVAL 1 DAY AS g, [1, 2] AS h, 12.50::DECIMAL(9, 2) AS i, 'x' AS j, uuid() AS k, "
            + "12345678901234567890123456789012345678::DECIMAL(38, 0) AS l",
            12);
        Assert.Equal(
            [1.0, 2.0, 1.7014118346046923e38, 1.5, null, null, null, null, 12.5, null, null, null],
            block.Numbers.Select(column => column.Read(0, out Number number) == NumberFault.None ? number.Value : (double?)null));
    }

    [EngineFact(Engine.PostgreSql)]
    public void NullAfterNumbersIsMissingInPostgreSql() => NullAfterNumbers(Engine.PostgreSql);

    [EngineFact(Engine.DuckDB)]
    public void NullAfterNumbersIsMissingInDuckDB() => NullAfterNumbers(Engine.DuckDB);

    [EngineFact(Engine.MariaDB)]
    public void NullAfterNumbersIsMissingInMariaDB() => NullAfterNumbers(Engine.MariaDB);

    [EngineFact(Engine.Sqlite)]
    public void NullAfterNumbersIsMissingInSqlite() => NullAfterNumbers(Engine.Sqlite);

    /// <summary>Also where each column can be read once only.</summary>
    private static void NullAfterNumbers(string engine)
    {
        foreach (string number in new[] { "2.5e0", "2.5", "7" })
        {
            string row = string.Join(", ", Enumerable.Range(0, 3).Select(i => $"{number} AS c{i}"));
            string sql = $"SELECT {row} UNION ALL SELECT {number}, NULL, {number} UNION ALL SELECT NULL, NULL, {number}";
            RecordBlock block = Read(engine, sql, 3, CommandBehavior.SequentialAccess);
            Assert.Equal(
                ["None None None", "None Missing None", "Missing Missing None"],
                Enumerable.Range(0, 3).Select(record => string.Join(' ', block.Numbers.Select(column => column.Read(record, out Number _)))));
        }
    }

    private static object? Whole(object? value) => value is decimal number && number == decimal.Truncate(number) ? (long)number : value;

    private static (NumberFault Fault, double Value, bool IsDecimal)[] Values(RecordBlock block) =>
        [.. Enumerable.Range(0, block.Count).Select(i =>
            (block.Numbers[0].Read(i, out Number number), number.Value, number.Value != 0.0 && number.IsDecimal))];

    private static RecordBlock Read(string engine, string sql, int columns = 1, CommandBehavior behavior = default)
    {
        using DbConnection connection = Engine.Of(engine).Open();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using DbDataReader reader = command.ExecuteReader(behavior);
        using var file = new DataReaderFile(reader);
        file.Select(new ColumnSelection([.. Enumerable.Range(0, columns)], [], Reader));
        return file.ReadBlocks(default).First();
    }

    /// <summary>Up to 45 digits with up to 40 places.</summary>
    private static string Text(Random random)
    {
        string digits = string.Concat(Enumerable.Range(0, random.Next(1, 46)).Select(_ => (char)('0' + random.Next(10))));
        int places = random.Next(41);
        string sign = random.Next(2) == 0 ? "-" : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits}e-{places}");
    }
}
