using System.Data.Common;
using Xunit;

namespace L2Loss.Database.Tests;

/// <summary>The sums that a database gives for a query are those of the rows: to the bit, or in floating point nearly.</summary>
public sealed class QueryTests
{
    private const int Tables = 1000;
    private const double Tolerance = 1e-12;

    [EngineFact(Engine.Sqlite)]
    public void SqliteDoubles() => Doubles(Engine.Sqlite);

    [EngineFact(Engine.DuckDB)]
    public void DuckDBDoubles() => Doubles(Engine.DuckDB);

    [EngineFact(Engine.PostgreSql)]
    public void PostgreSqlDoubles() => Doubles(Engine.PostgreSql);

    [EngineFact(Engine.MariaDB)]
    public void MariaDBDoubles() => Doubles(Engine.MariaDB);

    [EngineFact(Engine.PostgreSql)]
    public void PostgreSqlSumsDecimalsOf38DigitsExactly() =>
        Exact(Engine.PostgreSql, "NUMERIC", (random, part) => RandomNumbers.Decimals(random, 28, part % 29));

    [EngineFact(Engine.MariaDB)]
    public void MariaDBSumsDecimalsExactly() =>
        Exact(Engine.MariaDB, "DECIMAL(14, 4)", (random, _) => RandomNumbers.Decimals(random, 12, 4));

    [EngineFact(Engine.PostgreSql)]
    public void PostgreSqlSumsWeightedDecimalsExactly() =>
        Exact(Engine.PostgreSql, "NUMERIC", (random, part) => RandomNumbers.Decimals(random, 20, part % 20), isWeighted: true);

    [EngineFact(Engine.MariaDB)]
    public void MariaDBSumsWeightedDecimalsExactly() =>
        Exact(Engine.MariaDB, "DECIMAL(8, 2)", (random, _) => RandomNumbers.Decimals(random, 6, 2), isWeighted: true);

    [EngineFact(Engine.MariaDB)]
    public void MariaDBSumsWholeNumbersExactly() =>
        Exact(Engine.MariaDB, "BIGINT", (random, _) => RandomNumbers.Decimals(random, 15, 0));

    [EngineFact(Engine.MariaDB)]
    public void MariaDBTellsThatItsDecimalsAreTooShort()
    {
        var engine = Engine.Of(Engine.MariaDB);
        RandomTables tables = RandomTables.Of(20, 3, (random, _) => RandomNumbers.Decimals(random, 24, 12));
        List<string?> problems = [.. Run(engine, "DECIMAL(24, 12)", tables, isWeighted: false, isExact: true)
            .Where(row => row.Problem is not null || row.Row.Totals.Count > 0).Select(row => row.Problem)];
        Assert.NotEmpty(problems);
        Assert.All(problems, problem => Assert.Contains("digits", problem, StringComparison.Ordinal));
    }

    [EngineFact(Engine.PostgreSql)]
    public void ExactRefusesFloatingPointInPostgreSql() => RefusesFloatingPoint(Engine.PostgreSql);

    [EngineFact(Engine.MariaDB)]
    public void ExactRefusesFloatingPointInMariaDB() => RefusesFloatingPoint(Engine.MariaDB);

    [EngineFact(Engine.Sqlite)]
    public void NumbersOutOfRangeAreCountedInSqlite() => OutOfRange(Engine.Sqlite);

    [EngineFact(Engine.DuckDB)]
    public void NumbersOutOfRangeAreCountedInDuckDB() => OutOfRange(Engine.DuckDB);

    [EngineFact(Engine.PostgreSql)]
    public void NumbersOutOfRangeAreCountedInPostgreSql() => OutOfRange(Engine.PostgreSql);

    [EngineFact(Engine.MariaDB)]
    public void NumbersOutOfRangeAreCountedInMariaDB() => OutOfRange(Engine.MariaDB);

    [EngineFact(Engine.Sqlite)]
    public void TextIsNotNumericInSqlite()
    {
        using DbConnection connection = Engine.Of(Engine.Sqlite).Open();
        Execute(connection, "CREATE TABLE t (Actual, Predicted); INSERT INTO t VALUES (1, 2), ('abc', 2), (3, '4'), (NULL, 'x')");
        (QueryRow row, string? problem) = Assert.Single(Read(connection, new QueryPlan
        {
            From = "t",
            Actual = "Actual",
            Predicted = [NamedExpression.Of("Predicted")],
            Dialect = QueryDialect.SQLite,
        }));
        Assert.Null(problem);
        Assert.Equal((1, 2, 1), (row.Totals.Count, row.LeftOut.NotNumeric, row.LeftOut.Missing));
    }

    [EngineFact(Engine.DuckDB)]
    public void EveryModelHasItsRow()
    {
        using DbConnection connection = Engine.Of(Engine.DuckDB).Open();
        List<(QueryRow Row, string? Problem)> rows = Read(connection, new QueryPlan
        {
            From = "(SELECT 10 AS a, 11 AS p, 14 AS q UNION ALL SELECT 12, 12, 12)",
            Actual = "a",
            Predicted = [NamedExpression.Of("\"p\""), NamedExpression.Of("q"), new NamedExpression("it's half", "(p + q) / 2")],
            Dialect = QueryDialect.DuckDB,
        });
        Assert.Equal(["p", "q", "it's half"], rows.Select(row => row.Row.Model));
        Assert.Equal([0.5, 8.0, 3.125], rows.Select(row => L2LossAccumulator.Of(row.Row.ToState()).ToSummary().Mse));
    }

    [EngineFact(Engine.DuckDB)]
    public void NoRowsGiveTheSummaryOfNoRecords()
    {
        using DbConnection connection = Engine.Of(Engine.DuckDB).Open();
        (QueryRow row, string? problem) = Assert.Single(Read(connection, new QueryPlan
        {
            From = "(SELECT 1 AS a, 1 AS p WHERE 1 = 2)",
            Actual = "a",
            Predicted = [NamedExpression.Of("p")],
            Dialect = QueryDialect.DuckDB,
        }));
        L2LossSummary summary = L2LossAccumulator.Of(row.ToState()).ToSummary();
        Assert.Null(problem);
        Assert.Equal((0, 0, double.NaN), (summary.Read, summary.Count, summary.Mse));
    }

    [EngineFact(Engine.DuckDB)]
    public void DifferencesTooSmallToBeSquaredAreNoResult()
    {
        using DbConnection connection = Engine.Of(Engine.DuckDB).Open();
        (_, string? problem) = Assert.Single(Read(connection, new QueryPlan
        {
            From = "(SELECT 1e-70 AS a, 0 AS p)",
            Actual = "a",
            Predicted = [NamedExpression.Of("p")],
            Dialect = QueryDialect.DuckDB,
        }));
        Assert.Contains("too small", problem, StringComparison.Ordinal);
    }

    private static void OutOfRange(string name)
    {
        var engine = Engine.Of(name);
        using DbConnection connection = engine.Open();
        Execute(connection, $"CREATE TEMPORARY TABLE t (Actual {engine.Double}, Predicted {engine.Double})");
        Execute(connection, "INSERT INTO t VALUES (1, 3), (1e200, 0), (-1e300, 1e300), (1e-200, 0), (0, 1e-170), (5e-324, 0)");
        (QueryRow row, string? problem) = Assert.Single(Read(connection, new QueryPlan
        {
            From = "t",
            Actual = "Actual",
            Predicted = [NamedExpression.Of("Predicted")],
            Dialect = engine.Dialect,
        }));
        L2LossSummary summary = L2LossAccumulator.Of(row.ToState()).ToSummary();
        Assert.Null(problem);
        Assert.Equal((2, 2, 4, 4.0), (row.OutOfRange, summary.NotFinite, summary.Count, summary.SumOfSquares));
    }

    private static void RefusesFloatingPoint(string name)
    {
        var engine = Engine.Of(name);
        using DbConnection connection = engine.Open();
        Execute(connection, $"CREATE TEMPORARY TABLE t (Actual {engine.Double}, Predicted {engine.Double})");
        Execute(connection, "INSERT INTO t VALUES (0.1, 0.3)");
        (_, string? problem) = Assert.Single(Read(connection, new QueryPlan
        {
            From = "t",
            Actual = "Actual",
            Predicted = [NamedExpression.Of("Predicted")],
            Dialect = engine.Dialect,
            IsExact = true,
        }));
        Assert.Contains("floating-point", problem, StringComparison.Ordinal);
    }

    private static void Doubles(string name)
    {
        var engine = Engine.Of(name);
        RandomTables tables = RandomTables.Of(Tables, 4, (random, _) => RandomNumbers.Doubles(random, engine));
        foreach (bool isWeighted in new[] { false, true })
        {
            Compare(Run(engine, engine.Double, tables, isWeighted, isExact: false), tables, isWeighted, Close);
        }
    }

    private static void Exact(string name, string type, Func<Random, int, Func<object?>> numbers, bool isWeighted = false)
    {
        RandomTables tables = RandomTables.Of(Tables, 5, numbers);
        Compare(Run(Engine.Of(name), type, tables, isWeighted, isExact: true), tables, isWeighted, SameBits);
    }

    private static List<(QueryRow Row, string? Problem)> Run(
        Engine engine, string type, RandomTables tables, bool isWeighted, bool isExact)
    {
        using DbConnection connection = engine.Open();
        tables.CreateIn(connection, engine, type, isExact ? "DECIMAL(6, 3)" : engine.Double);
        return Read(connection, new QueryPlan
        {
            From = RandomTables.Name,
            Actual = "actual",
            Predicted = [NamedExpression.Of("predicted")],
            Weight = isWeighted ? "weight" : null,
            Keys = [NamedExpression.Of("region")],
            Part = "part",
            Dialect = engine.Dialect,
            IsExact = isExact,
        });
    }

    internal static void Compare(
        List<(QueryRow Row, string? Problem)> rows,
        RandomTables tables,
        bool isWeighted,
        Action<L2LossSummary, L2LossSummary, double> compare)
    {
        var expected = Expected.Of(tables.Rows, isWeighted, trims: true);
        var merged = new Dictionary<(string Part, string Key), L2LossAccumulator>();
        foreach ((QueryRow row, string? problem) in rows)
        {
            Assert.True(problem is null, problem);
            Assert.Equal(0, row.OutOfRange);
            var key = (row.Part!, (Convert.ToString(row.Keys.Single().Value, null) ?? string.Empty).Trim());
            L2LossAccumulator part = L2LossAccumulator.Of(row.ToState());
            if (!merged.TryGetValue(key, out L2LossAccumulator? sums))
            {
                merged.Add(key, sums = new L2LossAccumulator());
            }

            sums.Add(part);
        }

        Assert.Equal(expected.Keys.Order(), merged.Keys.Order());
        Dictionary<string, double> largest = tables.Rows.GroupBy(row => $"{row.Part}").ToDictionary(
            part => part.Key,
            part => part.Select(row => Math.Abs(Convert.ToDouble(row.Actual, null))).Where(double.IsFinite).DefaultIfEmpty().Max());
        foreach (var (key, sums) in merged)
        {
            compare(expected[key].ToSummary(), sums.ToSummary(), largest[key.Part]);
        }
    }

    internal static void SameBits(L2LossSummary expected, L2LossSummary actual, double largest)
    {
        Assert.Equal(Numbers.Of(expected), Numbers.Of(actual));
    }

    /// <summary>Near: sums whose terms cancel, near beside the size of these.</summary>
    internal static void Close(L2LossSummary expected, L2LossSummary actual, double largest)
    {
        Assert.Equal(
            (expected.Read, expected.Count, expected.Missing, expected.NotFinite, expected.InvalidWeight),
            (actual.Read, actual.Count, actual.Missing, actual.NotFinite, actual.InvalidWeight));
        Near(expected.WeightSum, actual.WeightSum, 0);
        Near(expected.SumOfSquares, actual.SumOfSquares, 0);
        Near(expected.Mse, actual.Mse, 0);
        Near(expected.Rmse, actual.Rmse, 0);
        Near(expected.Mae, actual.Mae, 0);
        Near(expected.MaxError, actual.MaxError, 0);
        Near(expected.LargestLoss, actual.LargestLoss, 0);
        Near(expected.LargestShare, actual.LargestShare, 0);
        Near(expected.MeanError, actual.MeanError, expected.Mae);
        Near(expected.MeanActual, actual.MeanActual, largest);
        Near(expected.TotalSumOfSquares, actual.TotalSumOfSquares, largest * largest * 1e-4);
        Assert.Equal(double.IsNaN(expected.R2), double.IsNaN(actual.R2));

        // Of a variance, which is what the sums give.
        Near(
            expected.StandardError * expected.StandardError,
            actual.StandardError * actual.StandardError,
            expected.Mse * expected.Mse);
    }

    private static void Near(double expected, double actual, double scale)
    {
        double size = Math.Max(Math.Abs(expected), double.IsNaN(scale) ? 0 : scale);
        Assert.True(
            expected.Equals(actual) || Math.Abs(expected - actual) <= Tolerance * size, $"{actual:R} is not near {expected:R}");
    }

    private static void Execute(DbConnection connection, string sql)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<(QueryRow Row, string? Problem)> Read(DbConnection connection, QueryPlan plan)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = QueryWriter.Write(plan);
        using DbDataReader reader = command.ExecuteReader();
        var rows = new List<(QueryRow Row, string? Problem)>();
        while (reader.Read())
        {
            var values = Enumerable.Range(0, reader.FieldCount).ToDictionary(
                reader.GetName, i => reader.IsDBNull(i) ? DBNull.Value : reader.GetValue(i), StringComparer.OrdinalIgnoreCase);
            string? problem = QueryRow.TryRead(column => values.GetValueOrDefault(column), out QueryRow row);
            rows.Add((row, problem));
        }

        return rows;
    }
}
