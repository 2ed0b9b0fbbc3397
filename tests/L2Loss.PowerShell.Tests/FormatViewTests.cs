using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>What a user sees: no number is rounded to two decimals.</summary>
public sealed class FormatViewTests : IClassFixture<FormatViewTests.Screen>
{
    private readonly Screen _screen;

    public FormatViewTests(Screen screen) => _screen = screen;

    [Fact]
    public void Items_show_as_the_contract_table()
    {
        IReadOnlyList<string> lines = _screen.Show("""
            [pscustomobject]@{ Actual = '200000'; Predicted = '220000' },
            [pscustomobject]@{ Actual = '400000'; Predicted = '385000' },
            [pscustomobject]@{ Actual = '300000'; Predicted = '305000' } | Measure-L2Loss -SummaryVariable total
            """);

        Assert.Equal(
            [
                "Actual Predicted Difference L2Loss",
                "------ --------- ---------- ------",
                "200000 220000 20000 400000000",
                "400000 385000 15000 225000000",
                "300000 305000 5000 25000000",
            ],
            lines.Where(line => line.Length > 0)
                .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
    }

    [Fact]
    public void Long_numbers_fit_their_columns()
    {
        IReadOnlyList<string> lines = _screen.Show(
            "Measure-L2Loss -Actual ([double[]](-1.23456789123456e-300, 1)) -Predicted ([double[]](0, (1e15 / 3)))");

        Assert.Contains(lines, line => line.Contains("-1.23456789123E-300", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains('…', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0.00123", "0.00123 0 0.00123 1.5129E-06")]
    [InlineData("0.1", "0.1 0 0.1 0.01")]
    [InlineData("12345.678", "12345.678 0 12345.678 152415765.28")]
    public void Item_is_not_rounded_to_two_decimals(string actual, string expected)
    {
        IReadOnlyList<string> lines = _screen.Show($"Measure-L2Loss -Actual '{actual}' -Predicted 0 -SummaryVariable total");

        Assert.Contains(expected, lines.Select(OneBlank));
    }

    [Fact]
    public void Items_of_several_models_show_the_model()
    {
        IReadOnlyList<string> lines = _screen.Show("""
            @{ Actual = 1; A = 2; B = 4 } | Measure-L2Loss -PredictedProperty A, B -SummaryVariable total
            """);

        Assert.Contains("Model Actual Predicted Difference L2Loss", lines.Select(OneBlank));
        Assert.Contains("B 1 4 3 9", lines.Select(OneBlank));
    }

    [Fact]
    public void Items_of_one_model_do_not_show_it()
    {
        IReadOnlyList<string> lines = _screen.Show("@{ Actual = 1; A = 2 } | Measure-L2Loss -PredictedProperty A -SummaryVariable total");

        Assert.DoesNotContain("Model", string.Join('\n', lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mse : 1.5129E-06")]
    [InlineData("Mae : 0.00123")]
    [InlineData("Count : 1")]
    public void Summary_shows_a_property(string expected)
    {
        IReadOnlyList<string> lines = _screen.Show("Measure-L2Loss -Actual '0.00123' -Predicted 0 -SummaryOnly");

        Assert.Contains(expected, lines.Select(OneBlank));
    }

    [Fact]
    public void Small_numbers_never_show_as_zero_beside_their_items_either()
    {
        string text = string.Join('\n', _screen.Show("Measure-L2Loss -Actual '0.00123' -Predicted 0"));

        Assert.DoesNotContain("0.00\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("0.00 ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Missing")]
    [InlineData("NotNumeric")]
    [InlineData("NotFinite")]
    [InlineData("Read")]
    public void Summary_shows_what_was_left_out_only_where_something_was(string property)
    {
        string good = string.Join('\n', _screen.Show("Measure-L2Loss -Actual 1 -Predicted 2 -SummaryOnly"));
        string bad = string.Join('\n', _screen.Show("""
            Measure-L2Loss -Actual 1, '', 'x', '1e400' -Predicted 1, 2, 3, 4 -SummaryOnly -ErrorAction Ignore
            """));

        Assert.DoesNotContain(property + " ", good, StringComparison.Ordinal);
        Assert.Contains(property + " ", bad, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$whole | Measure-L2Loss -GroupBy Key", "Model Group Count SumOfSquares")]
    [InlineData("$gap | Measure-L2Loss -GroupBy Key -SkipMissing", "Model Group Read Count Missing SumOfSquares")]
    [InlineData("$whole | Measure-L2Loss -GroupBy Key -WeightProperty Weight", "Model Group Count WeightSum SumOfSquares")]
    [InlineData(
        "Measure-L2Loss -Path $file -GroupBy Actual | Where-Object { $_.Index -eq 1 -or $_.Group -eq '200000' }",
        "Source Model Group Count SumOfSquares")]
    public void Summary_of_a_group_lists_what_it_says_also_after_items(string measure, string expected)
    {
        IReadOnlyList<string> lines = _screen.Show($$"""
            $file = '{{RepositoryPaths.Root}}/samples/prices.csv'
            $first = [pscustomobject]@{ Key = 'a'; Actual = 1; Predicted = 1; Weight = 2 }
            $whole = $first, [pscustomobject]@{ Key = 'a'; Actual = 2; Predicted = 1; Weight = 3 }
            $gap = $first, [pscustomobject]@{ Key = 'a'; Actual = 2; Predicted = $null; Weight = 3 }
            {{measure}}
            """);

        Assert.Equal(
            expected + " Mse Rmse Mae MeanError MaxError R2 StandardError LargestIndex LargestLoss LargestShare",
            string.Join(' ', ListedNames(lines)));
    }

    [Theory]
    [InlineData("a, b")]
    [InlineData("b, a")]
    public void Summaries_of_groups_share_one_view_whether_whole_or_not(string order)
    {
        // Of group b one record is left out.
        IReadOnlyList<string> lines = _screen.Show($$"""
            $rows = foreach ($key in '{{order}}' -split ', ') {
                [pscustomobject]@{ Key = $key; Actual = 1; Predicted = 2 }
                [pscustomobject]@{ Key = $key; Actual = 1; Predicted = $(if ($key -eq 'a') { 1 }) }
            }
            $rows | Measure-L2Loss -GroupBy Key -SkipMissing -SummaryOnly
            """);

        string[] names = [.. ListedNames(lines)];
        Assert.Equal(2, names.Count(name => name == "Group"));
        Assert.Equal(1, names.Count(name => name == "Missing"));
        Assert.DoesNotContain("MergeState", names);
    }

    /// <summary>The names of the properties in a list.</summary>
    private static IEnumerable<string> ListedNames(IEnumerable<string> lines) =>
        lines.Where(line => line.Contains(" : ", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]);

    private static string OneBlank(string line) =>
        string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A session that shows its output.</summary>
    public sealed class Screen : IDisposable
    {
        private readonly TextHost _host = new(120);
        private readonly Session _session;

        public Screen() => _session = new Session(_host);

        public void Dispose() => _session.Dispose();

        internal IReadOnlyList<string> Show(string script)
        {
            _host.Clear();
            _session.Run($"& {{ {script} }} | Out-Default");
            return _host.Lines;
        }
    }
}
