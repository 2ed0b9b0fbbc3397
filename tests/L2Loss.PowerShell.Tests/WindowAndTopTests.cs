using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>-Window shows how the error drifts, -Top the worst records.</summary>
public sealed class WindowAndTopTests : IClassFixture<SharedSession>, IDisposable
{
    private const string Table = "Id,Actual,Predicted,Other\na,1,2,1\nb,x,1,1\nc,1,3,2\nd,1,4,3\ne,1,2,9\n";

    private const string Rows = """
        $rows = @(
            [pscustomobject]@{ Id = 'a'; Actual = '1'; Predicted = '2'; Other = '1' }
            [pscustomobject]@{ Id = 'b'; Actual = 'x'; Predicted = '1'; Other = '1' }
            [pscustomobject]@{ Id = 'c'; Actual = '1'; Predicted = '3'; Other = '2' }
            [pscustomobject]@{ Id = 'd'; Actual = '1'; Predicted = '4'; Other = '3' }
            [pscustomobject]@{ Id = 'e'; Actual = '1'; Predicted = '2'; Other = '9' })

        """;

    private readonly Session _session;
    private readonly TemporaryFolder _folder = new();

    public WindowAndTopTests(SharedSession shared) => _session = shared.Session;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("$rows | Measure-L2Loss")]
    [InlineData("Measure-L2Loss -Path FILE")]
    [InlineData("Measure-L2Loss -Actual 1, 'x', 1, 1, 1 -Predicted 2, 1, 3, 4, 2")]
    public void Window_gives_the_error_of_the_last_records_measured(string command)
    {
        Result result = Run(command + " -Window 2");

        Assert.Equal([1.0, 2.5, 6.5, 5.0], result.Items.Select(item => item.Number("WindowMse")));
        Assert.Equal(Math.Sqrt(6.5), result.Items[2].Number("WindowRmse"));
    }

    [Fact]
    public void Window_of_each_model_is_its_own()
    {
        Result result = Run("$rows | Measure-L2Loss Actual Predicted, Other -Window 2");

        Assert.Equal(
            [1.0, 0.0, 2.5, 0.5, 6.5, 2.5, 5.0, 34.0], result.Items.Select(item => item.Number("WindowMse")));
    }

    [Fact]
    public void Window_of_each_group_is_its_own()
    {
        Result result = _session.Run(
            "1..4 | ForEach-Object { @{ Actual = $_; Predicted = 0; Key = $_ % 2 } } | Measure-L2Loss -GroupBy Key -Window 5");

        Assert.Equal([1.0, 4.0, 5.0, 10.0], result.Items.Select(item => item.Number("WindowMse")));
    }

    [Fact]
    public void Copies_of_records_hold_the_window_too()
    {
        Result result = Run("$rows | Measure-L2Loss -PassThru -Window 2 -SummaryVariable s");

        Assert.Equal([1.0, 2.5, 6.5, 5.0], result.Output.Select(copy => copy.Number("WindowMse")));
    }

    [Theory]
    [InlineData("$rows | Measure-L2Loss")]
    [InlineData("Measure-L2Loss -Path FILE")]
    [InlineData("Measure-L2Loss -Actual 1, 'x', 1, 1, 1 -Predicted 2, 1, 3, 4, 2")]
    public void Top_gives_the_worst_first_and_of_equals_the_first(string command)
    {
        Result result = Run(command + " -Top 3");

        Assert.Equal([4L, 3L, 1L], result.Items.Select(item => item.Whole("Index")));
        Assert.Equal([9.0, 4.0, 1.0], result.Items.Select(item => item.Number("L2Loss")));
        Assert.Equal(4L, result.Summary.Whole("Count"));
        Assert.Equal("L2LossSummary", result.Output[^1].BaseObject.GetType().Name);
    }

    [Fact]
    public void Top_of_more_than_there_are_gives_all()
    {
        Assert.Equal(4, Run("$rows | Measure-L2Loss -Top 100").Items.Count);
    }

    [Theory]
    [InlineData("$rows | Measure-L2Loss")]
    [InlineData("Measure-L2Loss -Path FILE")]
    public void Top_with_PassThru_gives_the_worst_records(string command)
    {
        Result result = Run(command + " -Top 2 -PassThru -SummaryVariable s");

        Assert.Equal(["d", "c"], result.Output.Select(copy => copy.Get("Id")));
    }

    [Fact]
    public void Top_orders_losses_that_overflow()
    {
        Result result = _session.Run("Measure-L2Loss -Actual 1e200, 3e200, 2e200 -Predicted 0, 0, 0 -Top 1");

        Assert.Equal(2L, Assert.Single(result.Items).Whole("Index"));
    }

    [Theory]
    [InlineData("Window")]
    [InlineData("Top")]
    public void SummaryOnly_excludes_both(string parameter)
    {
        Result result = Run($"$rows | Measure-L2Loss -SummaryOnly -{parameter} 3");

        Assert.Equal("ParameterConflict", result.TerminatingId);
    }

    [Theory]
    [InlineData("Window")]
    [InlineData("Top")]
    public void None_at_all_is_refused(string parameter)
    {
        Assert.NotNull(Run($"$rows | Measure-L2Loss -{parameter} 0").Terminating);
    }

    private Result Run(string command) => _session.Run(
        Rows + command.Replace("FILE", $"'{_folder.Write("t.csv", Table)}'", StringComparison.Ordinal) + " -ErrorAction Ignore");
}
