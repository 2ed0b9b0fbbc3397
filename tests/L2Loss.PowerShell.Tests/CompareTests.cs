using System.Management.Automation;
using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>Compare-L2Loss: models against a baseline on the same records.</summary>
public sealed class CompareTests : IClassFixture<SharedSession>
{
    // Losses of Naive 4, 9, 4, 16 and of Trend 1, 0, 1, 1.
    private const string Sales = """
        $sales = @{ Region = 'n'; Actual = '10'; Naive = '12'; Trend = '11'; Flat = '13' },
            @{ Region = 'n'; Actual = '12'; Naive = '15'; Trend = '12'; Flat = '13' },
            @{ Region = 's'; Actual = '15'; Naive = '13'; Trend = '14'; Flat = '13' },
            @{ Region = 's'; Actual = '14'; Naive = '18'; Trend = '15'; Flat = '13' }

        """;

    private readonly Session _session;

    public CompareTests(SharedSession shared) => _session = shared.Session;

    [Theory]
    [InlineData("$sales | Compare-L2Loss Actual Naive, Trend")]
    [InlineData(", $sales | Compare-L2Loss Actual Naive, Trend")]
    [InlineData("$sales | Compare-L2Loss -PredictedProperty Naive, Trend -Baseline naive")]
    [InlineData("$sales | Compare-L2Loss Actual Trend, Naive -Baseline NAIVE")]
    [InlineData("Compare-L2Loss -InputObject $sales Actual Naive, Trend")]
    [InlineData("$sales | Compare-L2Loss { $_.Actual } Naive, Trend")]
    [InlineData("Compare-L2Loss -Actual 10, 12, 15, 14 -Predicted ([ordered]@{ Naive = 12, 15, 13, 18; Trend = 11, 12, 14, 15 })")]
    [InlineData("Compare-L2Loss -Actual ([double[]](10, 12, 15, 14)) -Predicted @{ Naive = 12, 15, 13, 18; Trend = [double[]](11, 12, 14, 15) } -Baseline Naive")]
    public void Comparison_is_the_same_however_the_numbers_come(string command)
    {
        Result result = _session.Run(Sales + command);

        Assert.Empty(result.Errors);
        PSObject comparison = Assert.Single(result.Output);
        Assert.Equal("L2Loss.L2LossComparison", comparison.BaseObject.GetType().FullName);
        Assert.Equal(
            ("Trend", "Naive", null, 4L, 4L),
            ((string?)comparison.Get("Model"), (string?)comparison.Get("Baseline"), (string?)comparison.Get("Group"),
                comparison.Whole("Read"), comparison.Whole("Count")));
        Assert.Equal(
            (0.75, 8.25, -7.5, 1.0, 1.0 - (0.75 / 8.25)),
            (comparison.Number("Mse"), comparison.Number("BaselineMse"), comparison.Number("MeanLossDifference"),
                comparison.Number("WinRate"), comparison.Number("SkillScore")));

        // Differences -3, -9, -3, -15 with the sample variance 33; 3.18244630528371 is the published t(0.975, 3).
        double error = Math.Sqrt(33.0 / 4.0);
        Assert.Equal(error, comparison.Number("StandardError"), 1e-14);
        Assert.Equal(-7.5 - (3.18244630528371 * error), comparison.Number("ConfidenceLow"), 1e-12);
        Assert.Equal(-7.5 + (3.18244630528371 * error), comparison.Number("ConfidenceHigh"), 1e-12);

        // For 3 degrees of freedom the distribution has a closed form.
        double t = 7.5 / error / Math.Sqrt(3.0);
        double expected = 1.0 - (2.0 / Math.PI * (Math.Atan(t) + (t / (1.0 + (t * t)))));
        Assert.Equal(expected, comparison.Number("PValue"), 1e-14);
    }

    [Fact]
    public void Each_other_model_and_group_has_its_comparison_in_order()
    {
        Result result = _session.Run(Sales
            + "$sales | Compare-L2Loss Actual Naive, T*, Fl* -Baseline Trend -GroupBy Region");

        Assert.Equal(
            ["n Naive Trend 6.5", "n Flat Trend 5", "s Naive Trend 10", "s Flat Trend 2.5"],
            result.Output.Select(c => FormattableString.Invariant(
                $"{c.Get("Group")} {c.Get("Model")} {c.Get("Baseline")} {c.Number("Mse")}")));
    }

    [Fact]
    public void Models_of_a_list_of_lists_are_numbered()
    {
        Result result = _session.Run("Compare-L2Loss -Actual 1, 2, 3 -Predicted (1, 2, 4), (2, 3, 3), (1, 2, 4) -Baseline Model3");

        Assert.Equal(
            [("Model1", 0.5), ("Model2", 1.0 / 3.0)],
            result.Output.Select(c => ((string)c.Get("Model")!, c.Number("WinRate"))));
    }

    [Fact]
    public void Record_counts_only_where_every_model_has_a_number()
    {
        Result result = _session.Run("""
            @{ Actual = 1; A = 1; B = 2 }, @{ Actual = 1; A = 'x'; B = '' }, @{ Actual = 1; A = 1; B = 'y' }, $null,
                @{ Actual = '1e999'; A = 1; B = 1 }, @{ Actual = 1; A = 3; B = 1 } | Compare-L2Loss Actual A, B
            """);

        PSObject comparison = Assert.Single(result.Output);
        Assert.Equal(
            (6L, 2L, 2L, 1L, 1L),
            (comparison.Whole("Read"), comparison.Whole("Count"), comparison.Whole("Missing"), comparison.Whole("NotNumeric"),
                comparison.Whole("NotFinite")));
        Assert.Equal((2.0, 0.5), (comparison.Number("BaselineMse"), comparison.Number("Mse")));
        Assert.Equal(["MissingValue", "NotNumeric", "MissingValue", "NotFinite"], result.ErrorIds);
        Assert.Contains("Record 3: property 'B'", result.Errors[1].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_values_of_arrays_name_their_model()
    {
        Result result = _session.Run("Compare-L2Loss -Actual 1, 2 -Predicted @{ A = 1, 'x'; B = 2, 3 } -Baseline A");

        Assert.Equal(["NotNumeric"], result.ErrorIds);
        Assert.Contains("-Predicted 'A'", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(1L, Assert.Single(result.Output).Whole("Count"));
    }

    [Fact]
    public void From_the_hundred_and_first_on_bad_records_are_only_counted()
    {
        Result result = _session.Run("1..150 | ForEach-Object { @{ Actual = 'x'; A = 1; B = 1 } } | Compare-L2Loss Actual A, B");

        Assert.Equal(100, result.Errors.Count);
        Assert.Contains(result.Warnings, warning => warning.Contains("150 records left out", StringComparison.Ordinal));
        Assert.Equal(150L, Assert.Single(result.Output).Whole("NotNumeric"));
    }

    [Theory]
    [InlineData("$sales | Compare-L2Loss Actual Naive", "TooFewModels")]
    [InlineData("$sales | Compare-L2Loss Actual Nai*", "TooFewModels")]
    [InlineData("Compare-L2Loss -Actual 1, 2 -Predicted 1, 2", "TooFewModels")]
    [InlineData("Compare-L2Loss -Actual 1, 2 -Predicted @{ A = 1, 2 }", "TooFewModels")]
    [InlineData("Compare-L2Loss -Actual @() -Predicted @()", "TooFewModels")]
    [InlineData("Compare-L2Loss -Actual 1, 2 -Predicted (1, 2), (1, 2, 3)", "LengthMismatch")]
    [InlineData("$sales | Compare-L2Loss Actual Naive, Tred", "PropertyNotFound")]
    [InlineData("$sales | Compare-L2Loss Actual Naive, Trend -Culture xx-YY", "UnknownCulture")]
    [InlineData("$sales | Compare-L2Loss Actual 1, 2", "NumbersAsProperty")]
    public void What_cannot_be_compared_ends_the_command(string command, string id)
    {
        Result result = _session.Run(Sales + command);

        Assert.Equal(id, result.TerminatingId);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("Compare-L2Loss")]
    [InlineData("Measure-L2Loss")]
    public void Numbers_by_position_get_an_error_with_the_call_that_takes_them(string command)
    {
        Result result = _session.Run($"@{{ Actual = 1 }} | {command} 1 2");

        Assert.EndsWith(
            $"{command} -Actual $actual -Predicted $predicted", result.Terminating!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_of_a_plain_hashtable_are_in_order_of_their_names()
    {
        string[] names = [.. Enumerable.Range(0, 26).Select(i => ((char)('a' + i)).ToString())];
        string models = string.Join("; ", names.Reverse().Select(name => $"{name} = 1, 2"));

        Result result = _session.Run($"Compare-L2Loss -Actual 1, 2 -Predicted @{{ {models} }}");

        Assert.Equal(names.Skip(1), result.Output.Select(comparison => comparison.Get("Model")));
        Assert.All(result.Output, comparison => Assert.Equal("a", comparison.Get("Baseline")));
    }

    [Fact]
    public void Unknown_baseline_names_the_models_and_the_nearest_one()
    {
        Result result = _session.Run(Sales + "$sales | Compare-L2Loss Actual Naive, Trend -Baseline Trand");

        Assert.Equal("UnknownBaseline", result.TerminatingId);
        Assert.Equal(
            "-Baseline 'Trand' is none of the models 'Naive', 'Trend'. Did you mean -Baseline 'Trend'?", result.Terminating!.Message);
    }

    [Theory]
    [InlineData("@() | Compare-L2Loss Actual A, B", 1)]
    [InlineData("Compare-L2Loss -Actual @() -Predicted @{ A = @(); B = @() }", 1)]
    [InlineData("@() | Compare-L2Loss Actual A*", 0)]
    public void Nothing_to_compare_is_a_warning(string command, int comparisons)
    {
        Result result = _session.Run(command);

        Assert.Null(result.Terminating);
        Assert.Single(result.Warnings);
        Assert.Equal(comparisons, result.Output.Count);
        Assert.All(result.Output, comparison => Assert.Equal(
            (0L, double.NaN, double.NaN), (comparison.Whole("Count"), comparison.Number("Mse"), comparison.Number("PValue"))));
    }

    [Fact]
    public void Comparison_can_be_made_by_a_mock() =>
        Assert.Equal(0.5, Assert.Single(_session.Run("[L2Loss.L2LossComparison]@{ SkillScore = 0.5 }").Output).Number("SkillScore"));
}
