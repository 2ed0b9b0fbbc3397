using System.Management.Automation;
using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>Script blocks in place of property names.</summary>
public sealed class ScriptBlockTests : IClassFixture<SharedSession>
{
    private readonly Session _session;

    public ScriptBlockTests(SharedSession shared) => _session = shared.Session;

    [Theory]
    [InlineData("{ $_.y }", "{ $_.x }")]
    [InlineData("{ $PSItem.y }", "{ $PSItem.x }")]
    [InlineData("y", "{ $_.x }")]
    [InlineData("{ $_.y }", "x")]
    public void Script_block_reads_every_record(string actual, string predicted)
    {
        Result result = _session.Run($$"""
            1..3 | ForEach-Object { [pscustomobject]@{ y = $_; x = 2 * $_ } } |
                Measure-L2Loss -ActualProperty {{actual}} -PredictedProperty {{predicted}}
            """);

        Assert.Null(result.Terminating);
        Assert.Equal([1.0, 4.0, 9.0], result.Items.Select(item => item.Number("L2Loss")));
    }

    [Fact]
    public void Script_blocks_may_be_given_by_position()
    {
        Result result = _session.Run("[pscustomobject]@{ y = 1; x = 3 } | Measure-L2Loss { $_.y } { $_.x }");

        Assert.Equal(4.0, result.Summary.Number("Mse"));
    }

    [Fact]
    public void Script_block_sees_the_variables_of_its_function()
    {
        Result result = _session.Run("""
            & {
                function Measure-Scaled { $factor = 3; @{ y = 6; x = 1 } | Measure-L2Loss y { $_.x * $factor } }
                Measure-Scaled
            }
            """);

        Assert.Equal(9.0, result.Summary.Number("Mse"));
    }

    [Fact]
    public void Script_block_does_not_change_the_callers_underscore()
    {
        Result result = _session.Run("""
            'outer' | ForEach-Object {
                $null = @{ y = 1; x = 3 } | Measure-L2Loss { $_.y } { $_.x }
                $_
            }
            """);

        Assert.Equal("outer", Assert.Single(result.Output).BaseObject);
    }

    [Fact]
    public void Model_is_the_text_of_the_script_block()
    {
        Result result = _session.Run("@{ Actual = 1; x = 3 } | Measure-L2Loss -PredictedProperty { $_.x }");

        Assert.Equal("$_.x", result.Summary.Get("Model"));
    }

    [Fact]
    public void Script_block_without_a_result_is_a_missing_value()
    {
        Result result = _session.Run("@{ Actual = 1 } | Measure-L2Loss -PredictedProperty { }");

        Assert.Equal(["MissingValue"], result.ErrorIds);
    }

    [Fact]
    public void Script_block_with_several_results_is_not_numeric()
    {
        Result result = _session.Run("@{ Actual = 1 } | Measure-L2Loss -PredictedProperty { 1; 2 }");

        Assert.Equal(["NotNumeric"], result.ErrorIds);
        Assert.Contains("'1 2'", result.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Script_block_that_throws_spoils_its_record_only()
    {
        Result result = _session.Run("""
            1..3 | ForEach-Object { @{ Actual = 1; x = $_ } } |
                Measure-L2Loss -PredictedProperty { if ($_.x -eq 2) { throw 'no forecast' }; $_.x }
            """);

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("NotNumeric,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Record 2", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("no forecast", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal([1L, 3L], result.Items.Select(item => item.Whole("Index")));
    }

    [Fact]
    public void Several_script_blocks_are_several_models()
    {
        Result result = _session.Run("""
            @{ Actual = 1; x = 2 } | Measure-L2Loss -PredictedProperty { $_.x }, { $_.x + 1 } -SummaryOnly
            """);

        Assert.Equal([1.0, 4.0], result.Summaries.Select(summary => summary.Number("Mse")));
    }

    [Fact]
    public void Text_from_a_script_block_is_read_like_any_text()
    {
        Result result = _session.Run("@{ Actual = '0.3' } | Measure-L2Loss -PredictedProperty { '0.1' }");

        Assert.Equal(0.04, result.Summary.Number("Mse"));
    }
}
