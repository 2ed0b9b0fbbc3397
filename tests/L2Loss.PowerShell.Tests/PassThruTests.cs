using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>-PassThru: copies of the records with Difference and L2Loss added.</summary>
public sealed class PassThruTests : IClassFixture<SharedSession>
{
    private readonly Session _session;

    public PassThruTests(SharedSession shared) => _session = shared.Session;

    [Fact]
    public void Copy_has_the_properties_of_the_record_and_two_more()
    {
        Result result = _session.Run("[pscustomobject]@{ Id = 'a'; Actual = '1'; Predicted = 3 } | Measure-L2Loss -PassThru");

        Assert.Equal(
            [("Id", "a"), ("Actual", "1"), ("Predicted", 3), ("Difference", 2.0), ("L2Loss", 4.0)],
            result.Output[0].Properties.Select(property => (property.Name, property.Value)));
    }

    [Fact]
    public void Copies_come_instead_of_items_and_the_summary_last()
    {
        Result result = _session.Run("""
            @{ Actual = 1; Predicted = 3 }, @{ Actual = 1; Predicted = 1 } | Measure-L2Loss -PassThru
            """);

        Assert.Empty(result.Items);
        Assert.Equal(3, result.Output.Count);
        Assert.Equal(2.0, result.Output[2].Number("Mse"));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Actual = 1; Predicted = 3 }", "$record.PSObject.Properties.Name -join ','", "Actual,Predicted")]
    [InlineData("[ordered]@{ Actual = 1; Predicted = 3 }", "$record.Keys -join ','", "Actual,Predicted")]
    [InlineData("[pscustomobject]@{ Actual = 1; Predicted = 3; Difference = 'mine' }", "$record.Difference", "mine")]
    [InlineData("@{ Actual = 1; Predicted = 3; L2Loss = 'mine' }", "$record.L2Loss", "mine")]
    public void Callers_object_stays_as_it_is(string record, string look, string expected)
    {
        Result result = _session.Run($"& {{ $record = {record}; $null = $record | Measure-L2Loss -PassThru; {look} }}");

        Assert.Equal(expected, Assert.Single(result.Output).BaseObject);
    }

    [Fact]
    public void Copy_of_a_hashtable_is_an_object_with_its_keys_as_properties()
    {
        Result result = _session.Run("[ordered]@{ Id = 7; Actual = 1; Predicted = 3 } | Measure-L2Loss -PassThru");

        Assert.Equal(
            ["Id", "Actual", "Predicted", "Difference", "L2Loss"],
            result.Output[0].Properties.Select(property => property.Name));
        Assert.Equal(7, result.Output[0].Get("Id"));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Actual = 1; Predicted = 3; Difference = 'mine' }")]
    [InlineData("[pscustomobject]@{ Actual = 1; Predicted = 3; difference = 'mine' }")]
    [InlineData("@{ Actual = 1; Predicted = 3; difference = 'mine' }")]
    public void Difference_that_the_record_has_is_replaced_in_the_copy(string record)
    {
        Result result = _session.Run(record + " | Measure-L2Loss -PassThru");

        Assert.Equal(2.0, result.Output[0].Number("Difference"));
        Assert.Single(result.Output[0].Properties.Match("Difference"));
    }

    [Fact]
    public void Copy_of_a_typed_object_has_its_properties()
    {
        Result result = _session.Run("$input | Measure-L2Loss -PassThru", new MeasureObjectTests.Priced(1, 3m));

        Assert.Equal((1.0, 3m, 4.0), (
            result.Output[0].Get("Actual"), result.Output[0].Get("Predicted"), result.Output[0].Get("L2Loss")));
    }

    [Fact]
    public void Copy_of_a_typed_object_is_a_new_object()
    {
        var record = new MeasureObjectTests.Priced(1, 3m);

        Result result = _session.Run("$input | Measure-L2Loss -PassThru", record);

        Assert.NotSame(record, result.Output[0].BaseObject);
    }

    [Fact]
    public void Copy_of_a_script_property_holds_its_value()
    {
        Result result = _session.Run("""
            $record = [pscustomobject]@{ Actual = 1 }
            $record.PSObject.Properties.Add([psscriptproperty]::new('Predicted', { $this.Actual + 2 }))
            $record | Measure-L2Loss -PassThru
            """);

        Assert.Equal(3, result.Output[0].Get("Predicted"));
    }

    [Fact]
    public void Property_that_throws_is_null_in_the_copy()
    {
        Result result = _session.Run("""
            $record = [pscustomobject]@{ Actual = 1; Predicted = 3 }
            $record.PSObject.Properties.Add([psscriptproperty]::new('Broken', { throw 'broken' }))
            $record | Measure-L2Loss -PassThru
            """);

        Assert.Null(result.Terminating);
        Assert.Null(result.Output[0].Get("Broken"));
    }

    [Fact]
    public void Bad_record_is_not_passed_through()
    {
        Result result = _session.Run("""
            'x', 3 | ForEach-Object { @{ Actual = 1; Predicted = $_ } } | Measure-L2Loss -PassThru -SummaryVariable total
            """);

        Assert.Equal(3, Assert.Single(result.Output).Get("Predicted"));
        Assert.Equal(["NotNumeric"], result.ErrorIds);
    }

    [Fact]
    public void SummaryOnly_and_PassThru_exclude_each_other()
    {
        Result result = _session.Run("@{ Actual = 1; Predicted = 3 } | Measure-L2Loss -PassThru -SummaryOnly");

        Assert.Contains("-SummaryOnly", result.Terminating!.Message, StringComparison.Ordinal);
        Assert.Contains("-PassThru", result.Terminating.Message, StringComparison.Ordinal);
    }
}
