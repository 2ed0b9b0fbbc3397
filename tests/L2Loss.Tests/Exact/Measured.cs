using Xunit;

namespace L2Loss.Tests.Exact;

/// <summary>What the code under test makes of records, and comparisons with the truth.</summary>
internal static class Measured
{
    internal static L2LossSummary Summary(IEnumerable<Pair> pairs)
    {
        var sums = new L2LossAccumulator();
        foreach (Pair pair in pairs)
        {
            sums.Add(pair.Actual.Number, pair.Predicted.Number);
        }

        return sums.ToSummary();
    }

    /// <summary>The sums and means that are promised are the nearest doubles to the exact values.</summary>
    internal static void AssertSumsAreNearest(IReadOnlyCollection<Pair> pairs)
    {
        var exact = new ExactSummary(pairs);
        L2LossSummary summary = Summary(pairs);
        Assert.Equal(
            Rows(
                exact.SumOfSquares, exact.Mse, exact.Mae, exact.MeanError, exact.TotalSumOfSquares, exact.MeanActual,
                exact.MaxError),
            Rows(
                summary.SumOfSquares, summary.Mse, summary.Mae, summary.MeanError, summary.TotalSumOfSquares,
                summary.MeanActual, summary.MaxError));
    }

    /// <summary>What follows from the sums (roots and quotients) is as good as double arithmetic on them.</summary>
    internal static void AssertRatiosAreClose(IReadOnlyCollection<Pair> pairs)
    {
        var exact = new ExactSummary(pairs);
        L2LossSummary summary = Summary(pairs);
        AssertUlps(exact.Rmse, summary.Rmse, 1, nameof(summary.Rmse));
        AssertUlps(exact.StandardError, summary.StandardError, 1, nameof(summary.StandardError));
        AssertClose(exact.R2, summary.R2, exact.R2Scale * 1e-15, nameof(summary.R2));
        AssertClose(exact.LargestShare, summary.LargestShare, 0.0, nameof(summary.LargestShare));
    }

    internal static void AssertUlps(double expected, double actual, long ulps, string name)
    {
        bool isClose = expected.Equals(actual) || Math.Abs(Ordinal(expected) - Ordinal(actual)) <= ulps;
        Assert.True(isClose, $"{name}: {actual:R} is more than {ulps} ulp from {expected:R}");
    }

    /// <summary>The bits of everything that must not depend on the order of the records.</summary>
    internal static long[] OrderFreeBits(L2LossSummary summary) =>
    [
        .. new[]
        {
            summary.SumOfSquares, summary.Mse, summary.Rmse, summary.Mae, summary.MeanError,
            summary.TotalSumOfSquares, summary.MeanActual, summary.MaxError,
        }.Select(BitConverter.DoubleToInt64Bits),
    ];

    private static void AssertClose(double expected, double actual, double slack, string name)
    {
        bool isClose = expected.Equals(actual)
            || Math.Abs(expected - actual) <= slack + Math.Max(Math.Abs(expected) * 1e-12, 2 * double.Epsilon);
        Assert.True(isClose, $"{name}: {actual:R} instead of {expected:R}");
    }

    private static string Rows(
        double sumOfSquares, double mse, double mae, double meanError, double totalSumOfSquares, double meanActual,
        double maxError) => FormattableString.Invariant(
        $"""
        SumOfSquares      {sumOfSquares + 0.0:R}
        Mse               {mse + 0.0:R}
        Mae               {mae + 0.0:R}
        MeanError         {meanError + 0.0:R}
        TotalSumOfSquares {totalSumOfSquares + 0.0:R}
        MeanActual        {meanActual + 0.0:R}
        MaxError          {maxError + 0.0:R}
        """);

    /// <summary>Doubles in their order as whole numbers, neighbours one apart.</summary>
    private static long Ordinal(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        return bits < 0 ? long.MinValue - bits : bits;
    }
}
