using System.Management.Automation;
using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>Several predicted properties, wildcards and groups.</summary>
public sealed class GroupAndModelTests : IClassFixture<SharedSession>
{
    private const string Rows = """
        $rows = @(
            [pscustomobject]@{ Region = 'north'; Year = '2024'; Actual = '1'; ModelA = '2'; ModelB = '3' }
            [pscustomobject]@{ Region = 'south'; Year = '2024'; Actual = '2'; ModelA = '2'; ModelB = '4' }
            [pscustomobject]@{ Region = 'North'; Year = '2025'; Actual = '3'; ModelA = '2'; ModelB = 'x' }
            [pscustomobject]@{ Region = 'south'; Year = '2024'; Actual = '4'; ModelA = '9'; ModelB = '1' }
        )

        """;

    private readonly Session _session;

    public GroupAndModelTests(SharedSession shared) => _session = shared.Session;

    [Fact]
    public void Wildcard_means_every_other_property_it_matches_in_their_order()
    {
        Result result = _session.Run(Rows + "$rows | Measure-L2Loss Actual Model* -SummaryOnly");

        Assert.Equal(["ModelA", "ModelB"], result.Summaries.Select(summary => summary.Get("Model")));
    }

    [Fact]
    public void Wildcard_passes_over_the_properties_that_other_parameters_name()
    {
        Result result = _session.Run("""
            [pscustomobject]@{ ma = '1'; mb = '2'; mw = '1'; mg = 'x' } |
                Measure-L2Loss ma m* -WeightProperty mw -GroupBy mg -SummaryOnly
            """);

        Assert.Equal(["mb"], result.Summaries.Select(summary => summary.Get("Model")));
    }

    [Fact]
    public void Property_named_twice_is_one_model()
    {
        Result result = _session.Run(Rows + "$rows | Measure-L2Loss Actual modela, Model*, ModelB -SummaryOnly");

        Assert.Equal(["ModelA", "ModelB"], result.Summaries.Select(summary => summary.Get("Model")));
    }

    [Fact]
    public void Wildcard_without_a_match_is_not_found()
    {
        Result result = _session.Run(Rows + "$rows | Measure-L2Loss Actual Forecast*");

        Assert.Equal("PropertyNotFound", result.TerminatingId);
    }

    [Fact]
    public void Property_with_the_name_of_a_wildcard_is_itself()
    {
        Result result = _session.Run(
            "[pscustomobject]@{ Actual = '1'; 'P[1]' = '2'; P1 = '5' } | Measure-L2Loss Actual 'P[1]' -SummaryOnly");

        Assert.Equal(1.0, result.Summary.Number("Mse"));
    }

    [Fact]
    public void Each_record_gives_an_item_for_each_model()
    {
        Result result = _session.Run(Rows + "$rows[0..1] | Measure-L2Loss Actual ModelA, ModelB");

        Assert.Equal(
            ["1 ModelA 1", "1 ModelB 4", "2 ModelA 0", "2 ModelB 4"],
            result.Items.Select(item => $"{item.Get("Index")} {item.Get("Model")} {item.Get("L2Loss")}"));
    }

    [Fact]
    public void Bad_prediction_leaves_the_other_model_whole()
    {
        Result result = _session.Run(Rows + "$rows | Measure-L2Loss Actual Model* -SummaryOnly");

        Assert.Equal([4L, 3L], result.Summaries.Select(summary => summary.Whole("Count")));
    }

    [Fact]
    public void Bad_actual_value_is_reported_once_for_all_models()
    {
        Result result = _session.Run(
            "@{ Actual = 'x'; ModelA = '1'; ModelB = '2' } | Measure-L2Loss Actual ModelA, ModelB -SummaryOnly");

        Assert.Equal(["NotNumeric"], result.ErrorIds);
        Assert.Equal([1L, 1L], result.Summaries.Select(summary => summary.Whole("NotNumeric")));
    }

    [Fact]
    public void Groups_come_in_order_of_first_appearance_in_any_case()
    {
        Result result = _session.Run(Rows + "$rows | Measure-L2Loss Actual ModelA -GroupBy Region -SummaryOnly");

        Assert.Equal(["north 2", "south 2"], Texts(result, "Group", "Count"));
    }

    [Fact]
    public void Several_keys_are_joined_by_a_comma_and_a_blank()
    {
        Result result = _session.Run(Rows + "$rows | Measure-L2Loss Actual ModelA -GroupBy Region, Year -SummaryOnly");

        Assert.Equal(["north, 2024 1", "south, 2024 2", "North, 2025 1"], Texts(result, "Group", "Count"));
    }

    [Fact]
    public void Keys_whose_texts_join_to_the_same_are_still_apart()
    {
        Result result = _session.Run("""
            [pscustomobject]@{ A = 'x, y'; B = 'z'; Actual = 1; Predicted = 2 },
            [pscustomobject]@{ A = 'x'; B = 'y, z'; Actual = 1; Predicted = 2 } | Measure-L2Loss -GroupBy A, B -SummaryOnly
            """);

        Assert.Equal([1L, 1L], result.Summaries.Select(summary => summary.Whole("Count")));
    }

    [Fact]
    public void Each_group_has_a_summary_for_each_model()
    {
        Result result = _session.Run(
            Rows + "$rows | Measure-L2Loss Actual Model* -GroupBy Region -SummaryOnly -ErrorAction SilentlyContinue");

        Assert.Equal(
            ["north ModelA 1", "north ModelB 4", "south ModelA 12.5", "south ModelB 6.5"],
            Texts(result, "Group", "Model", "Mse"));
    }

    [Fact]
    public void Worst_record_of_a_group_is_numbered_in_its_source()
    {
        Result result = _session.Run(Rows + "$rows | Measure-L2Loss Actual ModelA -GroupBy Region -SummaryOnly");

        Assert.Equal([1L, 4L], result.Summaries.Select(summary => summary.Whole("LargestIndex")));
    }

    [Fact]
    public void Items_hold_their_group()
    {
        Result result = _session.Run(Rows + "$rows | Measure-L2Loss Actual ModelA -GroupBy Region");

        Assert.Equal(["north", "south", "north", "south"], result.Items.Select(item => item.Get("Group")));
    }

    [Fact]
    public void Bad_record_counts_in_its_group()
    {
        Result result = _session.Run(
            Rows + "$rows | Measure-L2Loss Actual ModelB -GroupBy Region -SummaryOnly -ErrorAction SilentlyContinue");

        Assert.Equal([1L, 0L], result.Summaries.Select(summary => summary.Whole("NotNumeric")));
    }

    [Fact]
    public void Key_absent_from_the_first_record_is_not_found()
    {
        Result result = _session.Run(Rows + "$rows | Measure-L2Loss Actual ModelA -GroupBy Regio");

        Assert.Equal("PropertyNotFound", result.TerminatingId);
        Assert.Contains("-GroupBy 'Region'", result.Terminating!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_records_before_the_first_are_counted_for_every_model()
    {
        Result result = _session.Run(
            Rows + "$null, $rows[0] | Measure-L2Loss Actual Model* -SummaryOnly -ErrorAction SilentlyContinue");

        Assert.Equal([1L, 1L], result.Summaries.Select(summary => summary.Whole("Missing")));
    }

    [Fact]
    public void PassThru_of_several_models_names_the_model()
    {
        Result result = _session.Run(Rows + "$rows[0] | Measure-L2Loss Actual Model* -PassThru -SummaryVariable summary");

        Assert.Equal(["ModelA", "ModelB"], result.Output.Select(copy => copy.Get("Model")));
    }

    [Fact]
    public void Several_summaries_go_into_the_variable_as_an_array()
    {
        Result result = _session.Run(
            Rows + "$rows[0..1] | Measure-L2Loss Actual Model* -SummaryOnly -SummaryVariable summary; , $summary.Model");

        Assert.Equal(["ModelA", "ModelB"], (object[])result.Output.Single().BaseObject);
    }

    [Fact]
    public void Weighted_groups_merge_as_if_measured_at_once()
    {
        Result result = _session.Run("""
            $rows = 1..40 | ForEach-Object { @{ Actual = $_ / 7; Predicted = $_ / 9; Weight = $_ % 5; Group = "g$($_ % 3)" } }
            $whole = $rows | Measure-L2Loss -GroupBy Group -WeightProperty Weight -SummaryOnly
            $parts = & {
                $rows[0..12] | Measure-L2Loss -GroupBy Group -WeightProperty Weight -SummaryOnly
                $rows[13..39] | Measure-L2Loss -GroupBy Group -WeightProperty Weight -SummaryOnly
            } | Merge-L2Loss
            0..2 | ForEach-Object { $whole[$_].Mse -eq $parts[$_].Mse; $whole[$_].R2 -eq $parts[$_].R2 }
            """);

        Assert.Equal(Enumerable.Repeat(true, 6), result.Output.Select(output => (bool)output.BaseObject));
    }

    private static IEnumerable<string> Texts(Result result, params string[] properties) =>
        result.Summaries.Select(summary => string.Join(
            ' ', properties.Select(property => LanguagePrimitives.ConvertTo<string>(summary.Get(property)))));
}
