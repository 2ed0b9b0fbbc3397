using System.Management.Automation;
using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>Objects of .NET types as records, whose properties are read without looking them up each time.</summary>
public sealed class TypedRecordTests : IClassFixture<SharedSession>
{
    private readonly Session _session;

    public TypedRecordTests(SharedSession shared) => _session = shared.Session;

    [Fact]
    public void Property_is_found_in_any_case()
    {
        Result result = Measure("$input | Measure-L2Loss actual PREDICTED", new Forecast(10, 12), new Forecast(11, 14));

        Assert.Equal([4.0, 9.0], result.Items.Select(item => item.Number("L2Loss")));
    }

    [Fact]
    public void Records_of_different_types_may_take_turns()
    {
        Result result = Measure(
            "$input | Measure-L2Loss", new Forecast(10, 12), new Other(1m, 4), new Forecast(11, 14), new Other(2m, 7));

        Assert.Equal([4.0, 9.0, 9.0, 25.0], result.Items.Select(item => item.Number("L2Loss")));
    }

    [Fact]
    public void Member_added_to_one_object_hides_the_property_of_its_type()
    {
        var changed = new PSObject(new Forecast(11, 14));
        changed.Properties.Add(new PSNoteProperty("Predicted", 12));

        Result result = Measure("$input | Measure-L2Loss", new Forecast(10, 12), changed);

        Assert.Equal([4.0, 1.0], result.Items.Select(item => item.Number("L2Loss")));
    }

    [Fact]
    public void Getter_that_throws_is_a_bad_record()
    {
        Result result = Measure("$input | Measure-L2Loss", new Forecast(10, 12), new Forecast(11, -1));

        Assert.Contains("Record 2: property 'Predicted'", Assert.Single(result.Errors).Exception.Message);
        Assert.Equal(1L, result.Summary.Whole("Count"));
    }

    [Fact]
    public void Property_that_a_later_type_lacks_is_missing()
    {
        Result result = Measure("$input | Measure-L2Loss", new Forecast(10, 12), "text");

        Assert.Equal(1L, result.Summary.Whole("Missing"));
        Assert.StartsWith("MissingValue", result.Errors[0].FullyQualifiedErrorId);
    }

    [Fact]
    public void Property_that_hides_one_of_a_base_type_is_read()
    {
        Result result = Measure("$input | Measure-L2Loss", new Hiding(10, 5));

        Assert.Equal([25.0], result.Items.Select(item => item.Number("L2Loss")));
    }

    [Fact]
    public void Without_items_records_are_summed_in_blocks_to_the_same_bits()
    {
        var random = new Random(11);
        object[] records = [.. Enumerable.Range(0, 5000).Select(i => Record(random, i))];

        PSObject inBlocks = Measure("$input | Measure-L2Loss -SummaryOnly -ErrorAction Ignore", records).Summary;
        PSObject oneByOne = Measure("$input | Measure-L2Loss -ErrorAction Ignore", records).Summary;

        Assert.Equal(4998L, inBlocks.Whole("Count"));
        Assert.All(
            oneByOne.Properties.Where(property => property.Name != "MergeState"),
            property => Assert.Equal(property.Value, inBlocks.Properties[property.Name].Value));
    }

    /// <summary>Doubles, among them a missing and an infinite one, decimals, and a difference that overflows.</summary>
    private static object Record(Random random, int index) => index switch
    {
        100 => new Forecast(double.NaN, 1),
        2500 => new Forecast(double.PositiveInfinity, 1),
        700 => new Other(1.5m, 4),
        4990 => new Opposite(1.5e308),
        _ => new Forecast(1000 * random.NextDouble(), 1000 * random.NextDouble()),
    };

    private Result Measure(string script, params object[] records) =>
        _session.Run(script, records);

    public class Forecast(double actual, double predicted)
    {
        public double Actual { get; } = actual;

        public double Predicted => predicted < 0 ? throw new InvalidOperationException("no forecast") : predicted;
    }

    public sealed class Opposite(double actual)
    {
        public double Actual { get; } = actual;

        public double Predicted { get; } = -actual;
    }

    public sealed class Other(decimal actual, int predicted)
    {
        public decimal Actual { get; } = actual;

        public int Predicted { get; } = predicted;
    }

    public sealed class Hiding(double actual, decimal predicted) : Forecast(actual, 0)
    {
        public new decimal Predicted { get; } = predicted;
    }
}
