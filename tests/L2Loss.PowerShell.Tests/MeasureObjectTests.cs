using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>Records from the pipeline.</summary>
public sealed class MeasureObjectTests
{
    [Fact]
    public void House_prices_give_the_contract_table()
    {
        Result result = Session.RunOnce("""
            [pscustomobject]@{ Actual = '200000'; Predicted = '220000' },
            [pscustomobject]@{ Actual = '400000'; Predicted = '385000' },
            [pscustomobject]@{ Actual = '300000'; Predicted = '305000' } | Measure-L2Loss
            """);

        Assert.Null(result.Terminating);
        Assert.Empty(result.Errors);
        Assert.Equal([20000.0, 15000.0, 5000.0], result.Items.Select(item => item.Number("Difference")));
        Assert.Equal([400000000.0, 225000000.0, 25000000.0], result.Items.Select(item => item.Number("L2Loss")));
        Assert.Equal(650000000.0, result.Summary.Number("SumOfSquares"));
    }
}
