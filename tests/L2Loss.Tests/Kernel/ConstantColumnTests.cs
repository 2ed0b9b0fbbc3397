using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests.Kernel;

/// <summary>Columns of which all actual values are the same but for some: nothing tells how large their sums become.</summary>
public sealed class ConstantColumnTests
{
    private const int Length = (3 * LossBlock.Length) + 5;

    [Theory]
    [InlineData(50.0, 50.0)]
    [InlineData(50.0, 50.00000000000001)]
    [InlineData(0.0, 0.0)]
    [InlineData(0.0, 1e-130)]
    [InlineData(0.0, 1e-170)]
    [InlineData(1e-170, 2e-170)]
    public void Their_sums_are_exact(double usual, double rare)
    {
        double[] actual = [.. Enumerable.Range(0, Length).Select(i => i % 1000 == 999 ? rare : usual)];
        double[] predicted = [.. Enumerable.Range(0, Length).Select(i => i % 3)];
        var expected = new ExactSummary([.. actual.Zip(predicted, Pair.OfDoubles)]);
        var sums = new L2LossAccumulator();
        sums.Add(actual, predicted);
        L2LossSummary summary = sums.ToSummary();

        Assert.Equal(
            (expected.SumOfSquares, expected.MeanError, expected.MeanActual, expected.MaxError),
            (summary.SumOfSquares, summary.MeanError, summary.MeanActual, summary.MaxError));
        Assert.Equal(expected.TotalSumOfSquares, summary.TotalSumOfSquares, expected.TotalSumOfSquares * 1e-15);
    }
}
