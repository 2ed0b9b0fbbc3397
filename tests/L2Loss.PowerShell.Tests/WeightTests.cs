using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>-WeightProperty and -Weight.</summary>
public sealed class WeightTests : IClassFixture<SharedSession>
{
    private readonly Session _session;

    public WeightTests(SharedSession shared) => _session = shared.Session;

    [Theory]
    [InlineData("-WeightProperty W")]
    [InlineData("-WeightProperty w")]
    [InlineData("-WeightProperty { $_.W }")]
    [InlineData("-WeightProperty { [double]$_.W }")]
    public void Records_have_the_weight_of_their_property(string parameter)
    {
        // Losses 1, 4, 9 with weights 1, 0.5, 2.
        Result result = _session.Run($$"""
            @{ Actual = 1; Predicted = 0; W = 1 }, @{ Actual = 2; Predicted = 0; W = '0.5' }, @{ Actual = 3; Predicted = 0; W = 2.0 } |
                Measure-L2Loss {{parameter}}
            """);

        Assert.Empty(result.Errors);
        Assert.Equal(
            (3.5, 21.0, 6.0, 3L),
            (result.Summary.Number("WeightSum"), result.Summary.Number("SumOfSquares"), result.Summary.Number("Mse"),
                result.Summary.Whole("Count")));
    }

    [Theory]
    [InlineData("1, 0.5, 2")]
    [InlineData("([double[]](1, 0.5, 2))")]
    [InlineData("([float[]](1, 0.5, 2))")]
    [InlineData("([decimal[]](1, 0.5, 2))")]
    [InlineData("'1', '0.5', '2'")]
    [InlineData("([Collections.Generic.List[object]]@(1, '0.5', 2d))")]
    public void Arrays_have_the_weights_of_any_list(string weights)
    {
        Result result = _session.Run($"Measure-L2Loss -Actual 1, 2, 3 -Predicted 0, 0, 0 -Weight {weights}");

        Assert.Empty(result.Errors);
        Assert.Equal(6.0, result.Summary.Number("Mse"));
    }

    [Fact]
    public void Double_arrays_have_weights_too()
    {
        Result result = _session.Run(
            "Measure-L2Loss -Actual ([double[]](1, 2, 3)) -Predicted ([double[]](0, 0, 0)) -Weight ([double[]](1, 0.5, 2)) -SummaryOnly");

        Assert.Equal(6.0, Assert.Single(result.Output).Number("Mse"));
    }

    [Fact]
    public void Single_numbers_have_a_single_weight()
    {
        Result result = _session.Run("Measure-L2Loss -Actual 3 -Predicted 1 -Weight 0.25");

        Assert.Equal((0.25, 4.0), (result.Summary.Number("WeightSum"), result.Summary.Number("Mse")));
    }

    [Fact]
    public void Weights_in_text_follow_the_culture()
    {
        Result result = _session.Run("Measure-L2Loss -Actual 1, 2, 3 -Predicted 0, 0, 0 -Weight '1', '0,5', '2' -Culture de-DE");

        Assert.Equal(6.0, result.Summary.Number("Mse"));
    }

    [Theory]
    [InlineData("Measure-L2Loss -Actual 1, 2 -Predicted 0, 0 -Weight 3, 0.5")]
    [InlineData("@{ Actual = 1; Predicted = 0; W = 3 }, @{ Actual = 2; Predicted = 0; W = '0.5' } | Measure-L2Loss -WeightProperty W")]
    public void Items_have_their_weight_beside_the_bare_loss(string script)
    {
        Result result = _session.Run(script);

        Assert.Equal(
            [(3.0, 1.0), (0.5, 4.0)], result.Items.Select(item => (item.Number("Weight"), item.Number("L2Loss"))));
    }

    [Fact]
    public void Every_model_has_the_weights()
    {
        Result result = _session.Run("""
            @{ Actual = 1; A = 0; B = 1; W = 3 }, @{ Actual = 2; A = 2; B = 4; W = 1 } |
                Measure-L2Loss -PredictedProperty A, B -WeightProperty W -SummaryOnly
            """);

        Assert.Equal([0.75, 1.0], result.Summaries.Select(summary => summary.Number("Mse")));
    }

    [Fact]
    public void PassThru_copies_have_the_weight_they_came_with()
    {
        Result result = _session.Run("""
            [pscustomobject]@{ Actual = 1; Predicted = 3; W = '0.5' } | Measure-L2Loss -WeightProperty W -PassThru
            """);

        Assert.Equal(
            [("Actual", 1), ("Predicted", 3), ("W", "0.5"), ("Difference", 2.0), ("L2Loss", 4.0)],
            result.Output[0].Properties.Select(property => (property.Name, property.Value)));
        Assert.Equal((0.5, 4.0), (result.Summary.Number("WeightSum"), result.Summary.Number("Mse")));
    }

    [Theory]
    [InlineData("$null", "MissingValue", "Missing")]
    [InlineData("''", "MissingValue", "Missing")]
    [InlineData("'NA'", "MissingValue", "Missing")]
    [InlineData("[double]::NaN", "MissingValue", "Missing")]
    [InlineData("'x'", "NotNumeric", "NotNumeric")]
    [InlineData("'1,5'", "NotNumeric", "NotNumeric")]
    [InlineData("$true", "NotNumeric", "NotNumeric")]
    [InlineData("-1", "InvalidWeight", "InvalidWeight")]
    [InlineData("-0.001d", "InvalidWeight", "InvalidWeight")]
    [InlineData("'-2'", "InvalidWeight", "InvalidWeight")]
    [InlineData("[double]::PositiveInfinity", "InvalidWeight", "InvalidWeight")]
    [InlineData("[double]::NegativeInfinity", "InvalidWeight", "InvalidWeight")]
    [InlineData("'1e400'", "InvalidWeight", "InvalidWeight")]
    public void Record_with_a_bad_weight_is_left_out_with_its_reason(string weight, string id, string counter)
    {
        string[] scripts =
        [
            $"@{{ Actual = 1; Predicted = 0; W = 1 }}, @{{ Actual = 9; Predicted = 0; W = {weight} }} | Measure-L2Loss -WeightProperty W",
            $"Measure-L2Loss -Actual 1, 9 -Predicted 0, 0 -Weight 1, ({weight})",
        ];
        Assert.All(
            scripts,
            script =>
            {
                Result result = _session.Run(script);

                Assert.Null(result.Terminating);
                Assert.Equal([id], result.ErrorIds);
                Assert.Equal(
                    (2L, 1L, 1L, 1.0),
                    (result.Summary.Whole("Read"), result.Summary.Whole("Count"), result.Summary.Whole(counter),
                        result.Summary.Number("Mse")));
            });
    }

    [Theory]
    [InlineData("@{ Actual = 1; Predicted = 0; W = -2 } | Measure-L2Loss -WeightProperty W", "Record 1: property 'W' is negative or not finite: '-2'")]
    [InlineData("Measure-L2Loss -Actual 1, 2 -Predicted 0, 0 -Weight 1, -2", "Record 2: -Weight is negative or not finite: '-2'")]
    [InlineData("@{ Actual = 1; Predicted = 0; W = '' } | Measure-L2Loss -WeightProperty W", "Record 1: property 'W' is missing")]
    [InlineData("@{ Actual = 1; Predicted = 0; W = 'x' } | Measure-L2Loss -WeightProperty { $_.W }", "Record 1: script block { $_.W } is not numeric: 'x'")]
    [InlineData("Measure-L2Loss -Actual 1 -Predicted 0 -Weight '0,5'", "-Culture de-DE")]
    public void Error_of_a_bad_weight_says_where_and_what(string script, string expected)
    {
        Result result = _session.Run(script);

        Assert.Contains(expected, result.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("''", "0", "-1", "MissingValue")]
    [InlineData("1", "'x'", "-1", "NotNumeric")]
    [InlineData("1", "'1e400'", "-1", "NotFinite")]
    [InlineData("'1e400'", "0", "'x'", "NotNumeric")]
    [InlineData("'x'", "0", "''", "MissingValue")]
    public void First_reason_that_applies_counts(string actual, string predicted, string weight, string id)
    {
        Result records = _session.Run(
            $"@{{ Actual = {actual}; Predicted = {predicted}; W = {weight} }} | Measure-L2Loss -WeightProperty W");
        Result arrays = _session.Run($"Measure-L2Loss -Actual {actual} -Predicted {predicted} -Weight ({weight})");

        Assert.Equal([id, id], records.ErrorIds.Concat(arrays.ErrorIds));
    }

    [Fact]
    public void Bad_weight_is_reported_once_for_all_models()
    {
        Result result = _session.Run(
            "@{ Actual = 1; A = 0; B = 1; W = -3 } | Measure-L2Loss -PredictedProperty A, B -WeightProperty W -SummaryOnly");

        Assert.Equal(["InvalidWeight"], result.ErrorIds);
        Assert.Equal([1L, 1L], result.Summaries.Select(summary => summary.Whole("InvalidWeight")));
    }

    [Fact]
    public void Missing_weight_is_silent_with_SkipMissing()
    {
        Result result = _session.Run("Measure-L2Loss -Actual 1, 2 -Predicted 0, 0 -Weight 1, $null -SkipMissing");

        Assert.Empty(result.Errors);
        Assert.Equal(1L, result.Summary.Whole("Missing"));
    }

    [Fact]
    public void Weight_property_absent_from_the_first_record_ends_the_command()
    {
        Result result = _session.Run("@{ Actual = 1; Predicted = 0; Weight = 2 } | Measure-L2Loss -WeightProperty Wight");

        Assert.Equal("PropertyNotFound", result.TerminatingId);
        Assert.Contains("-Weight 'Weight'", result.Terminating!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weight_property_absent_from_a_later_record_is_missing()
    {
        Result result = _session.Run(
            "@{ Actual = 1; Predicted = 0; W = 2 }, @{ Actual = 1; Predicted = 0 } | Measure-L2Loss -WeightProperty W");

        Assert.Equal(["MissingValue"], result.ErrorIds);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("@()", 0)]
    [InlineData("1, 2, 3", 3)]
    public void Weights_of_another_length_end_the_command_and_name_both(string weights, int count)
    {
        Result result = _session.Run($"Measure-L2Loss -Actual 1, 2 -Predicted 0, 0 -Weight {weights}");

        Assert.Equal("LengthMismatch", result.TerminatingId);
        Assert.Contains($"-Weight has {count} value", result.Terminating!.Message, StringComparison.Ordinal);
        Assert.Contains("-Actual has 2 values", result.Terminating.Message, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Null_for_the_weights_is_refused()
    {
        Result result = _session.Run("Measure-L2Loss -Actual 1, 2 -Predicted 0, 0 -Weight $null");

        Assert.Equal("ArrayMissing", result.TerminatingId);
        Assert.Contains("-Weight", result.Terminating!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0, 0")]
    [InlineData("'0', '0.0'")]
    [InlineData("([double[]](0, 0))")]
    [InlineData("([double[]](-0.0, 0))")]
    public void Weights_all_zero_are_one_error_and_no_mean(string weights)
    {
        Result result = _session.Run($"Measure-L2Loss -Actual 1, 2 -Predicted 0, 0 -Weight {weights} -SummaryOnly");

        Assert.Null(result.Terminating);
        Assert.Equal(["InvalidWeight"], result.ErrorIds);
        Assert.Contains("Mse is NaN", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal((2L, 0L, double.NaN), (
            result.Summary.Whole("Count"), result.Summary.Whole("InvalidWeight"), result.Summary.Number("Mse")));
    }

    [Fact]
    public void Negative_zero_is_a_weight_of_zero()
    {
        Result result = _session.Run("Measure-L2Loss -Actual 1, 9 -Predicted 0, 0 -Weight ([double[]](1, -0.0))");

        Assert.Null(result.Terminating);
        Assert.Empty(result.Errors);
        Assert.Equal((2L, 1.0), (result.Summary.Whole("Count"), result.Summary.Number("Mse")));
    }

    [Fact]
    public void Weight_of_zero_has_an_item_like_any_other()
    {
        Result result = _session.Run("Measure-L2Loss -Actual 1, 9 -Predicted 0, 0 -Weight 1, 0");

        Assert.Equal([(1L, 1.0), (2L, 0.0)], result.Items.Select(item => (item.Whole("Index"), item.Number("Weight"))));
    }

    [Fact]
    public void Weight_decides_which_record_is_the_worst()
    {
        // Weighted losses 4, 9, 0.81.
        Result result = _session.Run("Measure-L2Loss -Actual 2, 3, 9 -Predicted 0, 0, 0 -Weight 1, 1, 0.01 -SummaryOnly");

        Assert.Equal(
            (2L, 9.0, 9.0),
            (result.Summary.Whole("LargestIndex"), result.Summary.Number("LargestLoss"), result.Summary.Number("MaxError")));
    }

    [Fact]
    public void Number_of_the_worst_weighted_record_counts_those_left_out()
    {
        Result result = _session.Run(
            "Measure-L2Loss -Actual 1, 'x', 9, 2 -Predicted 0, 0, 0, 0 -Weight 1, 1, 1, 1 -SummaryOnly -ErrorAction Ignore");

        Assert.Equal(3L, result.Summary.Whole("LargestIndex"));
    }

    [Theory]
    [InlineData("Measure-L2Loss -Actual 1, 2 -Predicted 2, 3 -WeightProperty W")]
    [InlineData("@{ Actual = 1; Predicted = 2 } | Measure-L2Loss -Weight 1")]
    public void Weights_go_with_their_own_parameter_set(string script) =>
        Assert.NotNull(_session.Run(script).Terminating);
}
