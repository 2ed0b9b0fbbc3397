using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>What a user sees on screens of several widths: every number is whole, none is left out.</summary>
public sealed class FormatViewTests
{
    private const string Prices = """
        $prices = foreach ($pair in '200000 220000', '400000 385000', '300000 305000') {
            [pscustomobject]@{ Actual = $pair.Split(' ')[0]; Predicted = $pair.Split(' ')[1] }
        }
        """;

    // Eight models, five groups, numbers of all sizes.
    private const string Rows = """
        $long = 'a group of sixty-five characters, counted from its first to last'
        $rows = foreach ($region in 'north', 'south', 'east', '日本の地域', $long) {
            foreach ($i in 1, 2) {
                [pscustomobject]@{ Region = $region; Actual = $i / 3d; M1 = 1e-9; M2 = -1e300; M3 = $i / 7d; M4 = $i / 3d + 1.23456789012e-7
                    M5 = 123456789.123; M6 = 0; M7 = -$i; ALongNameOfAModelForAll = 12345.678901 }
            }
        }
        """;

    [Fact]
    public void Items_show_as_the_contract_table()
    {
        IReadOnlyList<string> lines = Show(80, $"{Prices}; $prices | Measure-L2Loss -SummaryVariable total");

        Assert.Equal(
            [
                "Actual Predicted Difference L2Loss",
                "------ --------- ---------- ------",
                "200000 220000 20000 400000000",
                "400000 385000 15000 225000000",
                "300000 305000 5000 25000000",
            ],
            lines.Select(OneBlank));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void Summary_after_items_is_a_list_with_ten_digits(int width)
    {
        IReadOnlyList<string> lines = [.. Show(width, $"{Prices}; $prices | Measure-L2Loss").Select(OneBlank)];

        Assert.Equal(
            [
                "Model : Predicted", "Count : 3", "SumOfSquares : 650000000", "Mse : 216666666.7", "Rmse : 14719.60144",
                "Mae : 13333.33333", "MeanError : -3333.333333", "MaxError : 20000", "R2 : 0.9675", "StandardError : 108333333.3",
                "LargestIndex : 1", "LargestLoss : 400000000", "LargestShare : 0.6153846154",
            ],
            lines.Skip(5));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void Every_number_of_a_summary_is_whole_and_there(int width)
    {
        IReadOnlyList<string> lines = Show(width, $"{Rows}; $rows | Measure-L2Loss Actual M*, A*Model* -GroupBy Region -SummaryOnly");

        Assert.All(lines, line => Assert.True(line.Length < width, line));
        string text = string.Join(' ', lines.Select(OneBlank));
        foreach (string number in new[] { "Count Mse Rmse Mae", "MeanError R2 LargestShare", "1E+300", "-Infinity", "1.5241", "E-14", "123456788.6" })
        {
            Assert.Contains(number, text, StringComparison.Ordinal);
        }

        Assert.Contains("a gr", text, StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.Contains("…0", StringComparison.Ordinal) || line.TrimStart().StartsWith('…'));
        int rows = width == 120 ? 40 : 80;
        Assert.Equal(rows, lines.Count - (width == 120 ? 2 : 4));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void Every_number_of_an_item_is_whole_and_there(int width)
    {
        IReadOnlyList<string> lines = Show(
            width, $"{Rows}; $rows | Measure-L2Loss Actual M*, A*Model* -GroupBy Region -Top 80 -SummaryVariable total");

        Assert.All(lines, line => Assert.True(line.Length < width, line));
        Assert.Equal(width == 60 ? "Index Group Model Actual Predict… Differe… L2Loss" : "Index Group Model Actual Predicted Difference L2Loss", OneBlank(lines[0]));
        Assert.Equal(82, lines.Count);
        Assert.All(lines.Skip(2), line =>
            Assert.All(OneBlank(line).Split(' ')[^4..], number => Assert.True(number == "Infinity" || double.TryParse(number, out _), line)));
    }

    [Theory]
    [InlineData("1e-9", "1E-09")]
    [InlineData("0.00123", "0.00123")]
    [InlineData("12345.678", "12345.678")]
    [InlineData("-1.23456789123456e-300", "-1.234567891E-300")]
    public void Item_has_ten_digits(string actual, string shown)
    {
        IReadOnlyList<string> lines = Show(80, $"Measure-L2Loss -Actual ([double[]]({actual})) -Predicted 0 -SummaryVariable total");

        Assert.Equal(shown, OneBlank(lines[2]).Split(' ')[0]);
    }

    [Theory]
    [InlineData("Measure-L2Loss -Actual 1, 2, 3 -Predicted 1, 2, 5 -Top 1", "Index Actual Predicted Difference L2Loss")]
    [InlineData("Measure-L2Loss -Actual 1, 2, 3 -Predicted 1, 2, 5 -Window 2", "Index Actual Predicted L2Loss WindowMse WindowRmse")]
    [InlineData("@{ Actual = 1; A = 2 } | Measure-L2Loss Actual A", "Actual Predicted Difference L2Loss")]
    [InlineData("@{ Actual = 1; A = 2; B = 4 } | Measure-L2Loss Actual A, B", "Model Actual Predicted Difference L2Loss")]
    [InlineData("@{ Actual = 1; A = 2; G = 'x' } | Measure-L2Loss Actual A -GroupBy G", "Group Actual Predicted Difference L2Loss")]
    public void Items_show_what_tells_them_apart(string measure, string expected)
    {
        Assert.Equal(expected, OneBlank(Show(80, $"{measure} -SummaryVariable total")[0]));
    }

    [Fact]
    public void Items_show_their_number_from_the_first_record_left_out()
    {
        IReadOnlyList<string> lines = Show(
            80, "Measure-L2Loss -Actual 1, 2, 'x', 4 -Predicted 1, 5, 3, 9 -SummaryVariable total -ErrorAction Ignore");

        Assert.Equal(
            ["1 1 0 0", "2 5 3 9", "Index Actual Predicted Difference L2Loss", "4 4 9 5 25"],
            lines.Skip(2).Select(OneBlank).Where(line => !line.StartsWith("---", StringComparison.Ordinal)));
    }

    [Fact]
    public void Groups_are_a_table_after_their_items_too()
    {
        IReadOnlyList<string> lines = [.. Show(
            120, "@{ Actual = 1; A = 2; G = 'x' }, @{ Actual = 1; A = 4; G = 'y' } | Measure-L2Loss Actual A -GroupBy G").Select(OneBlank)];

        Assert.Equal("Group Actual Predicted Difference L2Loss", lines[0]);
        Assert.Equal("Group Count Mse Rmse Mae MeanError R2 LargestShare", lines[4]);
        Assert.Equal(["x 1 1 1 1 -1 NaN 1", "y 1 9 3 3 -3 NaN 1"], lines.Skip(6));
    }

    [Fact]
    public void What_was_left_out_is_one_line_where_something_was()
    {
        const string Bad = "Measure-L2Loss -Actual 1, '', 'x', '1e400', 2 -Predicted 1, 2, 3, 4, 2 -SummaryOnly -ErrorAction Ignore";

        Assert.Contains("LeftOut : 1 missing, 1 not numeric, 1 not finite", Show(80, Bad).Select(OneBlank));
        Assert.DoesNotContain(Show(80, "Measure-L2Loss -Actual 1 -Predicted 1 -SummaryOnly"), line => line.Contains("LeftOut", StringComparison.Ordinal));
        Assert.Contains(
            "left out: 1 missing",
            Show(80, "@{ Actual = 1; A = ''; B = 1 } | Measure-L2Loss Actual A, B -SummaryOnly -SkipMissing -WarningAction Ignore").Select(OneBlank));
    }

    [Fact]
    public void Files_show_their_names()
    {
        IReadOnlyList<string> lines = Show(
            120, $"Measure-L2Loss -Path '{RepositoryPaths.Root}/samples/prices.csv', '{RepositoryPaths.Root}/samples/prices.csv' -SummaryOnly");

        Assert.StartsWith("Source Count", OneBlank(lines[0]), StringComparison.Ordinal);
        Assert.Equal(2, lines.Count(line => line.StartsWith("prices.csv ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Control_characters_of_a_name_do_not_reach_the_terminal()
    {
        IReadOnlyList<string> lines = Show(
            80, "@{ Actual = 1; A = 2; G = \"x$([char]27)[31m\" } | Measure-L2Loss Actual A -GroupBy G -SummaryOnly");

        Assert.Contains(lines, line => line.StartsWith("x\uFFFD[31m", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("$null = 1; ")]
    [InlineData("Set-StrictMode -Version Latest; ")]
    public void Deserialised_summaries_show_alike(string setup)
    {
        string measure = $"{setup}{Rows}; $rows | Measure-L2Loss Actual M3, M4 -GroupBy Region -SummaryOnly";
        const string Through = " | ForEach-Object { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_)) }";

        Assert.Equal(Show(80, measure), Show(80, measure + Through));
    }

    /// <summary>The lines that a host of some width shows, without the empty ones.</summary>
    private static IReadOnlyList<string> Show(int width, string script)
    {
        var host = new TextHost(width);
        using var session = new Session(host);
        session.Run($"& {{ {script} }} | Out-Default");
        return [.. host.Lines.Where(line => line.Length > 0)];
    }

    private static string OneBlank(string line) =>
        string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
