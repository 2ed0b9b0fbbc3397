using Xunit;

namespace L2Loss.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void Short_example()
    {
        var sums = new L2LossAccumulator();
        double[] actual = [10, 11, 12, 13];
        double[] predicted = [10, 12, 14, 11];
        for (int i = 0; i < actual.Length; i++)
        {
            sums.Add(Number.FromDouble(actual[i]), Number.FromDouble(predicted[i]));
        }

        Assert.Equal(2.25, sums.ToSummary().Mse);
    }
}
