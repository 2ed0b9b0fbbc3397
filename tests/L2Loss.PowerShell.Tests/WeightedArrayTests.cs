using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>Arrays with -Weight, which are summed block by block.</summary>
public sealed class WeightedArrayTests : IClassFixture<SharedSession>
{
    private const string Arrays = """
        [double[]] $actual = 1..5000
        [double[]] $predicted = 1..5000 | ForEach-Object { $_ + 1 + $_ % 3 }
        [double[]] $weight = 1..5000 | ForEach-Object { $_ % 5 }

        """;

    private readonly Session _session;

    public WeightedArrayTests(SharedSession shared) => _session = shared.Session;

    [Theory]
    [InlineData("-Actual $actual -Predicted $predicted -Weight $weight -SummaryOnly")]
    [InlineData("-Actual $actual -Predicted $predicted -Weight $weight")]
    [InlineData("-Actual ([float[]]$actual) -Predicted ([float[]]$predicted) -Weight $weight -SummaryOnly")]
    [InlineData("-Actual $actual -Predicted $predicted -Weight ([float[]]$weight) -SummaryOnly")]
    [InlineData("-Actual $actual -Predicted $predicted -Weight ([int[]]$weight) -SummaryOnly")]
    [InlineData("-Actual ([object[]]$actual) -Predicted $predicted -Weight $weight -SummaryOnly")]
    public void Weighted_arrays_of_any_type_give_the_same_summary(string arguments)
    {
        Result result = _session.Run(Arrays + "Measure-L2Loss " + arguments);

        Assert.Empty(result.Errors);
        Assert.Equal(5000L, result.Summary.Whole("Count"));
        Assert.Equal(10000.0, result.Summary.Number("WeightSum"));
        Assert.Equal(46661.0, result.Summary.Number("SumOfSquares"));
        Assert.Equal(14L, result.Summary.Whole("LargestIndex"));
    }

    [Fact]
    public void Items_carry_their_weight()
    {
        Result result = _session.Run(Arrays + "Measure-L2Loss -Actual $actual -Predicted $predicted -Weight $weight");

        Assert.Equal(5000, result.Items.Count);
        Assert.All(result.Items, item => Assert.Equal(item.Whole("Index") % 5, item.Number("Weight")));
    }

    [Theory]
    [InlineData("$weight[2999] = -1", "InvalidWeight")]
    [InlineData("$weight[2999] = [double]::PositiveInfinity", "InvalidWeight")]
    [InlineData("$weight[2999] = [double]::NaN; $actual[2999] = [double]::PositiveInfinity", "Missing")]
    [InlineData("$weight[2999] = -1; $actual[2999] = [double]::PositiveInfinity", "NotFinite")]
    public void Bad_values_are_reported_with_the_number_of_their_record(string change, string reason)
    {
        Result result = _session.Run(
            Arrays + change + "\nMeasure-L2Loss -Actual $actual -Predicted $predicted -Weight $weight -SummaryOnly");

        Assert.Contains("3000", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
        Assert.Equal((4999L, 1L), (result.Summary.Whole("Count"), result.Summary.Whole(reason)));
    }
}
