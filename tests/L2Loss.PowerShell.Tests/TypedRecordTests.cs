using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>Properties of .NET types that no PowerShell class can have.</summary>
public sealed class TypedRecordTests : IClassFixture<SharedSession>
{
    private readonly Session _session;

    public TypedRecordTests(SharedSession shared) => _session = shared.Session;

    [Fact]
    public void Getter_that_throws_is_a_bad_record()
    {
        Result result = Measure("$input | Measure-L2Loss", new Forecast(10, 12), new Forecast(11, -1));

        Assert.Contains("Record 2: property 'Predicted'", Assert.Single(result.Errors).Exception.Message);
        Assert.Equal(1L, result.Summary.Whole("Count"));
    }

    [Fact]
    public void Property_that_hides_one_of_a_base_type_is_read()
    {
        Result result = Measure("$input | Measure-L2Loss", new Hiding(10, 5));

        Assert.Equal([25.0], result.Items.Select(item => item.Number("L2Loss")));
    }

    private Result Measure(string script, params object[] records) =>
        _session.Run(script, records);

    public class Forecast(double actual, double predicted)
    {
        public double Actual { get; } = actual;

        public double Predicted => predicted < 0 ? throw new InvalidOperationException("no forecast") : predicted;
    }

    public sealed class Hiding(double actual, decimal predicted) : Forecast(actual, 0)
    {
        public new decimal Predicted { get; } = predicted;
    }
}
