using System.Management.Automation;
using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>Every property of the summary, against values worked out by hand.</summary>
/// <remarks>
/// Actual 3, -0.5, 2, 7 against 2.5, 0, 2, 8: residuals 0.5, -0.5, 0, -1; losses 0.25, 0.25, 0, 1; the mean of the
/// actuals is 2.875, their total sum of squares 62.25 - 4 * 2.875 ^ 2 = 29.1875; the deviations of the losses from 0.375
/// square to 0.5625.
/// </remarks>
public sealed class SummaryTests : IClassFixture<SharedSession>
{
    private readonly Session _session;

    public SummaryTests(SharedSession shared) => _session = shared.Session;

    public static TheoryData<string, object?> Expected { get; } = new()
    {
        { "Group", null },
        { "Source", null },
        { "Read", 4L },
        { "Count", 4L },
        { "Missing", 0L },
        { "UnmatchedActual", 0L },
        { "UnmatchedPredicted", 0L },
        { "DuplicateKeys", 0L },
        { "NotNumeric", 0L },
        { "NotFinite", 0L },
        { "InvalidWeight", 0L },
        { "WeightSum", 4.0 },
        { "SumOfSquares", 1.5 },
        { "Mse", 0.375 },
        { "Rmse", Math.Sqrt(0.375) },
        { "Mae", 0.5 },
        { "MeanError", -0.25 },
        { "MaxError", 1.0 },
        { "R2", 1 - (1.5 / 29.1875) },
        { "StandardError", Math.Sqrt(0.5625 / 3 / 4) },
        { "LargestIndex", 4L },
        { "LargestLoss", 1.0 },
        { "LargestShare", 1 / 1.5 },
        { "MeanActual", 2.875 },
        { "TotalSumOfSquares", 29.1875 },
    };

    [Theory]
    [MemberData(nameof(Expected))]
    public void Property_of_text_records_has_its_value(string property, object? expected) =>
        AssertProperty(property, expected, """
            $actual = '3', '-0.5', '2', '7'
            $predicted = '2.5', '0', '2', '8'
            0..3 | ForEach-Object { [pscustomobject]@{ Actual = $actual[$_]; Predicted = $predicted[$_] } } | Measure-L2Loss
            """);

    [Theory]
    [MemberData(nameof(Expected))]
    public void Property_of_double_arrays_has_its_value(string property, object? expected) =>
        AssertProperty(property, expected, """
            Measure-L2Loss -Actual ([double[]](3, -0.5, 2, 7)) -Predicted ([double[]](2.5, 0, 2, 8)) -SummaryOnly
            """);

    [Fact]
    public void Model_is_the_property_that_held_the_prediction()
    {
        Result result = _session.Run("@{ y = 1; Forecast = 2 } | Measure-L2Loss y Forecast");

        Assert.Equal("Forecast", result.Summary.Get("Model"));
    }

    [Theory]
    [InlineData("R2")]
    [InlineData("StandardError")]
    public void One_record_gives_no_spread(string property)
    {
        Result result = _session.Run("Measure-L2Loss -Actual 1 -Predicted 2");

        Assert.Equal(double.NaN, result.Summary.Number(property));
    }

    [Fact]
    public void Constant_actuals_give_no_R2()
    {
        Result result = _session.Run("Measure-L2Loss -Actual 5, 5, 5 -Predicted 4, 5, 6");

        Assert.Equal(double.NaN, result.Summary.Number("R2"));
    }

    [Theory]
    [InlineData("Mse", 0.0)]
    [InlineData("R2", 1.0)]
    [InlineData("MaxError", 0.0)]
    public void Perfect_prediction_has_no_loss(string property, double expected)
    {
        Result result = _session.Run("Measure-L2Loss -Actual 1, 2, 3 -Predicted 1, 2, 3");

        Assert.Equal(expected, result.Summary.Number(property));
    }

    [Fact]
    public void LargestIndex_counts_the_records_left_out()
    {
        Result result = _session.Run("Measure-L2Loss -Actual 1, 'x', 1 -Predicted 1, 2, 9 -ErrorAction Ignore");

        Assert.Equal(3L, result.Summary.Whole("LargestIndex"));
    }

    [Theory]
    [InlineData("1e200")]
    [InlineData("1e-200")]
    public void Rmse_is_right_where_the_squares_leave_the_range(string difference)
    {
        Result result = _session.Run(
            $"Measure-L2Loss -Actual ([double[]]({difference}, {difference})) -Predicted ([double[]](0, 0))");

        Assert.Equal(1.0, result.Summary.Number("Rmse") / double.Parse(difference, System.Globalization.CultureInfo.InvariantCulture), 1e-15);
    }

    [Fact]
    public void Summary_has_the_contract_properties()
    {
        PSObject summary = _session.Run("Measure-L2Loss -Actual 1 -Predicted 2").Summary;

        Assert.Subset(
            summary.Properties.Select(property => property.Name).ToHashSet(),
            Expected.Select(row => (string)row[0]!).Append("Model").ToHashSet());
    }

    [Theory]
    [InlineData("[L2Loss.L2LossSummary]@{ Mse = 2.25 }", "Mse", 2.25)]
    [InlineData("[L2Loss.L2LossSummary]@{ Model = 'A'; Count = 3 }", "Count", 3L)]
    [InlineData("[L2Loss.L2LossItem]@{ L2Loss = 4 }", "L2Loss", 4.0)]
    [InlineData("[L2Loss.L2LossItem]@{ L2Loss = 4 }", "Weight", 1.0)]
    public void Output_types_can_be_made_for_mocks(string script, string property, object expected)
    {
        Result result = _session.Run(script);

        Assert.Equal(expected, Assert.Single(result.Output).Get(property));
    }

    [Theory]
    [InlineData("L2Loss.L2LossSummary")]
    [InlineData("L2Loss.L2LossItem")]
    public void Every_property_of_an_output_type_can_be_set(string type)
    {
        Result result = _session.Run($"[{type}]::new()");

        Assert.All(Assert.Single(result.Output).Properties, property => Assert.True(property.IsSettable, property.Name));
    }

    private void AssertProperty(string property, object? expected, string script)
    {
        object? value = _session.Run(script).Summary.Get(property);

        if (expected is double number)
        {
            Assert.Equal(number, Assert.IsType<double>(value), 1e-15 * Math.Abs(number));
        }
        else
        {
            Assert.Equal(expected, value);
        }
    }
}
