using System.IO.Compression;
using System.Management.Automation;
using System.Text;
using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>Files measured with -Path, -LiteralPath and from the pipeline.</summary>
public sealed class MeasurePathTests : IClassFixture<SharedSession>, IDisposable
{
    private const string Prices = "Actual,Predicted\n200000,220000\n400000,385000\n300000,305000\n";

    private static readonly string Parquet =
        Path.Combine(RepositoryPaths.Root, "tests", "L2Loss.Files.Tests", "Parquet", "Data", "duckdb-gzip.parquet");

    private readonly Session _session;
    private readonly TemporaryFolder _folder = new();

    public MeasurePathTests(SharedSession shared) => _session = shared.Session;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void House_prices_give_the_contract_table()
    {
        Result result = Measure(Prices);

        Assert.Empty(result.Errors);
        Assert.Equal([1L, 2L, 3L], result.Items.Select(item => item.Whole("Index")));
        Assert.Equal([20000.0, 15000.0, 5000.0], result.Items.Select(item => item.Number("Difference")));
        Assert.Equal([400000000.0, 225000000.0, 25000000.0], result.Items.Select(item => item.Number("L2Loss")));
        Assert.Equal(650000000.0, result.Summary.Number("SumOfSquares"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-SummaryOnly")]
    [InlineData("-PassThru")]
    public void Output_is_that_of_the_records(string parameters)
    {
        string[] names = ["Region", "Actual", "Model A", "ModelB", "W"];
        string[][] cells =
        [
            ["north", "0.3", "0.1", "10000000.2", "1"],
            ["so,uth", "NA", "1,5", "3", "2"],
            ["north", "1e400", "2", "3", "-1"],
            ["so,uth", " 7 ", "8", "", "0.5"],
            ["north", "123456789012345678.5", "2", "9", "3"],
            ["two\nlines", "1", "2", "3", "4"],
        ];
        string path = _folder.Write("mixed.csv", string.Join("\r\n\r\n", cells.Prepend(names).Select(Quote)));
        object[] rows = [.. cells.Select(row => Row(names, row))];
        string options = $"Actual Model* -WeightProperty W -GroupBy Region {parameters} -ErrorAction Ignore";

        Result ofFile = _session.Run($"Measure-L2Loss -Path '{path}' {options}");
        Result ofRecords = _session.Run($"$input | Measure-L2Loss {options}", rows);

        Assert.Equal(6, ofFile.Summaries.Count);
        Assert.All(ofFile.Summaries, summary => Assert.Equal(path, summary.Get("Source")));
        Assert.Equal(ofRecords.Summaries.Select(Describe), ofFile.Summaries.Select(Describe));
        Assert.Equal(ofRecords.Items.Select(Describe), ofFile.Items.Select(Describe));
    }

    [Fact]
    public void Every_file_has_its_items_and_its_summary()
    {
        _folder.Write("part-1.csv", "Actual,Predicted\n1,2\n");
        _folder.Write("part-2.csv", "Predicted,Actual\n5,2\n");

        Result result = _session.Run($"Measure-L2Loss -Path '{_folder.FullName}/part-*.csv'");

        Assert.Equal(
            ["L2LossItem", "L2LossKeyedSummary", "L2LossItem", "L2LossKeyedSummary"],
            result.Output.Select(output => output.BaseObject.GetType().Name));
        Assert.Equal(["part-1.csv", "part-2.csv"], result.Summaries.Select(Source));
        Assert.Equal([1.0, 9.0], result.Summaries.Select(summary => summary.Number("Mse")));
    }

    [Fact]
    public void Files_from_the_pipeline_are_files()
    {
        var first = new FileInfo(_folder.Write("a.csv", "Actual;Predicted\n1;2\n"));
        var second = new FileInfo(_folder.Write("b.csv", "Actual;Predicted\n1;3\n"));

        Result result = _session.Run("$input | Measure-L2Loss -SummaryOnly -Delimiter ';'", first, second);

        Assert.Empty(result.Errors);
        Assert.Equal(["a.csv", "b.csv"], result.Summaries.Select(Source));
        Assert.Equal([1.0, 4.0], result.Summaries.Select(summary => summary.Number("Mse")));
    }

    [Fact]
    public void Several_summaries_go_into_the_variable()
    {
        _folder.Write("a.csv", Prices);
        _folder.Write("b.csv", Prices);

        Result result = _session.Run(
            $"Measure-L2Loss -Path '{_folder.FullName}/*.csv' -SummaryOnly -SummaryVariable all; $all.Count; $all.Source.Count");

        Assert.Equal([2, 2], result.Output.Select(output => output.BaseObject));
    }

    [Fact]
    public void Path_may_be_relative_to_the_location_or_on_a_drive()
    {
        _folder.Write("prices.csv", Prices);

        Result result = _session.Run($$"""
            $state = $ExecutionContext.SessionState
            $fileSystem = $state.Provider.GetOne('FileSystem')
            $drive = [Management.Automation.PSDriveInfo]::new('Forecast', $fileSystem, '{{_folder.FullName}}', '', $null)
            $null = $state.Drive.New($drive, 'Global')
            $before = $state.Path.CurrentLocation.Path
            $null = $state.Path.SetLocation('{{_folder.FullName}}')
            try { Measure-L2Loss -Path prices.csv -SummaryOnly } finally { $null = $state.Path.SetLocation($before) }
            Measure-L2Loss -LiteralPath Forecast:/prices.csv -SummaryOnly
            $state.Drive.Remove('Forecast', $true, 'Global')
            """);

        Assert.Empty(result.Errors);
        Assert.Equal([3L, 3L], result.Summaries.Select(summary => summary.Whole("Count")));
    }

    [Fact]
    public void Literal_path_may_hold_wildcard_characters()
    {
        string path = _folder.Write("[1] prices.csv", Prices);

        Result result = _session.Run($"Measure-L2Loss -LiteralPath '{path}' -SummaryOnly");

        Assert.Equal(3L, result.Summary.Whole("Count"));
    }

    [Fact]
    public void Missing_file_is_an_error_and_the_others_go_on()
    {
        string there = _folder.Write("there.csv", Prices);

        Result result = _session.Run($"Measure-L2Loss -Path '{_folder.FullName}/absent.csv', '{there}' -SummaryOnly");

        Assert.Equal(["FileNotFound"], result.ErrorIds);
        Assert.Contains("absent.csv", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(3L, result.Summary.Whole("Count"));
    }

    [Theory]
    [InlineData("-Path", "no-*.csv")]
    [InlineData("-LiteralPath", "absent.csv")]
    public void Path_to_nothing_is_an_error(string parameter, string name)
    {
        Result result = _session.Run($"Measure-L2Loss {parameter} '{_folder.FullName}/{name}'");

        Assert.Equal(["FileNotFound"], result.ErrorIds);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("env:PATH", "FileUnreadable")]
    [InlineData("nodrive:/x.csv", "FileNotFound")]
    public void Path_outside_the_file_system_is_an_error(string path, string id)
    {
        Result result = _session.Run($"Measure-L2Loss -LiteralPath '{path}'");

        Assert.Equal([id], result.ErrorIds);
    }

    [Fact]
    public void Folder_is_an_error_and_the_files_beside_it_go_on()
    {
        var folder = new DirectoryInfo(_folder.FullName);
        var file = new FileInfo(_folder.Write("b.csv", Prices));

        Result result = _session.Run("$input | Measure-L2Loss -SummaryOnly", folder, file);

        Assert.Equal(["FileUnreadable"], result.ErrorIds);
        Assert.Equal(3L, result.Summary.Whole("Count"));
    }

    [Fact]
    public void Absent_column_is_an_error_that_lists_the_header_and_the_next_file_goes_on()
    {
        _folder.Write("a.csv", "Actual,Predcited\n1,2\n");
        _folder.Write("b.csv", Prices);

        Result result = _session.Run($"Measure-L2Loss -Path '{_folder.FullName}/*.csv' -SummaryOnly");

        Assert.Equal(["PropertyNotFound"], result.ErrorIds);
        Assert.Contains(
            "no column 'Predicted': it has 'Actual', 'Predcited'. Did you mean -Predicted 'Predcited'?",
            result.Errors[0].Exception.Message,
            StringComparison.Ordinal);
        Assert.Equal(3L, result.Summary.Whole("Count"));
    }

    [Theory]
    [InlineData("Measure-L2Loss Actual Predicted -PassThru")]
    [InlineData("Measure-L2Loss Actual { $_.Note }")]
    [InlineData("Compare-L2Loss Actual Predicted, { $_.Note }")]
    public void Records_as_objects_need_every_column_once(string command)
    {
        string path = _folder.Write("notes.csv", "Actual,Note,Predicted,note\n1,5,2,6\n");

        Result result = _session.Run($"{command} -Path '{path}'");

        Assert.Equal(["MalformedFile"], result.ErrorIds);
        Assert.Contains("columns 2 and 4 are both called 'note'", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-SummaryOnly")]
    public void Groups_are_in_order_of_their_first_record_even_if_it_is_bad(string parameters)
    {
        string path = _folder.Write("groups.csv", "Region,Actual,Predicted\nnorth,x,1\nsouth,1,2\nnorth,1,3\n");

        Result result = _session.Run($"Measure-L2Loss -Path '{path}' -GroupBy Region -ErrorAction Ignore {parameters}");

        Assert.Equal(["north", "south"], result.Summaries.Select(summary => summary.Get("Group")));
    }

    [Fact]
    public void Repeated_column_is_an_error_only_when_it_is_asked_for()
    {
        string path = _folder.Write("twice.csv", "Actual,Note,Predicted,Note,actual\n1,x,2,y,3\n");

        Result asked = _session.Run($"Measure-L2Loss -Path '{path}' -SummaryOnly");
        Result other = _session.Run($"Measure-L2Loss -Path '{path}' Predicted Predicted -SummaryOnly");

        Assert.Equal(["MalformedFile"], asked.ErrorIds);
        Assert.Contains("columns 1 and 5 are both called 'Actual'", asked.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Empty(asked.Output);
        Assert.Equal(1L, other.Summary.Whole("Count"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-SummaryOnly")]
    public void Bad_cell_is_named_by_file_line_record_column_and_text(string parameters)
    {
        string path = _folder.Write("bad.csv", "Note,Actual,Predicted\n\"two\nlines\",1,2\n\nb,\"1,5\",2\nc,3,\n");

        Result result = _session.Run($"Measure-L2Loss -Path '{path}' {parameters}");

        Assert.Equal(["NotNumeric", "MissingValue"], result.ErrorIds);
        Assert.StartsWith(
            $"{path}, line 5, record 2: column 'Actual' is not numeric: '1,5'. Hint: decimal comma? try -Culture de-DE",
            result.Errors[0].Exception.Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            $"{path}, line 6, record 3: column 'Predicted' is missing: ''.", result.Errors[1].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(3L, result.Summary.Whole("Read"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-SummaryOnly")]
    public void From_the_101st_on_bad_records_are_only_counted(string parameters)
    {
        string path = _folder.Write("bad.csv", "Actual,Predicted\n" + string.Concat(Enumerable.Repeat("x,1\n1,1\n", 150)));

        Result result = _session.Run($"Measure-L2Loss -Path '{path}' {parameters}");

        Assert.Equal(100, result.Errors.Count);
        Assert.Contains("150 records left out (150 not numeric)", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(150L, result.Summary.Whole("NotNumeric"));
    }

    [Fact]
    public void ErrorAction_Stop_stops_at_the_first_bad_record()
    {
        string path = _folder.Write("bad.csv", "Actual,Predicted\n1,1\nx,1\ny,1\n");

        Result result = _session.Run($"Measure-L2Loss -Path '{path}' -ErrorAction Stop");

        Assert.Equal("NotNumeric", result.TerminatingId);
        Assert.Empty(result.Summaries);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Actual,Predicted\n")]
    public void File_without_records_gives_an_empty_summary_and_a_warning(string content)
    {
        Result result = Measure(content);

        Assert.Empty(result.Errors);
        Assert.Single(result.Warnings);
        Assert.Equal(0L, result.Summary.Whole("Count"));
        Assert.Equal(double.NaN, result.Summary.Number("Mse"));
    }

    [Fact]
    public void Open_quote_at_the_end_is_an_error_and_no_summary()
    {
        Result result = Measure("Actual,Predicted\n1,2\n3,\"4\n5,6\n");

        Assert.Equal(["MalformedFile"], result.ErrorIds);
        Assert.Empty(result.Summaries);
    }

    [Fact]
    public void Last_record_cut_off_is_missing_a_value()
    {
        Result result = Measure("Actual,Predicted\n1,2\n3");

        Assert.Equal(["MissingValue"], result.ErrorIds);
        Assert.Equal(1L, result.Summary.Whole("Missing"));
    }

    [Fact]
    public void Compressed_file_is_read_and_a_truncated_one_is_an_error()
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Prices));
        }

        string whole = _folder.Write("prices.csv.gz", stream.ToArray());
        string cut = _folder.Write("cut.csv.gz", stream.ToArray()[..^9]);

        Result result = _session.Run($"Measure-L2Loss -Path '{whole}', '{cut}' -SummaryOnly");

        Assert.Equal(["MalformedFile"], result.ErrorIds);
        Assert.Equal("prices.csv.gz", Source(result.Summary));
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void Compressed_file_is_read_whole_or_is_an_error(CompressionLevel level)
    {
        var random = new Random(1952);
        byte[] content = Encoding.UTF8.GetBytes("Actual,Predicted\n" + string.Concat(
            Enumerable.Range(0, 9000).Select(i => $"{(i % 3 == 0 ? 7 : random.Next())},{random.Next(1000)}\n")));
        byte[] file = [.. Compress(content.AsSpan(0, 70000)), .. Compress([]), .. Compress(content.AsSpan(70000))];
        string plain = _folder.Write("plain.csv", content);
        string compressed = _folder.Write("whole.csv.gz", file);

        Result result = _session.Run($"Measure-L2Loss -Path '{plain}', '{compressed}' -SummaryOnly");

        Assert.Empty(result.Errors);
        Assert.Equal(9000L, result.Summaries[1].Whole("Count"));
        Assert.Equal(result.Summaries[0].Get("MergeState"), result.Summaries[1].Get("MergeState"));

        // Cut off, with something behind it, and with a bit changed, in places all over the file.
        byte[][] damaged =
        [
            .. Enumerable.Range(1, 20).Select(i => file[..^(i * i * file.Length / 401)]),
            [.. file, 1],
            .. Enumerable.Range(1, 20).Select(i => Flip(file, (i * file.Length / 21) + i)),
        ];
        string[] paths = [.. damaged.Select((bytes, i) => _folder.Write($"damaged{i}.csv.gz", bytes))];

        Result failed = _session.Run($"Measure-L2Loss -Path {string.Join(", ", paths.Select(path => $"'{path}'"))} -SummaryOnly");

        Assert.Empty(failed.Summaries);
        Assert.Equal(Enumerable.Repeat("MalformedFile", paths.Length), failed.ErrorIds);

        byte[] Compress(ReadOnlySpan<byte> bytes)
        {
            using var stream = new MemoryStream();
            using (var gzip = new GZipStream(stream, level))
            {
                gzip.Write(bytes);
            }

            return stream.ToArray();
        }

        static byte[] Flip(byte[] bytes, int place)
        {
            byte[] copy = [.. bytes];
            copy[place] ^= 16;
            return copy;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-SummaryOnly")]
    [InlineData("-PassThru")]
    public void Json_lines_give_the_output_of_the_records(string parameters)
    {
        string path = _folder.Write("mixed.jsonl", """
            {"Region": "north", "Actual": 0.3, "Model A": 0.1, "ModelB": "10000000.2", "W": 1}
            {"Region": "s\u00fcd", "Actual": null, "Model A": "1,5", "ModelB": 3, "W": 2}

            {"W": 0.5, "Region": "north", "Actual": " 7 ", "Model A": 8e0, "ModelB": true}
            {"Region": "s\u00fcd", "Actual": 123456789012345678.5, "Model A": 2, "ModelB": 9, "W": 3}
            """);
        object[] rows =
        [
            Row(["Region", "Actual", "Model A", "ModelB", "W"], ["north", "0.3", "0.1", "10000000.2", "1"]),
            Row(["Region", "Actual", "Model A", "ModelB", "W"], ["süd", "", "1,5", "3", "2"]),
            Row(["Region", "Actual", "Model A", "ModelB", "W"], ["north", " 7 ", "8", "true", "0.5"]),
            Row(["Region", "Actual", "Model A", "ModelB", "W"], ["süd", "123456789012345678.5", "2", "9", "3"]),
        ];
        string options = $"Actual Model* -WeightProperty W -GroupBy Region {parameters} -ErrorAction Ignore";

        Result ofFile = _session.Run($"Measure-L2Loss -Path '{path}' {options}");
        Result ofRecords = _session.Run($"$input | Measure-L2Loss {options}", rows);

        Assert.Equal(4, ofFile.Summaries.Count);
        Assert.Equal(ofRecords.Summaries.Select(Describe), ofFile.Summaries.Select(Describe));
        Assert.Equal(ofRecords.Items.Select(Describe), ofFile.Items.Select(Describe));
    }

#if STANDARD_BUILD
    [Fact]
    public void Parquet_is_an_error_that_names_the_PowerShell_it_needs_and_the_next_file_goes_on()
    {
        string path = _folder.Write("prices.csv", Prices);

        Result result = _session.Run($"Measure-L2Loss -Path '{Parquet}', '{path}' -SummaryOnly");

        Assert.Equal(["FileUnreadable"], result.ErrorIds);
        Assert.Contains(Parquet, result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Contains("PowerShell 7.4", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(3L, result.Summary.Whole("Count"));
    }
#else
    [Fact]
    public void Parquet_is_read()
    {
        Result result = _session.Run($"Measure-L2Loss -Path '{Parquet}' whole whole -SummaryOnly");

        Assert.Empty(result.Errors);
        Assert.Equal(20L, result.Summary.Whole("Count"));
    }
#endif

    [Fact]
    public void Tabs_part_the_values_of_tsv_files()
    {
        string path = _folder.Write("prices.tsv", "Actual\tPredicted\n1\t3\n");

        Assert.Equal(4.0, _session.Run($"Measure-L2Loss -Path '{path}' -SummaryOnly").Summary.Number("Mse"));
    }

    [Theory]
    [InlineData("utf-16", "")]
    [InlineData("utf-8", "")]
    [InlineData("iso-8859-1", "-Encoding latin1")]
    [InlineData("iso-8859-1", "-Encoding 28591")]
    [InlineData("iso-8859-1", "-Encoding windows-1252")]
    [InlineData("iso-8859-1", "-Encoding 1252")]
    public void Text_may_be_encoded_in_many_ways(string encoding, string parameters)
    {
        Encoding given = Encoding.GetEncoding(encoding);
        string path = _folder.Write("p.csv", [.. given.GetPreamble(), .. given.GetBytes("Schätzung,Actual\n3,1\n")]);

        Result result = _session.Run($"Measure-L2Loss -Path '{path}' Actual Schätzung -SummaryOnly {parameters}");

        Assert.Empty(result.Errors);
        Assert.Equal(4.0, result.Summary.Number("Mse"));
    }

    [Fact]
    public void Unknown_encoding_is_refused_with_the_names()
    {
        Result result = _session.Run("Measure-L2Loss -Path x.csv -Encoding klingon");

        Assert.Contains("There is no encoding 'klingon'", result.Terminating!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PassThru_gives_all_columns_as_text_and_the_loss()
    {
        string path = _folder.Write("p.csv", "Id,Actual,Predicted\n007,1,3\n008,x,1\n");

        Result result = _session.Run($"Measure-L2Loss -Path '{path}' -PassThru -SummaryVariable s -ErrorAction Ignore");

        PSObject row = Assert.Single(result.Output);
        Assert.Equal(
            ["Id", "Actual", "Predicted", "Difference", "L2Loss"], row.Properties.Select(property => property.Name));
        Assert.Equal(["007", "1", "3", 2.0, 4.0], row.Properties.Select(property => property.Value));
    }

    [Fact]
    public void Script_block_computes_from_the_columns()
    {
        string path = _folder.Write("p.csv", "Net,Vat,Forecast\n100,19,120\nx,1,2\n");

        Result result = _session.Run(
            $"Measure-L2Loss -Path '{path}' {{ [double]$_.Net + [double]$_.Vat }} Forecast -SummaryOnly");

        Assert.Equal(["NotNumeric"], result.ErrorIds);
        Assert.StartsWith($"{path}, line 3, record 2: script block", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(1.0, result.Summary.Number("Mse"));
    }

    [Fact]
    public void Culture_reads_the_numbers()
    {
        string path = _folder.Write("p.csv", "Actual;Predicted\n1,5;2\n");

        Result result = _session.Run($"Measure-L2Loss -Path '{path}' -Delimiter ';' -Culture de-DE -SummaryOnly");

        Assert.Equal(0.25, result.Summary.Number("Mse"));
    }

    [Fact]
    public void File_can_be_deleted_after_a_stop_in_the_middle()
    {
        string path = _folder.Write("p.csv", "Actual,Predicted\n" + string.Concat(Enumerable.Repeat("1,2\n", 100000)));

        Result result = _session.Run($"foreach ($once in 1) {{ Measure-L2Loss -Path '{path}' | ForEach-Object {{ $_; if ($_.Index -eq 3) {{ break }} }} }}");

        Assert.Equal([1L, 2L, 3L], result.Items.Select(item => item.Whole("Index")));
        using FileStream alone = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    private Result Measure(string content) =>
        _session.Run($"Measure-L2Loss -Path '{_folder.Write("prices.csv", content)}'");

    private static string Quote(string[] row) =>
        string.Join(',', row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));

    private static PSObject Row(string[] names, string[] cells)
    {
        var row = new PSObject();
        foreach ((string name, string cell) in names.Zip(cells))
        {
            row.Properties.Add(new PSNoteProperty(name, cell));
        }

        return row;
    }

    private static string Source(PSObject summary) =>
        Path.GetFileName((string)summary.Get("Source")!);

    /// <summary>All numbers to the bit, and what they are of.</summary>
    private static string Describe(PSObject summary) =>
        string.Join(" ", summary.Properties.Where(property => property.Name is not ("Source" or "LargestSource" or "Key"))
            .Select(property => FormattableString.Invariant($"{property.Name}={property.Value:R}")));
}
