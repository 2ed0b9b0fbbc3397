using CsCheck;
using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests;

/// <summary>Weighted records against exact fractions, and whole weights against repeated records.</summary>
public sealed class WeightTests
{
    private const int Cases = 1000;

    private static readonly Gen<Given> Cents = Gen.Int[-99999, 99999].Select(i => Given.OfDecimal(i / 100m));

    private static readonly Gen<Given> Doubles = Gen.Double.Unit.Select(unit => Given.OfDouble((unit - 0.5) * 2e6));

    private static readonly Gen<Given> Thousandths = Gen.Int[1, 99999].Select(i => Given.OfDecimal(i / 1000m));

    private static readonly Gen<Given> Fractions =
        Gen.Double.Unit.Select(unit => Given.OfDouble((unit * 1e6) + 1e-6));

    private static readonly Gen<Pair> CentPairs =
        Gen.Select(Cents, Cents).Select((actual, predicted) => new Pair(actual, predicted));

    private static readonly Gen<Pair> DoublePairs =
        Gen.Select(Doubles, Doubles).Select((actual, predicted) => new Pair(actual, predicted));

    private static readonly Gen<Pair> MixedPairs =
        Gen.Select(Cents, Doubles).Select((actual, predicted) => new Pair(actual, predicted));

    private static readonly Gen<Pair[]> Pairs = Gen.OneOf(CentPairs, DoublePairs).Array[2, 12];

    private static readonly Gen<(Pair Pair, Given Weight)[]> Records =
        Gen.Select(Gen.OneOf(CentPairs, DoublePairs, MixedPairs), Gen.OneOf(Thousandths, Fractions)).Array[2, 12];

    private static readonly Gen<(Pair Pair, int Weight)[]> Repeated =
        Gen.Select(Gen.OneOf(CentPairs, DoublePairs), Gen.Int[1, 9]).Array[2, 12];

    [Fact]
    public void Weighted_sums_and_means_are_nearest_to_the_exact_values() =>
        Records.Sample(
            records =>
            {
                var exact = new ExactWeights(records);
                L2LossSummary summary = Summary(records);
                Assert.Equal(
                    Sums(
                        exact.WeightSum.Nearest(), exact.SumOfSquares.Nearest(), exact.Mse.Nearest(), exact.Mae.Nearest(),
                        exact.MeanError.Nearest(), exact.TotalSumOfSquares.Nearest(), exact.MeanActual.Nearest()),
                    Sums(summary));
            },
            iter: Cases);

    [Fact]
    public void The_weighted_R2_is_one_less_the_share_that_is_left() =>
        Records.Sample(
            records =>
            {
                var exact = new ExactWeights(records);
                Rational left = exact.SumOfSquares / exact.TotalSumOfSquares;
                Rational expected = new Rational(1, 1) - left;
                AssertClose(expected.Nearest(), Summary(records).R2, left.Nearest() * 1e-15);
            },
            iter: Cases);

    [Fact]
    public void The_standard_error_is_that_of_Cochran() =>
        Records.Sample(
            records =>
            {
                var exact = new ExactWeights(records);
                double expected = exact.StandardError.Nearest();
                AssertClose(expected, Summary(records).StandardError, expected * 1e-12);
            },
            iter: Cases);

    [Fact]
    public void Whole_weights_equal_repeated_records() =>
        Repeated.Sample(
            records =>
            {
                L2LossSummary weighted = Summary(records.Select(record => (record.Pair, Given.OfDecimal(record.Weight))));
                L2LossSummary repeated = Measured.Summary(
                    records.SelectMany(record => Enumerable.Repeat(record.Pair, record.Weight)));
                Assert.Equal(Sums(repeated), Sums(weighted));
            },
            iter: Cases);

    [Fact]
    public void The_R2_of_whole_weights_is_that_of_repeated_records() =>
        Repeated.Sample(
            records =>
            {
                L2LossSummary weighted = Summary(records.Select(record => (record.Pair, Given.OfDecimal(record.Weight))));
                L2LossSummary repeated = Measured.Summary(
                    records.SelectMany(record => Enumerable.Repeat(record.Pair, record.Weight)));
                AssertClose(repeated.R2, weighted.R2, Math.Abs(1 - repeated.R2) * 1e-15);
            },
            iter: Cases);

    [Fact]
    public void Weights_of_one_equal_no_weights() =>
        Pairs.Sample(
            pairs =>
            {
                L2LossSummary weighted = Summary(pairs.Select(pair => (pair, Given.OfDecimal(1m))));
                Assert.Equal(
                    Measured.OrderFreeBits(Measured.Summary(pairs)), Measured.OrderFreeBits(weighted));
            },
            iter: Cases);

    [Fact]
    public void The_worst_record_is_the_first_that_adds_most() =>
        Records.Sample(
            records => Assert.Equal(new ExactWeights(records).LargestIndex, Summary(records).LargestIndex), iter: Cases);

    [Fact]
    public void Of_records_that_add_the_same_the_first_is_the_worst() =>
        // w * (k * d)^2 = (w * k^2) * d^2, but the roots of the weights are rounded.
        Gen.Select(Gen.Int[1, 50], Gen.Int[1, 50], Gen.Int[2, 9], Gen.Bool).Sample(
            (weight, difference, factor, isLarge) =>
            {
                (Pair Pair, Given Weight) few = (Difference(factor * difference), Given.OfDecimal(weight));
                (Pair Pair, Given Weight) many = (Difference(difference), Given.OfDecimal(weight * factor * factor));
                Assert.Equal(1, Summary(isLarge ? [few, many] : [many, few]).LargestIndex);
            },
            iter: Cases);

    [Fact]
    public void Of_parts_that_add_the_same_the_first_has_the_worst_record() =>
        Gen.Select(Gen.Int[1, 50], Gen.Int[1, 50], Gen.Int[2, 9], Gen.Bool).Sample(
            (weight, difference, factor, isLarge) =>
            {
                L2LossAccumulator few = Sums([(Difference(factor * difference), Given.OfDecimal(weight))]);
                L2LossAccumulator many = Sums([(Difference(difference), Given.OfDecimal(weight * factor * factor))]);
                var merged = new L2LossAccumulator();
                merged.Add(isLarge ? few : many);
                merged.Add(isLarge ? many : few);
                Assert.Equal(1, merged.ToSummary().LargestIndex);
            },
            iter: Cases);

    [Fact]
    public void The_worst_loss_is_the_weight_times_the_loss() =>
        Records.Sample(
            records => Measured.AssertUlps(
                new ExactWeights(records).LargestLoss.Nearest(), Summary(records).LargestLoss, 4, "LargestLoss"),
            iter: Cases);

    [Fact]
    public void The_worst_share_is_that_of_the_weighted_sum() =>
        Records.Sample(
            records =>
            {
                var exact = new ExactWeights(records);
                double expected = (exact.LargestLoss / exact.SumOfSquares).Nearest();
                Measured.AssertUlps(expected, Summary(records).LargestShare, 6, "LargestShare");
            },
            iter: Cases);

    [Fact]
    public void The_largest_difference_does_not_know_of_weights() =>
        Assert.Equal(9, Summary([(Difference(2), Given.OfDecimal(100m)), (Difference(-9), Given.OfDecimal(0.01m))]).MaxError);

    [Fact]
    public void A_weight_of_zero_is_counted() =>
        Assert.Equal((2, 2), Both(WithZero(), summary => summary.Read, summary => summary.Count));

    [Fact]
    public void A_weight_of_zero_enters_no_sum()
    {
        L2LossSummary summary = WithZero();
        Assert.Equal(
            Sums(Measured.Summary([Difference(2), Difference(2), Difference(2)])), Sums(summary));
    }

    [Fact]
    public void A_weight_of_zero_is_never_the_worst_record() => Assert.Equal(2, WithZero().LargestIndex);

    [Fact]
    public void A_weight_of_zero_has_no_largest_difference() => Assert.Equal(2, WithZero().MaxError);

    [Fact]
    public void Weights_all_zero_have_no_mean()
    {
        L2LossSummary summary = Summary([(Difference(2), Given.OfDouble(0.0)), (Difference(3), Given.OfDecimal(0m))]);
        Assert.Equal((2, 0.0, double.NaN), (summary.Count, summary.WeightSum, summary.Mse));
    }

    [Fact]
    public void A_negative_zero_as_weight_is_a_zero() =>
        Assert.Equal((1, double.NaN), (Summary([(Difference(2), Given.OfDouble(-0.0))]).Count, Summary([(Difference(2), Given.OfDouble(-0.0))]).Mse));

    [Theory]
    [InlineData(-1.0)]
    [InlineData(-double.Epsilon)]
    [InlineData(-1e300)]
    public void A_negative_double_as_weight_is_refused(double weight) => AssertRefused(Number.Binary(weight));

    [Fact]
    public void A_negative_decimal_as_weight_is_refused() =>
        Assert.All((decimal[])[-1m, -0.0000000000000000000000000001m, decimal.MinValue], weight => AssertRefused(Number.FromDecimal(weight)));

    [Fact]
    public void Weighted_parts_merged_in_any_order_have_the_bits_of_all_at_once() =>
        Gen.Select(Records, Records, Records, Gen.Bool).Sample(
            (first, second, third, isTurned) =>
            {
                L2LossAccumulator[] parts = [Sums(first), Sums(second), Sums(third)];
                if (isTurned)
                {
                    Array.Reverse(parts);
                }

                var merged = new L2LossAccumulator();
                foreach (L2LossAccumulator part in parts)
                {
                    merged.Add(part);
                }

                Assert.Equal(
                    Measured.OrderFreeBits(Summary([.. first, .. second, .. third])),
                    Measured.OrderFreeBits(merged.ToSummary()));
            },
            iter: Cases);

    [Fact]
    public void Weighted_and_unweighted_records_go_together()
    {
        var sums = new L2LossAccumulator();
        sums.Add(Number.FromDecimal(1m), Number.FromDecimal(2m));
        sums.Add(Number.FromDecimal(5m), Number.FromDecimal(2m), Number.FromDecimal(3m));
        L2LossSummary summary = sums.ToSummary();
        Assert.Equal((4.0, 28.0, 7.0), (summary.WeightSum, summary.SumOfSquares, summary.Mse));
    }

    [Theory]
    [InlineData(1e300, 1e100)]
    [InlineData(1e-300, 1e-100)]
    [InlineData(1e300, 1e-300)]
    public void Weights_far_from_one_leave_the_Rmse_right(double weight, double difference)
    {
        Pair pair = Pair.OfDoubles(difference, 0);
        Given given = Given.OfDouble(weight);
        Assert.Equal(difference, Summary([(pair, given), (pair, given), (pair, given)]).Rmse);
    }

    private static void AssertRefused(Number weight)
    {
        var sums = new L2LossAccumulator();
        Assert.Throws<ArgumentOutOfRangeException>(() => sums.Add(Number.Binary(1), Number.Binary(2), weight));
        Assert.Equal(0, sums.Read);
    }

    private static L2LossSummary WithZero() =>
        Summary([(Difference(99), Given.OfDecimal(0m)), (Difference(2), Given.OfDecimal(3m))]);

    private static (T First, T Second) Both<T>(L2LossSummary summary, Func<L2LossSummary, T> first, Func<L2LossSummary, T> second) =>
        (first(summary), second(summary));

    private static Pair Difference(int difference) =>
        new(Given.OfDecimal(7m), Given.OfDecimal(7m - difference));

    private static L2LossAccumulator Sums(IEnumerable<(Pair Pair, Given Weight)> records)
    {
        var sums = new L2LossAccumulator();
        foreach ((Pair pair, Given weight) in records)
        {
            sums.Add(pair.Actual.Number, pair.Predicted.Number, weight.Number);
        }

        return sums;
    }

    private static L2LossSummary Summary(IEnumerable<(Pair Pair, Given Weight)> records) => Sums(records).ToSummary();

    private static string Sums(L2LossSummary summary) => Sums(
        summary.WeightSum,
        summary.SumOfSquares,
        summary.Mse,
        summary.Mae,
        summary.MeanError,
        summary.TotalSumOfSquares,
        summary.MeanActual);

    private static string Sums(
        double weightSum, double sumOfSquares, double mse, double mae, double meanError, double totalSumOfSquares,
        double meanActual) => FormattableString.Invariant(
        $"""
        WeightSum         {weightSum:R}
        SumOfSquares      {sumOfSquares:R}
        Mse               {mse:R}
        Mae               {mae:R}
        MeanError         {meanError + 0.0:R}
        TotalSumOfSquares {(double.IsNaN(totalSumOfSquares) ? double.NaN : totalSumOfSquares):R}
        MeanActual        {meanActual + 0.0:R}
        """);

    private static void AssertClose(double expected, double actual, double slack) =>
        Assert.True(
            expected.Equals(actual) || Math.Abs(expected - actual) <= slack + Math.Abs(expected * 1e-15),
            $"{actual:R} instead of {expected:R}");
}
