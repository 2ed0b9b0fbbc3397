using System.Management.Automation;
using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>Test-L2Loss: summaries against limits and baselines.</summary>
public sealed class TestL2LossTests : IClassFixture<SharedSession>
{
    // Mse 2.25, Rmse 1.5, Mae 1.25, MaxError 2, R2 -0.8.
    private const string Summary =
        "$summary = Measure-L2Loss -Actual 10, 11, 12, 13 -Predicted 10, 12, 14, 11 -SummaryOnly;";

    private const string Clixml =
        "[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_))";

    private const string Csv = "$_ | ConvertTo-Csv | ConvertFrom-Csv";

    private readonly Session _session;

    public TestL2LossTests(SharedSession shared) => _session = shared.Session;

    public static TheoryData<string> Ways => ["$_", Clixml, Csv];

    [Theory]
    [InlineData("-MaximumMse 2.25", true)]
    [InlineData("-MaximumMse 2.2499999999", false)]
    [InlineData("-MaximumRmse 1.5", true)]
    [InlineData("-MaximumRmse 1.49", false)]
    [InlineData("-MaximumMae 1.25", true)]
    [InlineData("-MaximumMae 1.24", false)]
    [InlineData("-MaximumError 2", true)]
    [InlineData("-MaximumError 1.99", false)]
    [InlineData("-MinimumR2 -0.8", true)]
    [InlineData("-MinimumR2 -0.79", false)]
    [InlineData("-MaximumMse 9 -MaximumError 1", false)]
    [InlineData("-MaximumMse 9 -MaximumError 9 -MaximumRmse 9 -MaximumMae 9 -MinimumR2 -9", true)]
    [InlineData("-MaximumMse '2.25'", true)]
    public void Value_at_its_limit_passes_and_beyond_it_fails(string limits, bool expected)
    {
        Result result = _session.Run($"{Summary} $summary | Test-L2Loss {limits}");

        Assert.Empty(result.Errors);
        Assert.Equal(expected, Assert.Single(result.Output).BaseObject);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Summary_is_tested_alike_however_it_came(string way)
    {
        Result result = _session.Run($$"""
            {{Summary}} $summary | ForEach-Object { {{way}} } | Test-L2Loss -MaximumMse 2.25 -MaximumError 2 -MinimumR2 -0.8
            $summary | ForEach-Object { {{way}} } | Test-L2Loss -MaximumMse 2.2
            """);

        Assert.Empty(result.Errors);
        Assert.Equal([true, false], result.Output.Select(output => output.BaseObject));
    }

    [Fact]
    public void Text_is_read_with_a_decimal_point_in_any_culture()
    {
        Result result = _session.Run("""
            $before = [cultureinfo]::CurrentCulture
            try {
                [cultureinfo]::CurrentCulture = 'de-DE'
                [pscustomobject]@{ Mse = '2.25'; Count = '4' } | Test-L2Loss -MaximumMse 3
                [pscustomobject]@{ Mse = '2.25'; Count = '4' } | Test-L2Loss -MaximumMse '2.5'
                [pscustomobject]@{ Mse = '2,25'; Count = '4' } | Test-L2Loss -MaximumMse 1000
            } finally { [cultureinfo]::CurrentCulture = $before }
            """);

        Assert.Equal([true, true, false], result.Output.Select(output => output.BaseObject));
        Assert.Equal(["NotTestable"], result.ErrorIds);
    }

    [Theory]
    [InlineData("@{ Mse = 2.25; Count = 4 }")]
    [InlineData("@{ mse = 2.25 }")]
    [InlineData("[pscustomobject]@{ Mse = 2.25d }")]
    [InlineData("[L2Loss.L2LossSummary]@{ Mse = 2.25; Count = 4 }")]
    public void Mock_is_tested(string mock)
    {
        Result result = _session.Run($"{mock} | Test-L2Loss -MaximumMse 2.25; {mock} | Test-L2Loss -MaximumMse 2");

        Assert.Empty(result.Errors);
        Assert.Equal([true, false], result.Output.Select(output => output.BaseObject));
    }

    [Fact]
    public void Items_are_passed_over_and_each_summary_has_its_verdict()
    {
        Result result = _session.Run(
            "@{ Actual = 1; A = 2; B = 5 }, @{ Actual = 2; A = 2; B = 5 } | Measure-L2Loss Actual A, B | Test-L2Loss -MaximumMse 1");

        Assert.Empty(result.Errors);
        Assert.Equal([true, false], result.Output.Select(output => output.BaseObject));
    }

    [Theory]
    [InlineData("Measure-L2Loss -Actual @() -Predicted @() -SummaryOnly -WarningAction Ignore", "-MaximumMse 9")]
    [InlineData("[L2Loss.L2LossSummary]@{ Mse = 1; Count = 0 }", "-MaximumMse 9")]
    [InlineData("@{ Mse = [double]::NaN; Count = 4 }", "-MaximumMse 9")]
    [InlineData("@{ Mse = 'NaN'; Count = 4 }", "-MaximumMse 9")]
    [InlineData("@{ Mse = [double]::NegativeInfinity; Count = 4 }", "-MaximumMse 9")]
    [InlineData("@{ Mse = $null }", "-MaximumMse 9")]
    [InlineData("Measure-L2Loss -Actual 5 -Predicted 5 -SummaryOnly", "-MinimumR2 0")]
    [InlineData("@{ Mse = 1; Count = 4 }", "-Baseline @{ Mse = [double]::NaN; Count = 4 }")]
    [InlineData("@{ Mse = 1; Count = 4 }", "-Baseline @{ Mse = 2; Count = 0 }")]
    public void What_has_no_number_fails_with_a_warning(string summary, string limits)
    {
        Result result = _session.Run($"{summary} | Test-L2Loss {limits}");

        Assert.Empty(result.Errors);
        Assert.False((bool)Assert.Single(result.Output).BaseObject);
        Assert.Single(result.Warnings);
    }

    [Theory]
    [InlineData("@{ Mae = 1; Count = 4 }")]
    [InlineData("42")]
    [InlineData("[pscustomobject]@{ Mse = [datetime]::Now }")]
    [InlineData("[pscustomobject]@{ Mse = $true }")]
    public void What_lacks_the_number_fails_with_an_error_and_the_others_go_on(string stranger)
    {
        Result result = _session.Run($"{Summary} ({stranger}), $summary | Test-L2Loss -MaximumMse 9");

        Assert.Null(result.Terminating);
        Assert.Equal(["NotTestable"], result.ErrorIds);
        Assert.Equal([false, true], result.Output.Select(output => output.BaseObject));
    }

    [Theory]
    [InlineData("@()")]
    [InlineData("$null")]
    [InlineData("@($null, $null)")]
    [InlineData("(Measure-L2Loss -Actual 1 -Predicted 1 -SummaryVariable away)")]
    public void Nothing_to_test_fails_with_an_error(string input)
    {
        Result result = _session.Run($"{input} | Test-L2Loss -MaximumMse 9");

        Assert.Equal(["NoSummary"], result.ErrorIds);
        Assert.False((bool)Assert.Single(result.Output).BaseObject);
    }

    [Theory]
    [InlineData("", "NoLimit")]
    [InlineData("-MaximumRegressionPercent 5", "BaselineMissing")]
    [InlineData("-MaximumRegressionPercent 5 -MaximumMse 1", "BaselineMissing")]
    [InlineData("-MaximumMse -1", "ParameterArgumentTransformationError")]
    [InlineData("-MaximumMse NaN", "ParameterArgumentTransformationError")]
    [InlineData("-MaximumRmse ([double]::NaN)", "ParameterArgumentTransformationError")]
    [InlineData("-MaximumMae ([double]::PositiveInfinity)", "ParameterArgumentTransformationError")]
    [InlineData("-MaximumError '1,5'", "ParameterArgumentTransformationError")]
    [InlineData("-MaximumError $null", "ParameterArgumentTransformationError")]
    [InlineData("-MaximumError ''", "ParameterArgumentTransformationError")]
    [InlineData("-MinimumR2 1.01", "ParameterArgumentTransformationError")]
    [InlineData("-Baseline $summary -MaximumRegressionPercent -1", "ParameterArgumentTransformationError")]
    [InlineData("-Baseline $null", "ParameterArgumentValidationError")]
    [InlineData("-Baseline @()", "ParameterArgumentValidationError")]
    [InlineData("-Baseline 42", "NotABaseline")]
    [InlineData("-Baseline 'baseline.json'", "NotABaseline")]
    [InlineData("-Baseline @{ Mse = 'much' }", "NotABaseline")]
    [InlineData("-Baseline $summary, $summary", "AmbiguousBaseline")]
    public void Limits_that_make_no_sense_end_the_command(string limits, string id)
    {
        Result result = _session.Run($"{Summary} $summary | Test-L2Loss {limits}");

        Assert.Equal(id, result.TerminatingId);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData(2.0, 2.0, "0", true)]
    [InlineData(0.07, 0.07, "0", true)]
    [InlineData(2.0, 2.0000000000000004, "0", false)]
    [InlineData(2.0, 1.0, "0", true)]
    [InlineData(2.0, 2.2, "10", true)]
    [InlineData(3.0, 3.3, "10", true)]
    [InlineData(2.0, 2.2000000000000006, "10", false)]
    [InlineData(0.0, 0.0, "10", true)]
    [InlineData(0.0, 1e-300, "1000", false)]
    [InlineData(1e307, 1.7e308, "1e3", false)]
    public void Regression_is_held_against_the_percentage(double before, double now, string percent, bool expected)
    {
        _session.Set("before", before);
        _session.Set("now", now);

        Result result = _session.Run($$"""
            @{ Mse = $now; Count = 4 } |
                Test-L2Loss -Baseline @{ Mse = $before; Count = 4 } -MaximumRegressionPercent {{percent}}
            """);

        Assert.Empty(result.Errors);
        Assert.Equal(expected, Assert.Single(result.Output).BaseObject);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Summaries_and_baselines_may_come_in_one_list(string way)
    {
        Result result = _session.Run($$"""
            {{Summary}} $list = @($summary, (Measure-L2Loss -Actual 1, 2 -Predicted 1, 3 -SummaryOnly) | ForEach-Object { {{way}} })
            $list[1].Model = 'other'
            , $list | Test-L2Loss -MaximumMse 1
            , $list | Test-L2Loss -Baseline $list
            , $list | Test-L2Loss -Baseline (, $list)
            """);

        Assert.Empty(result.Errors);
        Assert.Equal([false, true, true, true, true, true], result.Output.Select(output => (bool)output.BaseObject));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Baselines_are_matched_by_model_and_group_in_any_case(string way)
    {
        Result result = _session.Run($$"""
            $then = @{ R = 'n'; Actual = 1; A = 2; B = 5 }, @{ R = 's'; Actual = 1; A = 1; B = 3 } |
                Measure-L2Loss Actual A, B -GroupBy R | ForEach-Object { {{way}} }
            $now = @{ R = 'S'; Actual = 1; b = 3; a = 2 }, @{ R = 'N'; Actual = 1; b = 5; a = 2 }, @{ R = 'x'; Actual = 1; b = 1; a = 1 } |
                Measure-L2Loss Actual b, a -GroupBy R -SummaryOnly
            $now | Test-L2Loss -Baseline $then
            """);

        // In s: b as before, a worse; in n: both as before; x is new.
        Assert.Equal([true, false, true, true, false, false], result.Output.Select(output => output.BaseObject));
        Assert.Equal(["BaselineNotFound", "BaselineNotFound"], result.ErrorIds);
    }

    [Fact]
    public void Detailed_verdict_holds_every_limit_value_and_verdict()
    {
        Result result = _session.Run($"""
            {Summary} $summary | Test-L2Loss -MaximumMse 3 -MinimumR2 0 -Baseline @{"{ Mse = 2 }"} -MaximumRegressionPercent 25 -Detailed
            """);

        PSObject verdict = Assert.Single(result.Output);
        Assert.Equal("L2Loss.L2LossVerdict", verdict.BaseObject.GetType().FullName);
        Assert.False((bool)verdict.Get("Passed")!);
        Assert.Equal((2.0, 12.5), (verdict.Number("BaselineMse"), verdict.Number("RegressionPercent")));
        Assert.Equal(
            ["MaximumMse 3 2.25 True", "MinimumR2 0 -0.8 False", "MaximumRegressionPercent 2.5 2.25 True"],
            ((IEnumerable<object>)verdict.Get("Checks")!).Select(PSObject.AsPSObject).Select(check => FormattableString.Invariant(
                $"{check.Get("Name")} {check.Get("Limit")} {check.Get("Value")} {check.Get("Passed")}")));
    }

    [Fact]
    public void Detailed_failure_says_why()
    {
        Result result = _session.Run("@{ Mae = 1 }, @{ Mse = 1; Count = 0 } | Test-L2Loss -MaximumMse 3 -Detailed; @() | Test-L2Loss -MaximumMse 3 -Detailed");

        Assert.All(result.Output, verdict => Assert.False((bool)verdict.Get("Passed")!));
        string[] reasons = [.. result.Output.Select(verdict => (string)verdict.Get("Reason")!)];
        Assert.Contains("no property 'Mse'", reasons[0], StringComparison.Ordinal);
        Assert.Contains("has no records", reasons[1], StringComparison.Ordinal);
        Assert.Contains("no summary", reasons[2], StringComparison.Ordinal);
    }
}
