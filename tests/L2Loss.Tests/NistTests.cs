using System.Globalization;
using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests;

/// <summary>
/// The univariate NIST StRD sets NumAcc1 to NumAcc4, measured against their certified means: the certified standard
/// deviation s gives a sum of squares of (n - 1) * s^2.
/// </summary>
public sealed class NistTests
{
    private static readonly string[] NumAcc1 = ["10000001", "10000003", "10000002"];

    [Fact]
    public void NumAcc1_is_exact_as_text() => AssertCertified(Texts(NumAcc1, "10000002"), 10000002, 2, 2.0 / 3);

    [Fact]
    public void NumAcc1_is_exact_as_doubles() => AssertCertified(Doubles(NumAcc1, "10000002"), 10000002, 2, 2.0 / 3);

    [Fact]
    public void NumAcc2_is_exact_as_text() => AssertCertified(Texts(Alternating("1.2"), "1.2"), 1.2, 10, 10.0 / 1001);

    [Fact]
    public void NumAcc3_is_exact_as_text() =>
        AssertCertified(Texts(Alternating("1000000.2"), "1000000.2"), 1000000.2, 10, 10.0 / 1001);

    [Fact]
    public void NumAcc4_is_exact_as_text() =>
        AssertCertified(Texts(Alternating("10000000.2"), "10000000.2"), 10000000.2, 10, 10.0 / 1001);

    [Fact]
    public void NumAcc4_as_doubles_has_the_sum_of_squares_of_those_doubles() =>
        Assert.Equal(
            10.00000011175871, Measured.Summary(Doubles(Alternating("10000000.2"), "10000000.2")).SumOfSquares);

    [Theory]
    [InlineData("1.2")]
    [InlineData("1000000.2")]
    [InlineData("10000000.2")]
    public void Alternating_sets_as_doubles_are_exact_for_those_doubles(string mean)
    {
        Pair[] pairs = Doubles(Alternating(mean), mean);
        Measured.AssertSumsAreNearest(pairs);
        Measured.AssertRatiosAreClose(pairs);
    }

    [Theory]
    [InlineData("1.2")]
    [InlineData("1000000.2")]
    [InlineData("10000000.2")]
    public void Alternating_sets_measured_against_their_mean_explain_nothing(string mean) =>
        Assert.Equal(0.0, Measured.Summary(Texts(Alternating(mean), mean)).R2);

    private static void AssertCertified(Pair[] pairs, double mean, double sumOfSquares, double mse)
    {
        L2LossSummary summary = Measured.Summary(pairs);
        Assert.Equal(
            (mean, sumOfSquares, sumOfSquares, mse, 0.0),
            (summary.MeanActual, summary.SumOfSquares, summary.TotalSumOfSquares, summary.Mse, summary.MeanError));
    }

    /// <summary>1001 values: the mean, then alternately 0.1 less and 0.1 more.</summary>
    private static string[] Alternating(string mean)
    {
        decimal middle = decimal.Parse(mean, CultureInfo.InvariantCulture);
        return
        [
            mean,
            .. Enumerable.Range(0, 1000).Select(
                i => (i % 2 == 0 ? middle - 0.1m : middle + 0.1m).ToString(CultureInfo.InvariantCulture)),
        ];
    }

    private static Pair[] Texts(string[] values, string mean) => [.. values.Select(value => Pair.OfTexts(value, mean))];

    private static Pair[] Doubles(string[] values, string mean) =>
        [.. values.Select(value => Pair.OfDoubles(Parse(value), Parse(mean)))];

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
