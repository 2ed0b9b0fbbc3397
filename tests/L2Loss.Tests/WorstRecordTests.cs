using CsCheck;
using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests;

/// <summary>The worst record where its square, its weight or its difference leaves the range of doubles.</summary>
public sealed class WorstRecordTests
{
    private static readonly Gen<double> Extreme = Gen.Select(
        Gen.OneOf(Gen.Const(1.0), Gen.Const(1.5), Gen.Double[1, 1.99]),
        Gen.OneOf(Gen.Int[1000, 1023], Gen.Int[-1074, -1000], Gen.Int[500, 600], Gen.Int[-600, -500]),
        Gen.Bool,
        (significand, exponent, isNegative) => Math.ScaleB(isNegative ? -significand : significand, exponent));

    private static readonly Gen<(Pair Pair, Given Weight)[]> Weighted = Gen.Select(
        Gen.OneOf(Extreme, Gen.Const(0.0)), Extreme, Extreme,
        (actual, predicted, weight) => (Pair.OfDoubles(actual, predicted), Given.OfDouble(Math.Abs(weight)))).Array[2, 8];

    [Fact]
    public void Differences_beyond_the_range_compare_exactly() =>
        Assert.Equal(2, ArraySummary.Of([1e308, 1.7e308, 1.2e308], [-1e308, -1.7e308, -1.2e308]).LargestIndex);

    [Fact]
    public void The_share_of_a_difference_beyond_the_range_is_right()
    {
        L2LossSummary summary = ArraySummary.Of([1e308, 1e308, 1.5e308], [-1e308, -1e308, -1.5e308]);
        Assert.Equal((3L, 2.25 / 4.25), (summary.LargestIndex, summary.LargestShare));
        Assert.Equal((double.PositiveInfinity, double.PositiveInfinity), (summary.LargestLoss, summary.MaxError));
    }

    [Fact]
    public void Of_equal_differences_beyond_the_range_the_first_is_the_worst() =>
        Assert.Equal(2, ArraySummary.Of([1e308, 1.5e308, -1.5e308], [-1e308, -1.5e308, 1.5e308]).LargestIndex);

    [Fact]
    public void Weighted_records_of_any_size_have_the_worst_record_of_exact_fractions() => Weighted.Sample(
        records =>
        {
            var exact = new ExactWeights(records);
            var sums = new L2LossAccumulator();
            foreach ((Pair pair, Given weight) in records)
            {
                sums.Add(pair.Actual.Number, pair.Predicted.Number, weight.Number);
            }

            AssertIsWorst(exact, sums.ToSummary());
            AssertIsWorst(exact, L2LossAccumulator.FromMergeState(sums.ToSummary().MergeState!).ToSummary());
        },
        iter: 150);

    [Fact]
    public void Weighted_arrays_of_any_size_have_the_worst_record_of_exact_fractions() => Weighted.Sample(
        records =>
        {
            var sums = new L2LossAccumulator();
            sums.Add(
                [.. records.Select(record => record.Pair.Actual.Number.Value)],
                [.. records.Select(record => record.Pair.Predicted.Number.Value)],
                [.. records.Select(record => record.Weight.Number.Value)]);
            AssertIsWorst(new ExactWeights(records), sums.ToSummary());
        },
        iter: 100);

    [Fact]
    public void Parts_in_their_order_have_the_worst_record_of_the_whole() => Gen.Select(Weighted, Weighted).Sample(
        (first, second) =>
        {
            var merged = new L2LossAccumulator();
            foreach ((Pair Pair, Given Weight)[] part in new[] { first, second })
            {
                var sums = new L2LossAccumulator();
                foreach ((Pair pair, Given weight) in part)
                {
                    sums.Add(pair.Actual.Number, pair.Predicted.Number, weight.Number);
                }

                merged.Add(sums);
            }

            AssertIsWorst(new ExactWeights([.. first, .. second]), merged.ToSummary());
        },
        iter: 100);

    private static void AssertIsWorst(ExactWeights exact, L2LossSummary summary)
    {
        // Losses whose roots are the same double, in its range, count as equal.
        Assert.Equal(exact.LargestIndex, summary.LargestIndex);
        if (exact.SumOfSquares.Sign > 0)
        {
            Measured.AssertUlps(
                (exact.LargestLoss / exact.SumOfSquares).Nearest(), summary.LargestShare, 2, nameof(summary.LargestShare));
        }
    }
}
