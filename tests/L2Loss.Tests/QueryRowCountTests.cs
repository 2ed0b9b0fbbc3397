using Xunit;

namespace L2Loss.Tests;

/// <summary>The counts in a row of a query, which some databases and programs hand over as floating-point numbers.</summary>
public sealed class QueryRowCountTests
{
    [Theory]
    [InlineData(4L)]
    [InlineData(4.0)]
    [InlineData("4")]
    public void A_whole_number_of_any_type_is_a_count(object count)
    {
        Assert.Null(QueryRow.TryRead(column => Value(column, count), out QueryRow row));
        Assert.Equal((4L, 0.25), (row.Totals.Count, L2LossAccumulator.Of(row.ToState()).ToSummary().Mse));
    }

    [Theory]
    [InlineData(4.5)]
    [InlineData(-4.0)]
    [InlineData(1e300)]
    [InlineData("4.0")]
    public void Anything_else_is_none(object count) =>
        Assert.Contains("L2LossRead", QueryRow.TryRead(column => Value(column, count), out _), StringComparison.Ordinal);

    private static object? Value(string column, object count) => column switch
    {
        QueryColumns.Form => QueryColumns.FormOf(QueryDialect.DuckDB, isExact: false),
        QueryColumns.Model => "Predicted",
        QueryColumns.Read => count,
        QueryColumns.Residuals or QueryColumns.Absolutes => 2.0,
        QueryColumns.Squares or QueryColumns.MaxError => 1.0,
        QueryColumns.SquaredLosses => 0.25,
        QueryColumns.Actuals => 10.0,
        QueryColumns.SquaredActuals => 30.0,
        QueryColumns.MinActual => 1.0,
        QueryColumns.MaxActual => 4.0,
        QueryColumns.Part or QueryColumns.Weights or QueryColumns.SquaredWeights or QueryColumns.KeyName + "1" => null,
        _ => 0L,
    };
}
