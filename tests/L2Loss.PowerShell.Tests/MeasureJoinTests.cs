using System.Management.Automation;
using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>Two files joined by key: -ActualPath, -PredictedPath, -Key.</summary>
public sealed class MeasureJoinTests : IClassFixture<SharedSession>, IDisposable
{
    private const string Actual = "Id,Date,Region,Actual,W\n1,mo,n,10,1\n2,mo,s,20,2\n1,tu,n,30,1\n";
    private const string Predicted = "Date,Predicted,Id,B\ntu,33,1,30\nmo,11,1,12\nmo,18,2,20\n";

    private static readonly string[] CountNames =
        ["Read", "Count", "Missing", "UnmatchedActual", "UnmatchedPredicted", "DuplicateKeys"];

    private readonly Session _session;
    private readonly TemporaryFolder _folder = new();

    public MeasureJoinTests(SharedSession shared) => _session = shared.Session;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Items_come_in_the_order_of_the_actual_file()
    {
        Result result = Measure(Actual, Predicted, "Id, Date");

        Assert.Empty(result.Errors);
        Assert.Equal([1L, 2L, 3L], result.Items.Select(item => item.Whole("Index")));
        Assert.Equal([10.0, 20.0, 30.0], result.Items.Select(item => item.Number("Actual")));
        Assert.Equal([11.0, 18.0, 33.0], result.Items.Select(item => item.Number("Predicted")));
        Assert.Equal(14.0, result.Summary.Number("SumOfSquares"));
        Assert.Equal(Path.Combine(_folder.FullName, "actual.csv"), result.Summary.Get("Source"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-SummaryOnly")]
    public void Models_groups_and_weights_are_those_of_one_file(string parameters)
    {
        string one = _folder.Write(
            "one.csv", "Region,Actual,W,Predicted,B\nn,10,1,11,12\ns,20,2,18,20\nn,30,1,33,30\n");
        string options = $"Actual Pred*, B -WeightProperty W -GroupBy Region {parameters}";

        Result joined = Measure(Actual, Predicted, $"Id, Date {options}");
        Result single = _session.Run($"Measure-L2Loss -Path '{one}' {options}");

        Assert.Equal(4, joined.Summaries.Count);
        Assert.Equal(single.Summaries.Select(Describe), joined.Summaries.Select(Describe));
        Assert.Equal(single.Items.Select(Describe), joined.Items.Select(Describe));
    }

    [Fact]
    public void Wildcard_does_not_stand_for_the_key()
    {
        Result result = Measure(Actual, Predicted, "Id, Date -PredictedProperty * -SummaryOnly");

        Assert.Equal(["Predicted", "B"], result.Summaries.Select(summary => summary.Get("Model")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-SummaryOnly")]
    public void Record_without_partner_is_an_error_that_names_the_file_that_lacks_the_key(string parameters)
    {
        Result result = Measure(
            "Id,Date,Actual\n1,mo,1\n\n2,mo,x\n", "Id,Predicted,Date\n3,1,tu\n1,2,mo\n", $"Id, Date {parameters}");

        Assert.Equal(["UnmatchedKey", "UnmatchedKey"], result.ErrorIds);
        Assert.All(result.Errors, error => Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category));
        string actual = Path.Combine(_folder.FullName, "actual.csv");
        string predicted = Path.Combine(_folder.FullName, "predicted.csv");
        Assert.StartsWith(
            $"{actual}, line 4, record 2: {predicted} has no record with the key Id = '2', Date = 'mo'.",
            result.Errors[0].Exception.Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            $"{predicted}, line 2, record 1: {actual} has no record with the key Id = '3', Date = 'tu'.",
            result.Errors[1].Exception.Message,
            StringComparison.Ordinal);
        Assert.Equal("Read=3 Count=1 Missing=2 UnmatchedActual=1 UnmatchedPredicted=1 DuplicateKeys=0", Counts(result.Summary));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-SummaryOnly")]
    public void Second_record_of_a_key_is_an_error_on_either_side_and_the_first_counts(string parameters)
    {
        Result result = Measure(
            "Id,Actual\n7,1\n7,5\n", "Id,Predicted\n7,3\n 7 ,9\n7,8\n", $"Id {parameters} -SkipMissing");

        Assert.Equal(["DuplicateKey", "DuplicateKey", "DuplicateKey"], result.ErrorIds);
        Assert.Contains("actual.csv, line 3, record 2: record 1 has the same key Id = '7'", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Contains("predicted.csv, line 4, record 3: record 1 has the same key", result.Errors[2].Exception.Message, StringComparison.Ordinal);
        Assert.Equal("Read=4 Count=1 Missing=3 UnmatchedActual=0 UnmatchedPredicted=0 DuplicateKeys=3", Counts(result.Summary));
        Assert.Equal(4.0, result.Summary.Number("Mse"));
    }

    [Fact]
    public void Unmatched_key_is_reported_once_and_counted_for_every_model()
    {
        Result result = Measure("Id,Actual\n1,1\n2,2\n", "Id,A,B\n1,1,1\n3,1,1\n", "Id -PredictedProperty A, B");

        Assert.Equal(["UnmatchedKey", "UnmatchedKey"], result.ErrorIds);
        Assert.Equal([2L, 2L], result.Summaries.Select(summary => summary.Whole("Missing")));
        Assert.Equal([1L, 1L], result.Summaries.Select(summary => summary.Whole("UnmatchedPredicted")));
    }

    [Fact]
    public void SkipMissing_counts_unmatched_keys_without_errors()
    {
        Result result = Measure("Id,Actual\n1,1\n2,2\n", "Id,Predicted\n1,1\n3,1\n", "Id -SkipMissing -SummaryOnly");

        Assert.Empty(result.Errors);
        Assert.Equal("Read=3 Count=1 Missing=2 UnmatchedActual=1 UnmatchedPredicted=1 DuplicateKeys=0", Counts(result.Summary));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-SummaryOnly")]
    public void From_the_101st_on_unmatched_keys_are_only_counted(string parameters)
    {
        string actual = "Id,Actual\n" + string.Concat(Enumerable.Range(1, 150).Select(i => $"{i},1\n"));
        string predicted = "Id,Predicted\n" + string.Concat(Enumerable.Range(101, 150).Select(i => $"{i},1\n"));

        Result result = Measure(actual, predicted, $"Id {parameters}");

        Assert.Equal(100, result.Errors.Count);
        Assert.Contains(
            "200 records left out (100 without a predicted value, 100 without an actual value)",
            Assert.Single(result.Warnings),
            StringComparison.Ordinal);
        Assert.Equal("Read=250 Count=50 Missing=200 UnmatchedActual=100 UnmatchedPredicted=100 DuplicateKeys=0", Counts(result.Summary));
    }

    [Theory]
    [InlineData("Region", new[] { "n", "" })]
    [InlineData("Id", new[] { "1", "2" })]
    [InlineData("Region, Id", new[] { "n, 1", ", 2" })]
    public void Predicted_record_without_partner_has_the_group_that_its_key_tells(string groups, string[] expected)
    {
        Result result = Measure(
            "Id,Region,Actual\n1,n,1\n", "Id,Predicted\n1,1\n2,1\n", $"Id -GroupBy {groups} -SkipMissing -SummaryOnly");

        Assert.Equal(expected, result.Summaries.Select(summary => summary.Get("Group")));
        Assert.Equal([0L, 1L], result.Summaries.Select(summary => summary.Whole("UnmatchedPredicted")));
    }

    [Fact]
    public void Bad_predicted_value_is_named_in_its_own_file()
    {
        Result result = Measure("Id,Actual\n1,1\n2,2\n", "Id,Predicted\n2,two\n1,1\n", "Id");

        Assert.Equal(["NotNumeric"], result.ErrorIds);
        Assert.Contains(
            "predicted.csv, line 2, record 1: column 'Predicted' is not numeric: 'two'", result.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_compare_in_any_case_without_white_space()
    {
        Result result = Measure("Id,Actual\nab,1\nCd ,2\n", "ID,Predicted\n\" AB\",1\ncD,2\n", "id");

        Assert.Empty(result.Errors);
        Assert.Equal(2L, result.Summary.Whole("Count"));
    }

    [Fact]
    public void Other_formats_may_be_on_either_side()
    {
        string lines = _folder.Write("actual.jsonl", "{\"Id\":1,\"Actual\":1}\n{\"Id\":\"2\",\"Actual\":2}\n");
        string text = _folder.Write("predicted.tsv", "Id\tPredicted\n2\t5\n1\t1\n");

        Result there = _session.Run($"Measure-L2Loss -ActualPath '{lines}' -PredictedPath '{text}' -Key Id -SummaryOnly");
        Result back = _session.Run($"Measure-L2Loss Predicted Actual -ActualPath '{text}' -PredictedPath '{lines}' -Key Id -SummaryOnly");

        Assert.Equal([9.0, 9.0], there.Summaries.Concat(back.Summaries).Select(summary => summary.Number("SumOfSquares")));
    }

    [Fact]
    public void PassThru_gives_the_actual_record_with_its_predictions()
    {
        Result result = Measure("Id,Actual,Predicted\n1,1.0,old\n", "Id,Predicted\n1,3.0\n", "Id -PassThru -SummaryVariable s");

        PSObject row = Assert.Single(result.Output);
        Assert.Equal(
            ["Id", "Actual", "Predicted", "Predicted (predicted)", "Difference", "L2Loss"],
            row.Properties.Select(property => property.Name));
        Assert.Equal(["1", "1.0", "old", "3.0", 2.0, 4.0], row.Properties.Select(property => property.Value));
    }

    [Theory]
    [InlineData("Key", "predicted.csv has no column 'Key': it has 'Id', 'Predicted'")]
    [InlineData("Id -PredictedProperty Y", "predicted.csv has no column 'Y'")]
    [InlineData("Id -ActualProperty Predicted", "actual.csv has no column 'Predicted'")]
    [InlineData("Id -GroupBy Region", "actual.csv has no column 'Region'")]
    public void Absent_column_is_an_error_that_names_the_file(string parameters, string expected)
    {
        Result result = Measure("Id,Actual,Key\n1,1,1\n", "Id,Predicted\n1,1\n", parameters);

        Assert.Equal(["PropertyNotFound"], result.ErrorIds);
        Assert.Contains(expected, result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("actual.csv", "absent.csv", "FileNotFound")]
    [InlineData("absent.csv", "predicted.csv", "FileNotFound")]
    [InlineData("actual.csv", "open.csv", "MalformedFile")]
    [InlineData("open.csv", "predicted.csv", "MalformedFile")]
    [InlineData("actual.csv", ".", "FileUnreadable")]
    public void File_that_cannot_be_read_is_an_error_and_no_summary(string actual, string predicted, string id)
    {
        _folder.Write("actual.csv", Actual);
        _folder.Write("predicted.csv", Predicted);
        _folder.Write("open.csv", "Id,Actual,Predicted\n1,1,1\n2,\"2,2\n");

        Result result = _session.Run(
            $"Measure-L2Loss -ActualPath '{_folder.FullName}/{actual}' -PredictedPath '{_folder.FullName}/{predicted}' -Key Id -ErrorVariable e -SkipMissing");

        Assert.Equal(id, result.ErrorIds[^1]);
        Assert.Empty(result.Summaries);
    }

    [Theory]
    [InlineData("", "Id,Predicted\n1,1\n2,2\n", "Read=2 Count=0 Missing=2 UnmatchedActual=0 UnmatchedPredicted=2 DuplicateKeys=0")]
    [InlineData("Id,Actual\n1,1\n", "", "Read=1 Count=0 Missing=1 UnmatchedActual=1 UnmatchedPredicted=0 DuplicateKeys=0")]
    [InlineData("", "", "Read=0 Count=0 Missing=0 UnmatchedActual=0 UnmatchedPredicted=0 DuplicateKeys=0")]
    public void File_without_records_leaves_the_others_unmatched(string actual, string predicted, string expected)
    {
        Result result = Measure(actual, predicted, "Id -SkipMissing");

        Assert.Empty(result.Errors);
        Assert.Single(result.Warnings);
        Assert.Equal(expected, Counts(result.Summary));
    }

    [Theory]
    [InlineData("-ActualPath a.csv -Key Id", "PredictedPath")]
    [InlineData("-PredictedPath a.csv -Key Id", "ActualPath")]
    [InlineData("-ActualPath a.csv -PredictedPath b.csv", "Key")]
    public void All_three_parameters_are_needed(string parameters, string missing)
    {
        Result result = _session.Run($"Measure-L2Loss {parameters}");

        Assert.Equal("ParameterMissing", result.TerminatingId);
        Assert.StartsWith($"-{missing} is missing", result.Terminating!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Script_block_is_refused()
    {
        Result result = _session.Run("Measure-L2Loss { $_.A } -ActualPath a.csv -PredictedPath b.csv -Key Id");

        Assert.Equal("ScriptBlockInJoin", result.TerminatingId);
    }

    [Fact]
    public void Counts_merge_and_show_in_the_list()
    {
        _folder.Write("actual.csv", "Id,Actual\n1,1\n1,1\n2,2\n");
        _folder.Write("predicted.csv", "Id,Predicted\n1,1\n3,1\n");
        string measure = $"Measure-L2Loss -ActualPath '{_folder.FullName}/actual.csv' -PredictedPath '{_folder.FullName}/predicted.csv' "
            + "-Key Id -SummaryOnly -ErrorAction Ignore";

        Result result = _session.Run($$"""
            $summary = {{measure}}
            $summary, $summary | Merge-L2Loss
            $summary.LeftOut
            """);

        Assert.Equal("Read=8 Count=2 Missing=6 UnmatchedActual=2 UnmatchedPredicted=2 DuplicateKeys=2", Counts(result.Summary));
        Assert.Equal("3 missing (1 unmatched actual, 1 unmatched predicted, 1 with a duplicate key)", result.Output[1].ToString());
    }

    [Fact]
    public void ErrorAction_Stop_stops_at_the_first_unmatched_key()
    {
        Result result = Measure("Id,Actual\n1,1\n2,2\n", "Id,Predicted\n3,3\n", "Id -ErrorAction Stop");

        Assert.Equal("UnmatchedKey", result.TerminatingId);
        Assert.Empty(result.Summaries);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-SummaryOnly")]
    public async Task Stop_ends_the_join_and_closes_the_files(string parameters)
    {
        string records = string.Concat(Enumerable.Range(0, 50000).Select(i => $"{i},{i},{i}\n"));
        string actual = _folder.Write("actual.csv", "Id,Actual,Predicted\n" + records);
        string predicted = _folder.Write("predicted.csv", "Id,Actual,Predicted\n" + records);
        using var started = new ManualResetEventSlim();
        _session.Set("started", started);
        using System.Management.Automation.PowerShell shell = _session.Prepare($$"""
            while ($true) {
                $started.Set()
                Measure-L2Loss -ActualPath '{{actual}}' -PredictedPath '{{predicted}}' -Key Id {{parameters}}
            }
            """);
        IAsyncResult running = shell.BeginInvoke();
        Assert.True(started.Wait(TimeSpan.FromMinutes(1)));

        await Task.Run(shell.Stop).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        using FileStream first = new(actual, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        using FileStream second = new(predicted, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    private Result Measure(string actual, string predicted, string parameters) => _session.Run(
        $"Measure-L2Loss -ActualPath '{_folder.Write("actual.csv", actual)}' -PredictedPath '{_folder.Write("predicted.csv", predicted)}' "
        + $"-Key {parameters}");

    private static string Counts(PSObject summary) => string.Join(
        ' ',
        CountNames.Select(name => $"{name}={summary.Whole(name)}"));

    private static string Describe(PSObject output) =>
        string.Join(" ", output.Properties.Where(property => property.Name is not ("Source" or "LargestSource" or "Key"))
            .Select(property => FormattableString.Invariant($"{property.Name}={property.Value:R}")));
}
