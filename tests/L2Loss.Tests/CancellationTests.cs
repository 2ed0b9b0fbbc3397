using CsCheck;
using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests;

/// <summary>
/// Values that cancel: arrays, records and any split of them have the same bits, those of exact fractions.
/// </summary>
public sealed class CancellationTests
{
    private static readonly Gen<double> Usual = Gen.OneOf(
        Gen.Double[-9, 9], Gen.Int[-3, 3].Select(value => (double)value), Gen.Double[-1e-9, 1e-9]);

    private static readonly Gen<double> Huge = Gen.OneOf(
        Gen.Const(1e40), Gen.Const(1e16), Gen.Double[1e20, 1e60], Gen.Const(1e100), Gen.Double[1e8, 1e12]);

    /// <summary>Some huge values among usual ones, and the same below zero elsewhere.</summary>
    private static readonly Gen<(double[] Actual, double[] Predicted)> Data = Gen.Select(
        Gen.Select(Usual, Usual).Array[4, 400], Huge, Gen.Int[0, 3], Gen.Double.Unit.Array[4], Gen.Int[0, 40]).Select(
        (pairs, huge, kind, places, copies) =>
        {
            (double Actual, double Predicted)[] all =
                [.. pairs, .. Enumerable.Range(0, copies).SelectMany(_ => pairs)];
            int[] at = [.. places.Select(place => (int)(place * all.Length))];
            foreach ((int place, double value) in new[] { (at[0], huge), (at[1], -huge), (at[2], huge), (at[3], -huge) })
            {
                all[place] = kind switch
                {
                    0 => (value, all[place].Predicted),
                    1 => (all[place].Actual, value),
                    2 => (value, -value),
                    _ => (value, 0.0),
                };
            }

            return (all.Select(pair => pair.Actual).ToArray(), all.Select(pair => pair.Predicted).ToArray());
        });

    [Fact]
    public void Arrays_have_the_bits_of_exact_fractions() =>
        Data.Sample(
            (actual, predicted) =>
            {
                var exact = new ExactColumns(actual, predicted);
                Assert.Equal(exact.ToString(), ExactColumns.Text(ArraySummary.Of(actual, predicted)));
            },
            iter: 100);

    /// <summary>The four huge differences alone have a mean halfway between two doubles; the others are on one side of it.</summary>
    [Fact]
    public void Terms_too_small_for_the_sum_of_a_block_still_decide_a_tie()
    {
        double[] actual = [.. Enumerable.Repeat(0.25, 288)];
        double[] predicted = [.. Enumerable.Repeat(0.5, 288)];
        predicted[223] = -1e40;
        actual[240] = 1e40;
        predicted[259] = -1e41;
        actual[275] = 1e41;

        Assert.Equal(new ExactColumns(actual, predicted).ToString(), ExactColumns.Text(ArraySummary.Of(actual, predicted)));
    }

    /// <summary>The square of the first residual is halfway between two doubles, and that of the other far below its last bit.</summary>
    [Theory]
    [InlineData(1e-11)]
    [InlineData(5.5511151231257827e-17)]
    [InlineData(1e-4)]
    public void Squares_too_small_for_the_sum_of_a_block_still_decide_a_tie(double small)
    {
        double[] actual = [94906267.0, small];
        double[] predicted = [0.0, 0.0];
        var weighted = new L2LossAccumulator();
        weighted.Add(actual, predicted, [1.0, 1.0]);

        Assert.Equal(9007199515875290.0, ArraySummary.Of(actual, predicted).SumOfSquares);
        Assert.Equal(9007199515875290.0, weighted.ToSummary().SumOfSquares);
    }

    [Fact]
    public void Any_split_of_arrays_has_the_bits_of_the_whole() =>
        Gen.Select(Data, Gen.Double.Unit.Array[1, 4]).Sample(
            (data, cuts) =>
            {
                (double[] actual, double[] predicted) = data;
                var merged = new L2LossAccumulator();
                int start = 0;
                foreach (int cut in cuts.Select(cut => (int)(cut * actual.Length)).Append(actual.Length).Order())
                {
                    var part = new L2LossAccumulator();
                    part.Add(actual.AsSpan(start, cut - start), predicted.AsSpan(start, cut - start));
                    merged.Add(L2LossAccumulator.FromMergeState(part.ToSummary().MergeState!));
                    start = cut;
                }

                Assert.Equal(
                    Measured.OrderFreeBits(Records(actual, predicted)), Measured.OrderFreeBits(merged.ToSummary()));
            },
            iter: 100);

    [Fact]
    public void Weighted_arrays_have_the_bits_of_their_records() =>
        Gen.Select(Data, Gen.Int[0, 5], Gen.Bool).Sample(
            (data, weight, isWhole) =>
            {
                (double[] actual, double[] predicted) = data;
                double[] weights = [.. actual.Select((_, i) => isWhole ? (i + weight) % 4 : 1.0 / (1 + ((i + weight) % 7)))];
                var arrays = new L2LossAccumulator();
                arrays.Add(actual, predicted, weights);
                var records = new L2LossAccumulator();
                for (int i = 0; i < actual.Length; i++)
                {
                    records.Add(
                        Number.Binary(actual[i]), Number.Binary(predicted[i]), Number.Binary(weights[i]));
                }

                Assert.Equal(
                    Measured.OrderFreeBits(records.ToSummary()), Measured.OrderFreeBits(arrays.ToSummary()));
            },
            iter: 100);

    [Fact]
    public void Blocks_that_cancel_each_other_leave_what_is_left()
    {
        var random = new Random(5);
        double[] large = [.. Enumerable.Range(0, 5 * LossBlock.Length).Select(_ => 1e30 * (1.0 + random.NextDouble()))];
        double[] actual = [.. large, .. large.Select(value => -value), 1.0, 2.0, 4.0];
        L2LossSummary summary = ArraySummary.Of(actual, new double[actual.Length]);
        double expected = new Rational(7, actual.Length).Nearest();
        Assert.Equal((expected, expected), (summary.MeanError, summary.MeanActual));
    }

    private static L2LossSummary Records(double[] actual, double[] predicted) =>
        Measured.Summary(actual.Zip(predicted, Pair.OfDoubles));
}
