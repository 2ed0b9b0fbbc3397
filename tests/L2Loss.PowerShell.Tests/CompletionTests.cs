using System.Globalization;
using System.Management.Automation;
using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>What the tab key offers.</summary>
public sealed class CompletionTests : IClassFixture<SharedSession>, IDisposable
{
    private readonly Session _session;
    private readonly TemporaryFolder _folder = new();

    public CompletionTests(SharedSession shared) => _session = shared.Session;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("$l2rows | Measure-L2Loss ")]
    [InlineData("$l2rows | Measure-L2Loss -GroupBy ")]
    [InlineData("$l2rows | Measure-L2Loss Actual -WeightProperty ")]
    public void Names_of_records_in_a_variable(string line)
    {
        const string Rows = "$global:l2rows = @([pscustomobject]@{ Actual = 1; 'Model A' = 2 }, [pscustomobject]@{ Other = 1 })";

        Assert.Equal(["Actual", "'Model A'"], Complete(line, Rows));
    }

    [Fact]
    public void Names_that_start_with_what_is_typed_in_any_case()
    {
        Assert.Equal(
            ["ModelA", "ModelB"],
            Complete("$l2rows | Measure-L2Loss Actual mod", "$global:l2rows = @{ Actual = 1; ModelB = 2; ModelA = 3 }").Order());
    }

    /// <summary>A number, a parameter, the end of a text: a name that is none of it stands in quotes.</summary>
    [Fact]
    public void Names_that_mean_something_else_to_PowerShell()
    {
        const string Row = "$global:l2odd = [pscustomobject][ordered]@{ '2024' = 1; '-x' = 2; \"it's\" = 3; Plain_1 = 4 }";

        Assert.Equal(["'2024'", "'-x'", "'it''s'", "Plain_1"], Complete("$l2odd | Measure-L2Loss -Actual ", Row));
        Assert.Equal(["'2024'"], Complete("$l2odd | Measure-L2Loss -Actual 20"));
    }

    [Theory]
    [InlineData("prices.csv", "Actual,Predicted\n1,2\n")]
    [InlineData("prices.tsv", "Actual\tPredicted\n1\t2\n")]
    [InlineData("prices.jsonl", "{\"Actual\": 1, \"Predicted\": 2}\n")]
    public void Columns_of_a_file(string name, string content)
    {
        string path = _folder.Write(name, content);

        Assert.Equal(["Actual", "Predicted"], Complete($"Measure-L2Loss -Path '{path}' "));
    }

    [Fact]
    public void Columns_of_a_file_with_another_delimiter()
    {
        string path = _folder.Write("prices.csv", "Actual;Predicted\n1;2\n");

        Assert.Equal(["Actual", "Predicted"], Complete($"Measure-L2Loss -Path '{path}' -Delimiter ';' -PredictedProperty "));
    }

    [Theory]
    [InlineData("-Path '{0}/plain.csv' -Header First, 'The second' ")]
    [InlineData("-LiteralPath '{0}/odd[1].csv' ")]
    [InlineData("-ActualPath '{0}/odd[1].csv' ")]
    [InlineData("-Path '{0}/odd*.csv' ")]
    public void Columns_of_the_file_that_is_meant(string parameters)
    {
        _folder.Write("odd[1].csv", "First,The second\n");
        _folder.Write("plain.csv", "1,2\n");

        string[] expected = ["First", "'The second'"];
        Assert.Equal(expected, Complete(string.Format(CultureInfo.InvariantCulture, $"Measure-L2Loss {parameters}", _folder.FullName)));
    }

    [Fact]
    public void Columns_that_Import_Csv_is_given()
    {
        string path = _folder.Write("plain.csv", "1,2\n");

        Assert.Equal(["First", "Second"], Complete($"Import-Csv '{path}' -Header First, Second | Measure-L2Loss "));
    }

    [Fact]
    public void No_key_where_no_files_are_named() => Assert.Empty(Complete("Measure-L2Loss -Key "));

    [Theory]
    [InlineData("-Key ", "Id")]
    [InlineData("-Key Id ", "Id")]
    [InlineData("-Key Id -GroupBy ", "Id")]
    [InlineData("-Key Id -PredictedProperty ", "Model")]
    public void Columns_of_two_files(string parameters, string expected)
    {
        string actual = _folder.Write("sales.csv", "Id,Sales\n");
        string predicted = _folder.Write("forecast.csv", "Model,Id\n");

        Assert.Equal(expected, Complete($"Measure-L2Loss -ActualPath '{actual}' -PredictedPath '{predicted}' {parameters}")[0]);
    }

    [Fact]
    public void Properties_of_what_a_command_declares_to_write()
    {
        Assert.Contains("Mse", Complete("Merge-L2Loss | Measure-L2Loss "));
    }

    [Theory]
    [InlineData("Measure-L2Loss -Path /no/such/file.csv ")]
    [InlineData("$l2none | Measure-L2Loss ")]
    [InlineData("No-SuchCommand | Measure-L2Loss ")]
    public void Nothing_is_offered_where_nothing_is_known(string line)
    {
        Assert.DoesNotContain("Actual", Complete(line));
    }

    [Fact]
    public void Cultures() => Assert.Contains("de-DE", Complete("Measure-L2Loss -Culture de-"));

    [Fact]
    public void Encodings() => Assert.Equal(["utf8", "utf8BOM", "utf8NoBOM"], Complete("Measure-L2Loss -Encoding utf8"));

    private string[] Complete(string line, string setup = "")
    {
        Result result = _session.Run(
            setup + "\n$line = @($input)[0]\n(TabExpansion2 $line $line.Length).CompletionMatches",
            line);
        return [.. result.Output.Select(output => ((CompletionResult)output.BaseObject).CompletionText)];
    }
}
