using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>Numbers from -Actual and -Predicted.</summary>
public sealed class MeasureArrayTests : IClassFixture<SharedSession>
{
    private readonly Session _session;

    public MeasureArrayTests(SharedSession shared) => _session = shared.Session;

    [Fact]
    public void Contract_arrays_give_the_contract_losses()
    {
        Result result = _session.Run("Measure-L2Loss -Actual 10, 11, 12, 13 -Predicted 10, 12, 14, 11");

        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        Assert.Equal([0.0, 1.0, 4.0, 4.0], result.Items.Select(item => item.Number("L2Loss")));
        Assert.Equal(2.25, result.Summary.Number("Mse"));
    }

    [Theory]
    [InlineData("[double[]](10, 11, 12, 13)")]
    [InlineData("[float[]](10, 11, 12, 13)")]
    [InlineData("[int[]](10, 11, 12, 13)")]
    [InlineData("[long[]](10, 11, 12, 13)")]
    [InlineData("[byte[]](10, 11, 12, 13)")]
    [InlineData("[decimal[]](10, 11, 12, 13)")]
    [InlineData("[bigint[]](10, 11, 12, 13)")]
    [InlineData("[Half[]](10, 11, 12, 13)")]
    [InlineData("[object[]](10, 11, 12, 13)")]
    [InlineData("[string[]](10, 11, 12, 13)")]
    [InlineData("@(10, 11.0, '12', 13d)")]
    [InlineData("[Collections.Generic.List[double]]@(10, 11, 12, 13)")]
    [InlineData("[Collections.ArrayList]@(10, 11, 12, 13)")]
    [InlineData("[Collections.ObjectModel.ReadOnlyCollection[int]]::new([int[]](10, 11, 12, 13))")]
    [InlineData("[Collections.Generic.Queue[int]]::new([int[]](10, 11, 12, 13))")]
    [InlineData("[Collections.Generic.SortedSet[int]]::new([int[]](10, 11, 12, 13))")]
    [InlineData("[Linq.Enumerable]::Range(10, 4)")]
    [InlineData("(10..13)")]
    public void List_of_any_kind_is_measured(string actual)
    {
        Result result = _session.Run($"Measure-L2Loss -Actual ({actual}) -Predicted ([double[]](10, 12, 14, 11))");

        Assert.Empty(result.Errors);
        Assert.Equal([0.0, 1.0, 4.0, 4.0], result.Items.Select(item => item.Number("L2Loss")));
        Assert.Equal(2.25, result.Summary.Number("Mse"));
    }

    [Fact]
    public void Unsigned_array_is_not_taken_for_a_signed_one()
    {
        Result result = _session.Run(
            "Measure-L2Loss -Actual ([uint[]](4000000000, 1)) -Predicted ([uint[]](3999999999, 4)) -SummaryOnly");

        Assert.Equal(10.0, result.Summary.Number("SumOfSquares"));
    }

    [Fact]
    public void Array_of_an_enum_is_not_numeric()
    {
        Result result = _session.Run("Measure-L2Loss -Actual ([DayOfWeek[]](1, 2)) -Predicted ([int[]](1, 2))");

        Assert.Equal(["NotNumeric", "NotNumeric"], result.ErrorIds);
    }

    [Fact]
    public void Value_of_a_command_without_output_is_missing()
    {
        Result result = _session.Run("Measure-L2Loss -Actual 1, (& { }) -Predicted 1, 2 -SkipMissing");

        Assert.Empty(result.Errors);
        Assert.Equal(1L, result.Summary.Whole("Missing"));
    }

    [Fact]
    public void Table_of_numbers_is_read_row_by_row()
    {
        _session.Set("table", new[,] { { 10.0, 11.0 }, { 12.0, 13.0 } });

        Result result = _session.Run("Measure-L2Loss -Actual $table -Predicted 10, 12, 14, 11");

        Assert.Null(result.Terminating);
        Assert.Equal([0.0, 1.0, 4.0, 4.0], result.Items.Select(item => item.Number("L2Loss")));
    }

    [Fact]
    public void Array_that_went_through_a_pipeline_is_measured()
    {
        Result result = _session.Run("""
            $actual = 10, 11, 12, 13 | ForEach-Object { [psobject]$_ }
            Measure-L2Loss -Actual $actual -Predicted 10, 12, 14, 11
            """);

        Assert.Equal(2.25, result.Summary.Number("Mse"));
    }

    [Theory]
    [InlineData("3", "1")]
    [InlineData("3.0", "1.0")]
    [InlineData("'3'", "'1'")]
    public void Single_numbers_are_arrays_of_one(string actual, string predicted)
    {
        Result result = _session.Run($"Measure-L2Loss -Actual {actual} -Predicted {predicted}");

        Assert.Equal(4.0, Assert.Single(result.Items).Number("L2Loss"));
    }

    [Fact]
    public void Model_of_arrays_is_null()
    {
        Result result = _session.Run("Measure-L2Loss -Actual 1 -Predicted 2");

        Assert.Null(result.Items[0].Get("Model"));
        Assert.Null(result.Summary.Get("Model"));
    }

    [Fact]
    public void SummaryOnly_gives_the_summary_alone()
    {
        Result result = _session.Run("Measure-L2Loss -Actual 1, 2 -Predicted 2, 4 -SummaryOnly");

        Assert.Equal(2.5, Assert.Single(result.Output).Number("Mse"));
    }

    [Fact]
    public void Empty_arrays_give_an_empty_summary_and_a_warning()
    {
        Result result = _session.Run("Measure-L2Loss -Actual @() -Predicted @()");

        Assert.Null(result.Terminating);
        Assert.Empty(result.Errors);
        Assert.Equal(0L, result.Summary.Whole("Count"));
        Assert.Equal(double.NaN, result.Summary.Number("Mse"));
        Assert.Single(result.Warnings);
    }

    [Fact]
    public void Different_lengths_end_the_command_and_name_both()
    {
        Result result = _session.Run("Measure-L2Loss -Actual 1, 2, 3 -Predicted 1, 2");

        Assert.Equal("LengthMismatch", result.TerminatingId);
        Assert.Contains("-Actual has 3 ", result.Terminating!.Message, StringComparison.Ordinal);
        Assert.Contains("-Predicted has 2 ", result.Terminating.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Different_lengths_end_the_command_whatever_the_preference()
    {
        Result result = _session.Run("Measure-L2Loss -Actual 1, 2 -Predicted 1 -ErrorAction SilentlyContinue");

        Assert.Equal("LengthMismatch", result.TerminatingId);
    }

    [Fact]
    public void Different_lengths_give_no_item()
    {
        Result result = _session.Run("Measure-L2Loss -Actual 1, 2 -Predicted 1");

        Assert.Empty(result.Output);
    }

    [Fact]
    public void Bad_values_are_left_out_and_name_their_parameter()
    {
        Result result = _session.Run("Measure-L2Loss -Actual 1, '1,5', 3 -Predicted 1, 2, $null");

        Assert.Equal(["NotNumeric", "MissingValue"], result.ErrorIds);
        Assert.Contains("Record 2: -Actual", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Contains("-Culture de-DE", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Contains("Record 3: -Predicted", result.Errors[1].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(1L, result.Summary.Whole("Count"));
    }

    [Theory]
    [InlineData("[double]::NaN", "Missing")]
    [InlineData("[double]::PositiveInfinity", "NotFinite")]
    [InlineData("[double]::NegativeInfinity", "NotFinite")]
    public void Bad_double_in_a_double_array_is_left_out(string value, string counter)
    {
        Result result = _session.Run(
            $"Measure-L2Loss -Actual ([double[]](1, {value}, 3)) -Predicted ([double[]](2, 2, 2)) -ErrorAction Ignore");

        Assert.Equal([1L, 3L], result.Items.Select(item => item.Whole("Index")));
        Assert.Equal(1L, result.Summary.Whole(counter));
    }

    [Theory]
    [InlineData("-Actual $null -Predicted 1")]
    [InlineData("-Actual 1 -Predicted $null")]
    [InlineData("-Actual 1")]
    [InlineData("-Predicted 1")]
    public void Array_that_is_null_or_absent_is_refused(string parameters)
    {
        Result result = _session.Run("Measure-L2Loss " + parameters);

        Assert.Equal("ArrayMissing", result.TerminatingId);
    }

    [Fact]
    public void PassThru_does_not_go_with_arrays()
    {
        Result result = _session.Run("Measure-L2Loss -Actual 1 -Predicted 1 -PassThru");

        Assert.Equal("ParameterConflict", result.TerminatingId);
    }

    [Fact]
    public void Callers_arrays_stay_as_they_are()
    {
        double[] actual = [1, 2, 3];
        _session.Set("actual", actual);

        _session.Run("Measure-L2Loss -Actual $actual -Predicted 4, 5, 6");

        Assert.Equal([1, 2, 3], actual);
    }
}
