using Xunit;

namespace L2Loss.Database.Tests;

/// <summary>Rows whose sums an engine cannot have summed without loss are no result.</summary>
public sealed class QueryRowTests
{
    [Fact]
    public void SumsThatFitAreTaken() => Assert.Null(Problem("ClickHouse", []));

    [Theory]
    // 1000 records whose fourth powers are below 10^38 each, but not all together.
    [InlineData("ClickHouse", "L2LossMaxError", "50000000.00")]
    // As MySQL has it where four times the places do not fit: the last digits are gone.
    [InlineData("MySql", "L2LossSquaredLosses", "62500.000000")]
    [InlineData("MySql", "L2LossSquares", "250.00")]
    [InlineData("ClickHouse", "L2LossMaxActual", "99999999999999999999.99")]
    public void SumsThatDoNotFitAreNoResult(string dialect, string column, string value) =>
        Assert.Contains("more digits", Problem(dialect, new() { [column] = value }), StringComparison.Ordinal);

    [Theory]
    [InlineData("L2LossSquares", "")]
    [InlineData("L2LossSquares", "1,5")]
    [InlineData("L2LossRead", "-1")]
    [InlineData("L2LossMissing", "1001")]
    [InlineData("L2LossQuery", "2 ClickHouse exact")]
    [InlineData("L2LossQuery", "1 Oracle exact")]
    public void ARowThatWasChangedIsNoResult(string column, string value) =>
        Assert.Contains("no such value", Problem("ClickHouse", new() { [column] = value }), StringComparison.Ordinal);

    private static string? Problem(string dialect, Dictionary<string, string> changes)
    {
        // 1000 residuals of 0.50.
        var row = new Dictionary<string, string>
        {
            ["L2LossQuery"] = $"1 {dialect} exact",
            ["L2LossModel"] = "p",
            ["L2LossRead"] = "1000",
            ["L2LossMissing"] = "0",
            ["L2LossNotNumeric"] = "0",
            ["L2LossNotFinite"] = "0",
            ["L2LossInvalidWeight"] = "0",
            ["L2LossOutOfRange"] = "0",
            ["L2LossTooSmall"] = "0",
            ["L2LossResiduals"] = "500.00",
            ["L2LossAbsolutes"] = "500.00",
            ["L2LossSquares"] = "250.0000",
            ["L2LossSquaredLosses"] = "62.50000000",
            ["L2LossMaxError"] = "0.50",
            ["L2LossPivot"] = "0",
            ["L2LossActuals"] = "1000.00",
            ["L2LossSquaredActuals"] = "1000.0000",
            ["L2LossMinActual"] = "1.00",
            ["L2LossMaxActual"] = "1.00",
        };
        foreach ((string column, string value) in changes)
        {
            row[column] = value;
        }

        return QueryRow.TryRead(column => row.GetValueOrDefault(column), out _);
    }
}
