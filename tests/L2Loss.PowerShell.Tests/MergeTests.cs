using System.Globalization;
using System.Management.Automation;
using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>Merge-L2Loss: summaries of parts become the summary of the whole.</summary>
public sealed class MergeTests : IClassFixture<SharedSession>
{
    private const string Summaries = """
        $first = Measure-L2Loss -Actual '0.3', '7.1' -Predicted '0.1', '7' -SummaryOnly
        $second = Measure-L2Loss -Actual 1.5, 0.1 -Predicted 0.3, 0.7 -SummaryOnly
        $whole = Measure-L2Loss -Actual '0.3', '7.1', 1.5, 0.1 -Predicted '0.1', '7', 0.3, 0.7 -SummaryOnly

        """;

    /// <summary>What happens to a summary on its way, by name: a script from summary to what arrives.</summary>
    private static readonly Dictionary<string, string> Ways = new()
    {
        ["live"] = "$_",
        ["CLIXML"] = """
            [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_))
            """,
        ["JSON"] = "$_ | ConvertTo-Json | ConvertFrom-Json",
        ["JSON as a hashtable"] = "$_ | ConvertTo-Json | ConvertFrom-Json -AsHashtable",
        ["CSV"] = "$_ | ConvertTo-Csv | ConvertFrom-Csv",
    };

    private readonly Session _session;

    public MergeTests(SharedSession shared) => _session = shared.Session;

    public static TheoryData<string> WayNames => [.. Ways.Keys];

    [Theory]
    [MemberData(nameof(WayNames))]
    public void Parts_of_decimal_text_rows_have_the_bits_of_all_at_once(string way)
    {
        var random = new Random(7);
        string[] rows = [.. Enumerable.Range(0, 120).Select(_ => Row(random))];

        AssertMergesToTheWhole(
            "function Measure-Part($Rows) { $Rows | ConvertFrom-Csv -Delimiter ' ' -Header Actual, Predicted | Measure-L2Loss -SummaryOnly }", way, rows, random);
    }

    [Theory]
    [MemberData(nameof(WayNames))]
    public void Parts_of_double_arrays_have_the_bits_of_all_at_once(string way)
    {
        var random = new Random(8);
        double[] values = [.. Enumerable.Range(0, 120).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-8, 9)))];

        AssertMergesToTheWhole(
            "function Measure-Part($Rows) { Measure-L2Loss -Actual ([double[]]$Rows) -Predicted ([double[]]::new($Rows.Count)) -SummaryOnly }",
            way,
            values,
            random);
    }

    [Theory]
    [MemberData(nameof(WayNames))]
    public void Order_of_the_parts_does_not_change_the_sums(string way)
    {
        Result result = _session.Run(
            Summaries + $"$second, $first | ForEach-Object {{ {Ways[way]} }} | Merge-L2Loss; $whole");

        string[] names = ["Mse", "Rmse", "Mae", "MeanError", "SumOfSquares", "TotalSumOfSquares", "MeanActual", "R2", "MaxError"];
        Assert.Equal(names.Select(result.Summaries[1].Number), names.Select(result.Summaries[0].Number));
    }

    [Fact]
    public void Summary_merged_alone_is_the_same()
    {
        Result result = _session.Run(Summaries + "$whole | Merge-L2Loss; $whole");

        Assert.Equal(Values(result.Summaries[1]), Values(result.Summaries[0]));
    }

    [Fact]
    public void Merged_summaries_merge_again()
    {
        Result result = _session.Run(Summaries + "($first | Merge-L2Loss), ($second | Merge-L2Loss) | Merge-L2Loss; $whole");

        Assert.Equal(Values(result.Summaries[1]), Values(result.Summaries[0]));
    }

    [Theory]
    [MemberData(nameof(WayNames))]
    public void Summaries_in_one_list_merge_like_those_one_by_one(string way)
    {
        Result result = _session.Run(
            Summaries + $"$list = @($first, $second | ForEach-Object {{ {Ways[way]} }}); , $list | Merge-L2Loss; $whole");

        Assert.Empty(result.Errors);
        Assert.Equal(Values(result.Summaries[1]), Values(result.Summaries[0]));
    }

    [Fact]
    public void Summaries_by_parameter_merge_like_those_from_the_pipeline()
    {
        Result result = _session.Run(Summaries + "Merge-L2Loss $first, $second; $whole");

        Assert.Equal(Values(result.Summaries[1]), Values(result.Summaries[0]));
    }

    [Theory]
    [MemberData(nameof(WayNames))]
    public void Models_stay_apart_in_their_order(string way)
    {
        Result result = _session.Run($$"""
            $parts = 1..3 | ForEach-Object { @{ Actual = $_; B = 0; A = 1 } | Measure-L2Loss -PredictedProperty B, A -SummaryOnly }
            $parts | ForEach-Object { {{Ways[way]}} } | Merge-L2Loss
            """);

        Assert.Equal(
            [("B", 14.0), ("A", 5.0)],
            result.Summaries.Select(summary => ((string)summary.Get("Model")!, summary.Number("SumOfSquares"))));
    }

    [Theory]
    [MemberData(nameof(WayNames))]
    public void Groups_stay_apart_in_their_order(string way)
    {
        Result result = _session.Run($$"""
            $parts = 'north', 'east', 'north', $null | ForEach-Object {
                $part = Measure-L2Loss -Actual 1 -Predicted 3 -SummaryOnly
                $part.Group = $_
                $part
            }
            $parts | ForEach-Object { {{Ways[way]}} } | Merge-L2Loss
            """);

        Assert.Equal(
            [("north", 2L), ("east", 1L), (null, 1L)],
            result.Summaries.Select(summary => ((string?)summary.Get("Group"), summary.Whole("Count"))));
    }

    [Theory]
    [InlineData("a.csv", "a.csv", "a.csv")]
    [InlineData("a.csv", "b.csv", null)]
    [InlineData(null, "b.csv", null)]
    public void Source_stays_when_all_parts_have_the_same(string? first, string? second, string? expected)
    {
        _session.Set("firstSource", first);
        _session.Set("secondSource", second);

        Result result = _session.Run(
            Summaries + "$first.Source = $firstSource; $second.Source = $secondSource; $first, $second | Merge-L2Loss");

        Assert.Equal(expected, result.Summary.Get("Source"));
    }

    [Theory]
    [MemberData(nameof(WayNames))]
    public void Items_are_passed_over(string way)
    {
        Result result = _session.Run(
            $"Measure-L2Loss -Actual 1, 2 -Predicted 3, 5 | ForEach-Object {{ {Ways[way]} }} | Merge-L2Loss");

        Assert.Empty(result.Errors);
        Assert.Equal(6.5, Assert.Single(result.Output).Number("Mse"));
    }

    [Fact]
    public void Null_is_passed_over()
    {
        Result result = _session.Run(Summaries + "$null, $first, $null | Merge-L2Loss");

        Assert.Empty(result.Errors);
        Assert.Equal(2L, result.Summary.Whole("Count"));
    }

    [Fact]
    public void Nothing_gives_nothing() => Assert.Empty(_session.Run("@() | Merge-L2Loss").Output);

    [Theory]
    [InlineData("42")]
    [InlineData("'text'")]
    [InlineData("[pscustomobject]@{ Mse = 1 }")]
    [InlineData("@{ MergeState = 'L2Loss/1' }")]
    public void Anything_else_is_an_error_and_the_others_are_merged(string stranger)
    {
        Result result = _session.Run(Summaries + $"$first, ({stranger}), $second | Merge-L2Loss");

        Assert.Null(result.Terminating);
        Assert.Equal(["NotASummary"], result.ErrorIds);
        Assert.Contains("is not a summary of Measure-L2Loss", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(4L, result.Summary.Whole("Count"));
    }

    [Theory]
    [InlineData("''")]
    [InlineData("$null")]
    [InlineData("'L2Loss/1 0 0'")]
    [InlineData("$first.MergeState.Substring(0, 60)")]
    [InlineData("$first.MergeState -replace '^L2Loss/1', 'L2Loss/9'")]
    [InlineData("42")]
    public void Summary_without_its_sums_is_an_error_and_the_others_are_merged(string state)
    {
        Result result = _session.Run(
            Summaries + $"$bad = [pscustomobject]@{{ Mse = 1.5; MergeState = {state} }}; $first, $bad, $second | Merge-L2Loss");

        Assert.Null(result.Terminating);
        Assert.Equal(["NotMergeable"], result.ErrorIds);
        Assert.Contains("'MergeState' is empty or was changed", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(4L, result.Summary.Whole("Count"));
    }

    [Fact]
    public void Summary_made_by_hand_is_not_mergeable()
    {
        Result result = _session.Run("[L2Loss.L2LossSummary]@{ Mse = 2.25 } | Merge-L2Loss");

        Assert.Equal(["NotMergeable"], result.ErrorIds);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Error_carries_the_input_as_its_target()
    {
        Result result = _session.Run("[pscustomobject]@{ Mse = 1; MergeState = ''; Id = 42 } | Merge-L2Loss");

        Assert.Equal(42, ((PSObject)result.Errors[0].TargetObject).Get("Id"));
    }

    [Fact]
    public void Sums_that_were_altered_do_not_end_the_command()
    {
        // The fifth whole number of the decimal sums is that of the actuals; with this one their spread is negative.
        Result result = _session.Run(Summaries + """
            $parts = $first.MergeState.Split(' ')
            $parts[15] = '99' + $parts[15]
            $first.MergeState = $parts -join ' '
            $first, $second | Merge-L2Loss
            """);

        Assert.Null(result.Terminating);
        Assert.Equal(["NotMergeable"], result.ErrorIds);
        Assert.Equal(2L, result.Summary.Whole("Count"));
    }

    [Fact]
    public void Numbers_of_records_go_on_over_all_parts()
    {
        Result result = _session.Run("""
            & {
                Measure-L2Loss -Actual 1, 'x', 2 -Predicted 1, 1, 3 -SummaryOnly -ErrorAction Ignore
                Measure-L2Loss -Actual 1, $null, 9 -Predicted 1, 1, 3 -SummaryOnly -SkipMissing
                Measure-L2Loss -Actual 1 -Predicted 2 -SummaryOnly
            } | Merge-L2Loss
            """);

        Assert.Equal(
            (6L, 36.0, 7L, 5L, 1L, 1L),
            (result.Summary.Whole("LargestIndex"), result.Summary.Number("LargestLoss"), result.Summary.Whole("Read"),
                result.Summary.Whole("Count"), result.Summary.Whole("Missing"), result.Summary.Whole("NotNumeric")));
    }

    [Fact]
    public void Of_equally_bad_records_of_two_parts_the_first_is_the_worst()
    {
        Result result = _session.Run("""
            & {
                Measure-L2Loss -Actual 1, 5 -Predicted 1, 3 -SummaryOnly
                Measure-L2Loss -Actual 5, 1 -Predicted 3, 1 -SummaryOnly
            } | Merge-L2Loss
            """);

        Assert.Equal(2L, result.Summary.Whole("LargestIndex"));
    }

    [Fact]
    public void Empty_summaries_add_nothing()
    {
        Result result = _session.Run(
            Summaries + "$empty = Measure-L2Loss -Actual @() -Predicted @() -SummaryOnly; $empty, $first, $empty, $second | Merge-L2Loss; $whole");

        Assert.Equal(Values(result.Summaries[1]), Values(result.Summaries[0]));
    }

    [Fact]
    public void Weighted_parts_merge_as_weighted()
    {
        Result result = _session.Run("""
            & {
                Measure-L2Loss -Actual 1, 5 -Predicted 0, 3 -Weight 0.5, 2 -SummaryOnly
                Measure-L2Loss -Actual 5, 1 -Predicted 2, 1 -Weight 1, 3 -SummaryOnly
            } | Merge-L2Loss
            Measure-L2Loss -Actual 1, 5, 5, 1 -Predicted 0, 3, 2, 1 -Weight 0.5, 2, 1, 3 -SummaryOnly
            """);

        Assert.Equal(Values(result.Summaries[1]), Values(result.Summaries[0]));
    }

    [Fact]
    public void Merged_summary_is_a_live_one()
    {
        Result result = _session.Run(Summaries + $"$first | ForEach-Object {{ {Ways["CLIXML"]} }} | Merge-L2Loss");

        Assert.Equal("L2Loss.L2LossSummary", result.Summary.BaseObject.GetType().FullName);
    }

    /// <summary>Measures random parts of the rows, sends them on their way, and compares with all rows at once.</summary>
    private void AssertMergesToTheWhole(string measure, string way, System.Collections.IList rows, Random random)
    {
        _session.Set("rows", rows);
        for (int run = 0; run < 5; run++)
        {
            int[] cuts = [0, .. Enumerable.Range(0, 3).Select(_ => random.Next(1, rows.Count)).Distinct().Order(), rows.Count];
            _session.Set("cuts", cuts);
            Result result = _session.Run($$"""
                {{measure}}
                $parts = 1..($cuts.Count - 1) | ForEach-Object { Measure-Part $rows[$cuts[$_ - 1]..($cuts[$_] - 1)] }
                $parts | ForEach-Object { {{Ways[way]}} } | Merge-L2Loss
                Measure-Part $rows
                """);

            Assert.Empty(result.Errors);
            Assert.Equal(Values(result.Summaries[1]), Values(result.Summaries[0]));
        }
    }

    private static string Row(Random random) => string.Create(
        CultureInfo.InvariantCulture, $"{random.Next(-9999999, 9999999) / 1000m} {random.Next(-99999, 99999) / 100m}");

    /// <summary>All properties but the sums as text, whose form may differ, and the number of parts.</summary>
    private static string Values(PSObject summary) => string.Join(
        "\n",
        summary.Properties.Where(property => property.Name is not ("MergeState" or "Parts")).Select(
            property => string.Create(CultureInfo.InvariantCulture, $"{property.Name} {property.Value:R}")));
}
