using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>A property that the first record does not have ends the command.</summary>
public sealed class PropertyNotFoundTests : IClassFixture<SharedSession>
{
    private readonly Session _session;

    public PropertyNotFoundTests(SharedSession shared) => _session = shared.Session;

    [Theory]
    [InlineData("[pscustomobject]@{ Price = 1; Predicted = 2 } | Measure-L2Loss")]
    [InlineData("[pscustomobject]@{ Actual = 1; Forecast = 2 } | Measure-L2Loss")]
    [InlineData("@{ Actual = 1; Forecast = 2 } | Measure-L2Loss")]
    [InlineData("[pscustomobject]@{ Actual = 1; A = 2 } | Measure-L2Loss -PredictedProperty A, B")]
    [InlineData("[pscustomobject]@{ Actual = 1; Predicted = 2 } | Measure-L2Loss -ActualProperty ' '")]
    [InlineData("$null, [pscustomobject]@{ Actual = 1 } | Measure-L2Loss -SkipMissing")]
    public void Absent_property_ends_the_command(string script)
    {
        Result result = _session.Run(script);

        Assert.Equal("PropertyNotFound", result.TerminatingId);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Absent_property_ends_the_command_whatever_the_preference()
    {
        Result result = _session.Run("[pscustomobject]@{ a = 1 } | Measure-L2Loss -ErrorAction SilentlyContinue");

        Assert.Equal("PropertyNotFound", result.TerminatingId);
    }

    [Fact]
    public void Message_lists_the_properties_there_are()
    {
        Result result = _session.Run("[pscustomobject]@{ Id = 1; Price = 2; Forecast = 3 } | Measure-L2Loss");

        Assert.Contains("'Actual'", result.Terminating!.Message, StringComparison.Ordinal);
        Assert.Contains("'Id', 'Price', 'Forecast'", result.Terminating.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Message_lists_the_keys_of_a_dictionary()
    {
        Result result = _session.Run("[ordered]@{ Id = 1; Price = 2 } | Measure-L2Loss");

        Assert.Contains("'Id', 'Price'", result.Terminating!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Predictd")]
    [InlineData("predicted ")]
    [InlineData("Prediction")]
    [InlineData("Predcited")]
    public void Message_suggests_the_nearest_name(string name)
    {
        Result result = _session.Run($"[pscustomobject]@{{ Actual = 1; '{name}' = 2; Other = 3 }} | Measure-L2Loss");

        Assert.Contains($"-Predicted '{name}'?", result.Terminating!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Message_for_the_actual_value_suggests_its_own_parameter()
    {
        Result result = _session.Run("[pscustomobject]@{ Actaul = 1; Predicted = 2 } | Measure-L2Loss");

        Assert.Contains("-Actual 'Actaul'?", result.Terminating!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_from_the_pipeline_are_told_where_arrays_go()
    {
        Result result = _session.Run("1, 2, 3 | Measure-L2Loss");

        Assert.Equal("PropertyNotFound", result.TerminatingId);
        Assert.Contains("Int32", result.Terminating!.Message, StringComparison.Ordinal);
        Assert.Contains("-Actual $actual -Predicted $predicted", result.Terminating.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Actual ''")]
    [InlineData("-Predicted ''")]
    [InlineData("-Predicted Predicted, ''")]
    [InlineData("-Actual $null")]
    [InlineData("-Predicted $null")]
    public void Empty_name_is_refused_by_an_error_that_names_the_parameter(string parameters)
    {
        Result result = _session.Run("[pscustomobject]@{ Actual = 1; Predicted = 2 } | Measure-L2Loss " + parameters);

        Assert.Contains(parameters.Split(' ')[0][1..], result.Terminating!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Name_of_a_file_from_the_pipeline_is_told_where_it_goes()
    {
        Result result = _session.Run("'prices.csv' | Measure-L2Loss");

        Assert.Equal("PropertyNotFound", result.TerminatingId);
        Assert.EndsWith("if it names a file: Measure-L2Loss -Path 'prices.csv'", result.Terminating!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Property_that_is_null_in_the_first_record_is_there()
    {
        Result result = _session.Run("""
            [pscustomobject]@{ Actual = 1; Predicted = $null }, [pscustomobject]@{ Actual = 1; Predicted = 3 } | Measure-L2Loss
            """);

        Assert.Null(result.Terminating);
        Assert.Equal(["MissingValue"], result.ErrorIds);
    }
}
