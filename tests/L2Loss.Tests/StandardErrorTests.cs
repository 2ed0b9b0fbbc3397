using CsCheck;
using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests;

/// <summary>Standard errors of losses that hardly differ, and of records without weight.</summary>
public sealed class StandardErrorTests
{
    /// <summary>Losses that differ in their last bits only.</summary>
    private static readonly Gen<Pair[]> NearlyEqual = Gen.Select(Gen.Double[1, 2], Gen.Int[-30, 30], Gen.Int[0, 3].Array[2, 30])
        .Select((value, power, steps) => steps.Select(
            step => Pair.OfDoubles(Math.ScaleB(Steps(value, step), power), 0.0)).ToArray());

    [Fact]
    public void Records_of_doubles_have_the_exact_one() => NearlyEqual.Sample(
        pairs => Measured.AssertUlps(
            new ExactSummary(pairs).StandardError, Measured.Summary(pairs).StandardError, 0, "StandardError"),
        iter: 200);

    [Fact]
    public void Arrays_of_doubles_have_the_exact_one() => NearlyEqual.Sample(
        pairs => Measured.AssertUlps(
            new ExactSummary(pairs).StandardError,
            ArraySummary.Of(
                [.. pairs.Select(pair => pair.Actual.Number.Value)], new double[pairs.Length]).StandardError,
            0,
            "StandardError"),
        iter: 200);

    [Fact]
    public void Long_arrays_of_one_loss_have_none()
    {
        double[] actual = [.. Enumerable.Range(0, 50_000).Select(i => i + 0.5)];
        double[] predicted = [.. actual.Select(value => value - 1.0 / 3.0)];
        double[] shifted = [.. actual.Select((value, i) => i % 2 == 0 ? value - 2.25 : value + 2.25)];
        Assert.Equal(0.0, ArraySummary.Of(actual, shifted).StandardError);
        Assert.Equal(
            new ExactSummary([.. actual.Take(300).Zip(predicted, Pair.OfDoubles)]).StandardError,
            ArraySummary.Of(actual.AsSpan(0, 300), predicted.AsSpan(0, 300)).StandardError);
    }

    [Fact]
    public void Weighted_records_have_the_exact_one() => Gen.Select(NearlyEqual, Gen.Int[1, 9].Array[30]).Sample(
        (pairs, weights) =>
        {
            var exact = new ExactWeights(pairs.Select((pair, i) => (pair, Given.OfDecimal(weights[i] / 4m))));
            var records = new L2LossAccumulator();
            for (int i = 0; i < pairs.Length; i++)
            {
                records.Add(pairs[i].Actual.Number, pairs[i].Predicted.Number, Number.FromDecimal(weights[i] / 4m));
            }

            var arrays = new L2LossAccumulator();
            arrays.Add(
                [.. pairs.Select(pair => pair.Actual.Number.Value)],
                new double[pairs.Length],
                [.. weights.Take(pairs.Length).Select(weight => weight / 4.0)]);
            Measured.AssertUlps(exact.StandardError.Nearest(), records.ToSummary().StandardError, 1, "records");
            Measured.AssertUlps(exact.StandardError.Nearest(), arrays.ToSummary().StandardError, 1, "arrays");
        },
        iter: 100);

    [Fact]
    public void One_record_with_weight_has_none()
    {
        var sums = new L2LossAccumulator();
        sums.Add([1.0, 5.0, 9.0], [2.0, 9.0, 4.0], [1.0, 0.0, 0.0]);
        Assert.Equal((3L, double.NaN), (sums.ToSummary().Count, sums.ToSummary().StandardError));
    }

    [Fact]
    public void Records_of_weight_0_do_not_count_anyhow() => Gen.Select(
        Gen.Select(Gen.Int[-99, 99], Gen.Int[-99, 99], Gen.Int[1, 5]).Array[0, 12], Gen.Int[0, 3000], Gen.Int[0, 3]).Sample(
        (records, zeros, way) =>
        {
            (int Actual, int Predicted, int Weight)[] all =
                [.. records, .. Enumerable.Range(0, zeros).Select(i => (i, -i, 0))];
            double expected = Way(records, way).ToSummary().StandardError;
            L2LossAccumulator sums = Way(all, way);
            Assert.Equal(expected, sums.ToSummary().StandardError);
            Assert.Equal(
                expected, L2LossAccumulator.FromMergeState(sums.ToSummary().MergeState!).ToSummary().StandardError);
        },
        iter: 200);

    private static L2LossAccumulator Way((int Actual, int Predicted, int Weight)[] records, int way)
    {
        var sums = new L2LossAccumulator();
        if (way == 0)
        {
            sums.Add(
                [.. records.Select(record => (double)record.Actual)],
                [.. records.Select(record => (double)record.Predicted)],
                [.. records.Select(record => (double)record.Weight)]);
            return sums;
        }

        foreach ((int actual, int predicted, int weight) in records)
        {
            Number Of(int value) => way == 1 ? Number.Binary(value) : Number.FromDecimal(value);
            sums.Add(Of(actual), Of(predicted), way == 3 ? Number.Binary(weight) : Of(weight));
        }

        return sums;
    }

    private static double Steps(double value, int steps) =>
        steps == 0 ? value : Steps(Math.BitIncrement(value), steps - 1);
}
