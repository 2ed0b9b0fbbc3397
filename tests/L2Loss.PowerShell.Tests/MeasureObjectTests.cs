using System.Data;
using System.Management.Automation;
using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>Records from the pipeline and from -InputObject.</summary>
public sealed class MeasureObjectTests : IClassFixture<SharedSession>
{
    private const string House = """
        $house = @(
            [pscustomobject]@{ Actual = '200000'; Predicted = '220000' }
            [pscustomobject]@{ Actual = '400000'; Predicted = '385000' }
            [pscustomobject]@{ Actual = '300000'; Predicted = '305000' })

        """;

    private readonly Session _session;

    public MeasureObjectTests(SharedSession shared) => _session = shared.Session;

    [Fact]
    public void House_prices_give_the_contract_table()
    {
        Result result = _session.Run(House + "$house | Measure-L2Loss");

        Assert.Equal([200000.0, 400000.0, 300000.0], result.Items.Select(item => item.Number("Actual")));
        Assert.Equal([220000.0, 385000.0, 305000.0], result.Items.Select(item => item.Number("Predicted")));
        Assert.Equal([20000.0, 15000.0, 5000.0], result.Items.Select(item => item.Number("Difference")));
        Assert.Equal([400000000.0, 225000000.0, 25000000.0], result.Items.Select(item => item.Number("L2Loss")));
        Assert.Equal(650000000.0, result.Summary.Number("SumOfSquares"));
    }

    [Fact]
    public void Good_data_gives_no_error_and_no_warning()
    {
        Result result = _session.Run(House + "$house | Measure-L2Loss");

        Assert.Null(result.Terminating);
        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void House_prices_in_dollars_work_with_the_culture()
    {
        Result result = _session.Run("""
            [pscustomobject]@{ Actual = '$200,000'; Predicted = '$220,000' },
            [pscustomobject]@{ Actual = '$400,000'; Predicted = '$385,000' },
            [pscustomobject]@{ Actual = '$300,000'; Predicted = '$305,000' } | Measure-L2Loss -Culture en-US
            """);

        Assert.Empty(result.Errors);
        Assert.Equal([400000000.0, 225000000.0, 25000000.0], result.Items.Select(item => item.Number("L2Loss")));
    }

    [Fact]
    public void Items_come_in_input_order_and_the_summary_last()
    {
        Result result = _session.Run(House + "$house | Measure-L2Loss");

        Assert.Equal([1L, 2L, 3L], result.Output.Take(3).Select(item => item.Whole("Index")));
        Assert.Equal("L2Loss.L2LossSummary", result.Output[3].BaseObject.GetType().FullName);
        Assert.Equal(4, result.Output.Count);
    }

    [Fact]
    public void Item_has_the_contract_properties_and_no_other()
    {
        Result result = _session.Run("@{ Actual = 5; Predicted = 7 } | Measure-L2Loss");

        Assert.Equal(
            ["Index", "Actual", "Predicted", "Residual", "Difference", "L2Loss", "Weight", "Model", "Group", "Key"],
            result.Items[0].Properties.Select(property => property.Name));
    }

    [Theory]
    [InlineData("Index", 1L)]
    [InlineData("Actual", 5.0)]
    [InlineData("Predicted", 7.0)]
    [InlineData("Residual", -2.0)]
    [InlineData("Difference", 2.0)]
    [InlineData("L2Loss", 4.0)]
    [InlineData("Weight", 1.0)]
    [InlineData("Model", "Predicted")]
    [InlineData("Group", null)]
    public void Item_property_has_its_value(string property, object? expected)
    {
        Result result = _session.Run("[pscustomobject]@{ Actual = 5; Predicted = 7 } | Measure-L2Loss");

        Assert.Equal(expected, result.Items[0].Get(property));
    }

    [Fact]
    public void Index_counts_the_records_left_out()
    {
        Result result = _session.Run("""
            1, 'x', $null, 4 | ForEach-Object { @{ Actual = 1; Predicted = $_ } } | Measure-L2Loss
            """);

        Assert.Equal([1L, 4L], result.Items.Select(item => item.Whole("Index")));
    }

    [Fact]
    public void Properties_may_be_named_by_position()
    {
        Result result = _session.Run("[pscustomobject]@{ y = 10; yhat = 12 } | Measure-L2Loss y yhat");

        Assert.Equal(4.0, result.Summary.Number("Mse"));
        Assert.Equal("yhat", result.Summary.Get("Model"));
    }

    [Fact]
    public void Properties_are_found_in_any_case()
    {
        Result result = _session.Run("[pscustomobject]@{ ACTUAL = 1; predicted = 3 } | Measure-L2Loss");

        Assert.Equal(4.0, result.Summary.Number("Mse"));
    }

    [Fact]
    public void Several_predictions_give_an_item_each_and_a_summary_each()
    {
        Result result = _session.Run("""
            [pscustomobject]@{ Actual = 1; A = 2; B = 4 }, [pscustomobject]@{ Actual = 2; A = 2; B = 4 } |
                Measure-L2Loss -PredictedProperty A, B
            """);

        Assert.Equal(["A", "B", "A", "B"], result.Items.Select(item => item.Get("Model")));
        Assert.Equal([1L, 1L, 2L, 2L], result.Items.Select(item => item.Whole("Index")));
        Assert.Equal(["A", "B"], result.Summaries.Select(summary => summary.Get("Model")));
        Assert.Equal([0.5, 6.5], result.Summaries.Select(summary => summary.Number("Mse")));
    }

    [Fact]
    public void Bad_prediction_of_one_model_leaves_the_other_whole()
    {
        Result result = _session.Run("""
            [pscustomobject]@{ Actual = 1; A = 'x'; B = 4 } | Measure-L2Loss -PredictedProperty A, B -SummaryOnly
            """);

        Assert.Equal([0L, 1L], result.Summaries.Select(summary => summary.Whole("Count")));
        Assert.Equal([1L, 0L], result.Summaries.Select(summary => summary.Whole("NotNumeric")));
    }

    [Fact]
    public void Bad_actual_value_is_reported_once_for_all_models()
    {
        Result result = _session.Run("""
            [pscustomobject]@{ Actual = 'x'; A = 1; B = 4 } | Measure-L2Loss -PredictedProperty A, B -SummaryOnly
            """);

        Assert.Equal(["NotNumeric"], result.ErrorIds);
        Assert.Equal([1L, 1L], result.Summaries.Select(summary => summary.Whole("NotNumeric")));
    }

    [Fact]
    public void SummaryOnly_gives_the_summary_alone()
    {
        Result result = _session.Run(House + "$house | Measure-L2Loss -SummaryOnly");

        Assert.Equal("L2Loss.L2LossSummary", Assert.Single(result.Output).BaseObject.GetType().FullName);
    }

    [Fact]
    public void SummaryOnly_gives_the_very_summary_of_the_full_run()
    {
        Result full = _session.Run(House + "$house | Measure-L2Loss");
        Result only = _session.Run(House + "$house | Measure-L2Loss -SummaryOnly");

        Assert.Equal(
            full.Summary.Properties.Select(property => (property.Name, property.Value)),
            only.Summary.Properties.Select(property => (property.Name, property.Value)));
    }

    [Theory]
    [InlineData("@{ Actual = 1; Predicted = 3 }")]
    [InlineData("[ordered]@{ Actual = 1; Predicted = 3 }")]
    [InlineData("@{ actual = 1; PREDICTED = 3 }")]
    [InlineData("& { $d = [Collections.Hashtable]::new(); $d['aCTUAL'] = 1; $d['Predicted'] = 3; $d }")]
    [InlineData("& { $d = [Collections.Generic.Dictionary[string, object]]::new(); $d['actual'] = 1; $d['predicted'] = 3; , $d }")]
    [InlineData("& { $d = [Collections.Generic.SortedDictionary[string, int]]::new(); $d['Actual'] = 1; $d['Predicted'] = 3; , $d }")]
    public void Dictionary_is_a_record(string record)
    {
        Result result = _session.Run(record + " | Measure-L2Loss");

        Assert.Equal(4.0, Assert.Single(result.Items).Number("L2Loss"));
    }

    [Fact]
    public void Dictionary_by_name_is_one_record()
    {
        Result result = _session.Run("Measure-L2Loss -InputObject @{ Actual = 1; Predicted = 3 } -SummaryOnly");

        Assert.Equal(1L, result.Summary.Whole("Count"));
    }

    [Fact]
    public void Array_by_name_is_a_list_of_records()
    {
        Result piped = _session.Run(House + "$house | Measure-L2Loss");
        Result named = _session.Run(House + "Measure-L2Loss -InputObject $house");

        Assert.Equal(
            piped.Items.Select(item => (item.Whole("Index"), item.Number("L2Loss"))),
            named.Items.Select(item => (item.Whole("Index"), item.Number("L2Loss"))));
    }

    [Theory]
    [InlineData(", $house")]
    [InlineData(", [System.Collections.ArrayList]$house")]
    [InlineData("$house[0], $house[1..2]")]
    public void List_that_comes_as_one_object_is_a_list_of_records(string input)
    {
        Result piped = _session.Run(House + "$house | Measure-L2Loss");
        Result whole = _session.Run(House + input + " | Measure-L2Loss");

        Assert.Empty(whole.Errors);
        Assert.Equal(
            piped.Items.Select(item => (item.Whole("Index"), item.Number("L2Loss"))),
            whole.Items.Select(item => (item.Whole("Index"), item.Number("L2Loss"))));
        Assert.Equal(piped.Summary.Number("Mse"), whole.Summary.Number("Mse"));
    }

    [Fact]
    public void List_is_a_record_for_script_blocks()
    {
        Result result = _session.Run("(1, 3), (2, 5) | Measure-L2Loss { $_[0] } { $_[1] }");

        Assert.Equal([4.0, 9.0], result.Items.Select(item => item.Number("L2Loss")));
    }

    [Fact]
    public void List_in_a_list_is_no_record()
    {
        Result result = _session.Run(House + ", (, $house) | Measure-L2Loss");

        Assert.Contains("pipe its elements", result.Terminating!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Array_of_hashtables_by_name_is_a_list_of_records()
    {
        Result result = _session.Run(
            "Measure-L2Loss -InputObject @{ Actual = 1; Predicted = 3 }, @{ Actual = 1; Predicted = 1 } -SummaryOnly");

        Assert.Equal(2.0, result.Summary.Number("Mse"));
    }

    [Fact]
    public void Null_inside_an_array_by_name_is_a_missing_record()
    {
        Result result = _session.Run("Measure-L2Loss -InputObject @{ Actual = 1; Predicted = 3 }, $null -SummaryOnly");

        Assert.Equal(1L, result.Summary.Whole("Missing"));
    }

    [Fact]
    public void Typed_objects_are_records()
    {
        Result result = _session.Run("$input | Measure-L2Loss", new Priced(1.5, 2m), new Priced(3, 3m));

        Assert.Equal([0.25, 0.0], result.Items.Select(item => item.Number("L2Loss")));
    }

    [Fact]
    public void Data_rows_are_records_and_DBNull_is_missing()
    {
        using var table = new DataTable();
        table.Columns.Add("Actual", typeof(double));
        table.Columns.Add("Predicted", typeof(string));
        table.Rows.Add(1.5, "2");
        table.Rows.Add(DBNull.Value, "2");

        Result result = _session.Run("$input | Measure-L2Loss", table.Rows[0], table.Rows[1]);

        Assert.Equal(0.25, Assert.Single(result.Items).Number("L2Loss"));
        Assert.Equal(["MissingValue"], result.ErrorIds);
    }

    [Fact]
    public void Data_table_by_name_is_a_list_of_its_rows()
    {
        using var table = new DataTable();
        table.Columns.Add("Actual", typeof(int));
        table.Columns.Add("Predicted", typeof(int));
        table.Rows.Add(1, 3);
        table.Rows.Add(1, 2);

        _session.Set("table", table);
        Result result = _session.Run("Measure-L2Loss -InputObject $table -SummaryOnly");

        Assert.Equal(2.5, result.Summary.Number("Mse"));
    }

    [Fact]
    public void Script_properties_of_records_are_read()
    {
        Result result = _session.Run("""
            $record = [pscustomobject]@{ Actual = 1 }
            $record.PSObject.Properties.Add([psscriptproperty]::new('Predicted', { $this.Actual + 2 }))
            $record | Measure-L2Loss
            """);

        Assert.Equal(4.0, Assert.Single(result.Items).Number("L2Loss"));
    }

    [Fact]
    public void Script_property_that_throws_is_a_bad_record()
    {
        Result result = _session.Run("""
            1..3 | ForEach-Object {
                $record = [pscustomobject]@{ Actual = 1; Number = $_ }
                $record.PSObject.Properties.Add([psscriptproperty]::new('Predicted', {
                    if ($this.Number -eq 2) { throw 'no forecast' } else { 3 } }))
                $record
            } | Measure-L2Loss
            """);

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Contains("Record 2: property 'Predicted'", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("no forecast", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal([1L, 3L], result.Items.Select(item => item.Whole("Index")));
    }

    [Fact]
    public void Null_record_is_missing_and_the_others_count()
    {
        Result result = _session.Run("""
            @{ Actual = 1; Predicted = 3 }, $null, @{ Actual = 1; Predicted = 1 } | Measure-L2Loss
            """);

        Assert.Equal(["MissingValue"], result.ErrorIds);
        Assert.Contains("Record 2", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal([1L, 3L], result.Items.Select(item => item.Whole("Index")));
        Assert.Equal(1L, result.Summary.Whole("Missing"));
    }

    [Fact]
    public void Null_first_record_does_not_hide_the_shape_of_the_second()
    {
        Result result = _session.Run("$null, [pscustomobject]@{ Actual = 1; Predicted = 3 } | Measure-L2Loss -SkipMissing");

        Assert.Empty(result.Errors);
        Assert.Equal(4.0, result.Summary.Number("Mse"));
    }

    [Theory]
    [InlineData("@() | Measure-L2Loss")]
    [InlineData("Measure-L2Loss -InputObject @()")]
    public void No_records_give_an_empty_summary_and_a_warning(string script)
    {
        Result result = _session.Run(script);

        Assert.Null(result.Terminating);
        Assert.Empty(result.Errors);
        Assert.Equal(0L, result.Summary.Whole("Count"));
        Assert.Equal(double.NaN, result.Summary.Number("Mse"));
        Assert.Single(result.Warnings);
    }

    [Fact]
    public void Only_bad_records_give_an_empty_summary_and_a_warning()
    {
        Result result = _session.Run("@{ Actual = 1; Predicted = 'x' } | Measure-L2Loss");

        Assert.Equal(double.NaN, result.Summary.Number("Mse"));
        Assert.Single(result.Warnings);
    }

    public sealed record Priced(double Actual, decimal Predicted);
}
