using Xunit;

namespace L2Loss.Database.Tests;

/// <summary>Three servers with a third of the rows each, summed where they are.</summary>
public sealed class ClickHouseTests
{
    private const int Tables = 1000;

    [ClickHouseFact]
    public void SumsDecimalsExactly() =>
        Check("Decimal(9, 2)", true, false, (random, _) => RandomNumbers.Decimals(random, 6, 2));

    [ClickHouseFact]
    public void SumsWeightedDecimalsExactly() =>
        Check("Decimal(9, 2)", true, true, (random, _) => RandomNumbers.Decimals(random, 6, 2));

    /// <remarks>ClickHouse itself refuses a product of more than 38 digits, but not a sum.</remarks>
    [ClickHouseFact]
    public void SumsThatDoNotFitAreNoResultAndAllOthersAreExact()
    {
        const int Sizes = 17;
        RandomTables tables = RandomTables.Of(10 * Sizes, 8, (random, part) => RandomNumbers.Decimals(random, part % Sizes, 6));
        string table = Create(tables, "Decimal(18, 6)", "Decimal(9, 3)");
        foreach (bool isWeighted in new[] { false, true })
        {
            int exact = 0;
            for (int size = 0; size < Sizes; size++)
            {
                List<(QueryRow Row, string? Problem)> rows;
                try
                {
                    rows = Read($"(SELECT * FROM {table}_all WHERE part % {Sizes} = {size})", isWeighted, isExact: true);
                }
                catch (InvalidOperationException refused)
                {
                    Assert.Contains("overflow", refused.Message, StringComparison.Ordinal);
                    continue;
                }

                Assert.All(rows, row => Assert.Contains("more digits", row.Problem ?? "more digits", StringComparison.Ordinal));
                HashSet<string?> refusedParts = [.. rows.Where(row => row.Problem is not null).Select(row => row.Row.Part)];
                List<(QueryRow Row, string? Problem)> whole = [.. rows.Where(row => !refusedParts.Contains(row.Row.Part))];
                exact += whole.Count;
                QueryTests.Compare(
                    whole,
                    tables.Where(part => part % Sizes == size && !refusedParts.Contains($"{part}")),
                    isWeighted,
                    QueryTests.SameBits);
            }

            Assert.InRange(exact, 100, tables.Rows.Count / 2);
        }

        Drop(table);
    }

    [ClickHouseFact]
    public void ExactRefusesFloatingPoint()
    {
        foreach (string floating in new[] { "actual", "predicted", "weight" })
        {
            string Column(string name) => $"{(name == floating ? "toFloat64(1)" : "toDecimal32(1, 2)")} AS {name}";
            string rows = $"(SELECT {Column("actual")}, {Column("predicted")}, {Column("weight")}, 'x' AS region, 0 AS part)";
            var refused = Assert.Throws<InvalidOperationException>(() => Read(rows, isWeighted: true, isExact: true));
            Assert.Contains("Float64", refused.Message, StringComparison.Ordinal);
        }
    }

    /// <remarks>Beyond 2^64 this old version writes whole numbers wrong, which is an error of the row.</remarks>
    [ClickHouseFact]
    public void SumsWholeNumbersExactly() =>
        Check("Int32", true, false, (random, _) => RandomNumbers.Decimals(random, 4, 0));

    /// <remarks>This old version cannot send the state of varPopStable to another server: each is asked alone.</remarks>
    [ClickHouseFact]
    public void SumsDoublesOnEachServer() =>
        Check("Float64", false, false, (random, _) => RandomNumbers.Doubles(random, new DuckDBEngine()));

    [ClickHouseFact]
    public void SumsDoublesWithWeights() =>
        // Not far from each other beside their spread: squares are summed about the mean of all.
        Check("Float64", false, true, (random, _) => () => random.Next(9) == 0 ? null : random.Next(6) * 0.1);

    [ClickHouseFact]
    public void AGroupFarFromAllOthersIsNoResultWithWeights()
    {
        var tables = RandomTables.Of(40, 7, (random, part) => () => (part == 5 ? 1e9 : 0.0) + random.NextDouble());
        string table = Create(tables, "Float64", "Float64");
        List<(QueryRow Row, string? Problem)> rows = Read($"{table}_all", isWeighted: true, isExact: false);
        Drop(table);
        Assert.Contains(rows, row => row.Problem?.Contains("alike", StringComparison.Ordinal) == true);
    }

    private static void Check(string type, bool isExact, bool isWeighted, Func<Random, int, Func<object?>> numbers)
    {
        RandomTables tables = RandomTables.Of(Tables, 6, numbers);
        string table = Create(tables, type, isExact ? "Decimal(9, 3)" : "Float64");
        try
        {
            List<(QueryRow Row, string? Problem)> rows = Read(isExact || isWeighted ? $"{table}_all" : table, isWeighted, isExact);
            QueryTests.Compare(rows, tables, isWeighted, isExact ? QueryTests.SameBits : QueryTests.Close);
        }
        finally
        {
            Drop(table);
        }
    }

    private static string Create(RandomTables tables, string type, string weightType)
    {
        string table = $"l2loss_{Guid.NewGuid():N}";
        int[] ports = ClickHouse.Ports;
        for (int i = 0; i < ports.Length; i++)
        {
            ClickHouse.Run(ports[i], $"CREATE TABLE {table} (part Int32, region Nullable(String), actual Nullable({type}), "
                + $"predicted Nullable({type}), weight Nullable({weightType})) ENGINE = Memory");
            IEnumerable<string> lines = tables.Rows.Where(row => row.Part % ports.Length == i).Select(row => string.Join(
                '\t', new[] { row.Part, row.Key, row.Actual, row.Predicted, row.Weight }.Select(ClickHouse.Cell)));
            ClickHouse.Run(ports[i], $"INSERT INTO {table} FORMAT TabSeparated", string.Join('\n', lines) + "\n");
        }

        ClickHouse.Run(ports[0], $"CREATE TABLE {table}_all AS {table} ENGINE = Distributed(l2loss, default, {table})");
        return table;
    }

    private static List<(QueryRow Row, string? Problem)> Read(string from, bool isWeighted, bool isExact)
    {
        bool isDistributed = isExact || isWeighted;
        string sql = QueryWriter.Write(new QueryPlan
        {
            From = from,
            Actual = "actual",
            Predicted = [NamedExpression.Of("predicted")],
            Weight = isWeighted ? "weight" : null,
            Keys = [NamedExpression.Of("region")],
            Part = "part",
            Dialect = QueryDialect.ClickHouse,
            IsExact = isExact,
        });
        var rows = new List<(QueryRow Row, string? Problem)>();
        int[] ports = isDistributed ? [ClickHouse.Ports[0]] : ClickHouse.Ports;
        foreach (Dictionary<string, object?> values in ports.SelectMany(port => ClickHouse.Query(port, sql)))
        {
            string? problem = QueryRow.TryRead(column => values.GetValueOrDefault(column), out QueryRow row);
            rows.Add((row, problem));
        }

        return rows;
    }

    private static void Drop(string table)
    {
        foreach (int port in ClickHouse.Ports)
        {
            ClickHouse.Run(port, $"DROP TABLE IF EXISTS {table}_all");
            ClickHouse.Run(port, $"DROP TABLE {table}");
        }
    }
}
