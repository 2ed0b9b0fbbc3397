using CsCheck;
using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests.Kernel;

public sealed class WeightedKernelTests
{
    private const int Block = LossBlock.Length;

    private static readonly int[] ThreadCounts = [1, 2, 7];

    private static readonly Dictionary<string, Func<Random, Triples, int, (double Actual, double Predicted, double Weight)>> Kinds =
        new()
        {
            ["normal"] = (random, _, _) => (Normal(random), Normal(random), random.NextDouble()),
            ["near"] = (random, triples, i) => (Normal(random), triples.Actual[Math.Max(0, i - 1)], 1.0 / (i + 1)),
            ["mixed magnitudes"] = (random, _, _) => (Mixed(random), Mixed(random), Math.Abs(Mixed(random))),
            ["offset 1e9"] = (random, _, _) => (1e9 + Normal(random), 1e9 + Normal(random), random.NextDouble()),
            ["zeros among weights"] = (random, _, _) =>
                (Normal(random), Normal(random), random.Next(3) * random.NextDouble()),
            ["a light outlier"] = (random, _, i) =>
                (i == 0 ? 1e12 : Normal(random), Normal(random), i == 0 ? 1e-12 : random.NextDouble()),
            ["unit weights"] = (random, _, _) => (Normal(random), Normal(random), 1.0),
            ["ties"] = (random, _, _) => (random.Next(2), random.Next(2), random.Next(3)),
        };

    public static TheoryData<string> KindNames => [.. Kinds.Keys];

    public static TheoryData<int> Lengths =>
    [
        1, 2, 7, 8, 9, 15, 16, 17, Block - 8, Block - 1, Block, Block + 1, Block + 9, ArraySums.ChunkLength - 1,
        ArraySums.ChunkLength, ArraySums.ChunkLength + 1, (3 * ArraySums.ChunkLength) + 11,
    ];

    [Theory]
    [MemberData(nameof(KindNames))]
    public void Weighted_sums_are_nearest_to_the_exact_values(string kind) =>
        Gen.Select(Gen.Int, Gen.Int[1, 5000]).Sample(
            (seed, length) =>
            {
                Triples data = Make(kind, length, seed);
                data.Weight[length / 2] += 0.5;
                Assert.Equal(
                    new ExactWeightedSummary(data.Actual, data.Predicted, data.Weight).Nearest(),
                    Sums(Blockwise(data)));
            },
            iter: 25);

    [Theory]
    [MemberData(nameof(KindNames))]
    public void Arrays_give_what_their_records_give(string kind) =>
        Gen.Select(Gen.Int, Gen.Int[1, 5000]).Sample(
            (seed, length) => AssertLikeRecords(Make(kind, length, seed)), iter: 25);

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Arrays_of_any_length_give_what_their_records_give(int length) =>
        AssertLikeRecords(Make("offset 1e9", length, length));

    [Theory]
    [InlineData(1e60, 1.0)]
    [InlineData(1e200, 1.0)]
    [InlineData(1e-200, 1.0)]
    [InlineData(1e-320, 1.0)]
    [InlineData(1.0, 1e40)]
    [InlineData(1.0, 1e300)]
    [InlineData(1.0, 1e-200)]
    [InlineData(1e-100, 1e-300)]
    [InlineData(1e150, 1e-300)]
    [InlineData(1e50, 1e35)]
    [InlineData(1e-50, 1e-30)]
    public void Arrays_far_from_one_give_what_their_records_give(double scale, double weightScale)
    {
        Triples data = Make("zeros among weights", Block + 100, 5);
        for (int i = 0; i < Block; i++)
        {
            data.Actual[i] *= scale;
            data.Predicted[i] *= scale;
            data.Weight[i] *= weightScale;
        }

        AssertLikeRecords(data);
    }

    [Fact]
    public void A_tiny_weighted_loss_is_not_lost_beside_a_heavy_perfect_record()
    {
        Triples data = new([1, 1e-100, 0], [1, 0, 0], [1, 1e-100, 0]);
        AssertLikeRecords(data);
        Assert.Equal((2L, 1e-100), (Blockwise(data).LargestIndex, Blockwise(data).MaxError));
    }

    [Fact]
    public void Records_without_weight_add_nothing_whatever_their_size()
    {
        Triples heavy = Make("normal", Block - 7, 3);
        double[] huge = [1e300, -1e300, 1e-300, double.MaxValue, double.Epsilon, 7];
        Triples all = new(
            [.. huge, .. heavy.Actual], [.. heavy.Predicted[..6], .. heavy.Predicted], [.. new double[6], .. heavy.Weight]);
        all.Weight[1] = -0.0;
        L2LossSummary expected = Blockwise(heavy);
        L2LossSummary summary = Blockwise(all);
        Assert.Equal(Sums(expected), Sums(summary));
        Assert.Equal(
            (expected.Count + 6, expected.LargestIndex + 6, expected.MaxError),
            (summary.Count, summary.LargestIndex, summary.MaxError));
    }

    [Fact]
    public void All_weights_of_zero_count_their_records_and_sum_nothing()
    {
        L2LossSummary summary = Blockwise(new([1, 2, 3], [4, 5, 6], new double[3]));
        Assert.Equal((3L, 0.0, 0L), (summary.Count, summary.WeightSum, summary.LargestIndex));
        Assert.True(double.IsNaN(summary.Mse));
    }

    [Fact]
    public void Of_equal_weighted_losses_the_first_is_the_largest()
    {
        var actual = new double[3 * ArraySums.ChunkLength];
        var weights = new double[actual.Length];
        Array.Fill(weights, 4.0);
        (actual[5000], actual[5001], actual[70000], weights[5001], actual[90000]) = (2, 4, -2, 1, 2);
        L2LossSummary summary = Blockwise(new(actual, new double[actual.Length], weights));
        Assert.Equal((5001L, 16.0, 4.0), (summary.LargestIndex, summary.LargestLoss, summary.MaxError));
    }

    [Fact]
    public void Of_perfect_records_the_first_with_a_weight_is_the_largest()
    {
        double[] values = [.. Enumerable.Range(0, 5000).Select(i => (double)i)];
        double[] weights = [.. values.Select(i => i >= 3000 ? 1.0 : 0.0)];
        Assert.Equal(3001, Blockwise(new(values, values, weights)).LargestIndex);
    }

    [Theory]
    [MemberData(nameof(KindNames))]
    public void All_widths_and_numbers_of_threads_give_the_same_bits(string kind)
    {
        Triples data = Make(kind, (4 * ArraySums.ChunkLength) + Block + 13, 11);
        data.Actual[Block + 5] = double.NaN;
        IEnumerable<VectorWidth> widths = Enum.GetValues<VectorWidth>().Where(ArraySums.IsSupported);
        string expected = State(data, 1, VectorWidth.Scalar);
        Assert.All(
            from width in widths from threads in ThreadCounts select (width, threads),
            way => Assert.Equal(expected, State(data, way.threads, way.width)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Block - 1)]
    [InlineData(Block)]
    [InlineData(4999)]
    public void A_bad_value_anywhere_leaves_out_its_record_only(int place)
    {
        Assert.All(
            new[]
            {
                (double.NaN, 1.0, 1.0, NumberFault.Missing),
                (1.0, double.NaN, 0.0, NumberFault.Missing),
                (1.0, 1.0, double.NaN, NumberFault.Missing),
                (double.PositiveInfinity, double.NaN, -1.0, NumberFault.Missing),
                (double.NegativeInfinity, 1.0, double.NaN, NumberFault.Missing),
                (double.PositiveInfinity, 1.0, 0.0, NumberFault.NotFinite),
                (double.PositiveInfinity, double.PositiveInfinity, 1.0, NumberFault.NotFinite),
                (1.0, double.NegativeInfinity, -1.0, NumberFault.NotFinite),
                (1.0, 1.0, -1.0, NumberFault.InvalidWeight),
                (2.0, 2.0, -double.Epsilon, NumberFault.InvalidWeight),
                (1.0, 1.0, double.PositiveInfinity, NumberFault.InvalidWeight),
                (1.0, 1.0, double.NegativeInfinity, NumberFault.InvalidWeight),
            },
            bad =>
            {
                Triples data = Make("normal", 5000, 17);
                int worst = place == 4999 ? 4000 : place + 1;
                (data.Actual[worst], data.Predicted[worst], data.Weight[worst]) = (100, 0, 1);
                (data.Actual[place], data.Predicted[place], data.Weight[place]) = (bad.Item1, bad.Item2, bad.Item3);
                L2LossSummary summary = Blockwise(data);
                Assert.Equal((5000L, 4999L, worst + 1L), (summary.Read, summary.Count, summary.LargestIndex));
                Assert.Equal(
                    bad.Item4,
                    summary.Missing == 1 ? NumberFault.Missing
                    : summary.NotFinite == 1 ? NumberFault.NotFinite
                    : summary.InvalidWeight == 1 ? NumberFault.InvalidWeight
                    : NumberFault.None);
                data.Weight[place] = data.Actual[place] = data.Predicted[place] = 0;
                Assert.Equal(Sums(Blockwise(data)), Sums(summary));
            });
    }

    [Fact]
    public void Arrays_follow_records_and_each_other()
    {
        Triples data = Make("offset 1e9", 6000, 23);
        var sums = new L2LossAccumulator();
        sums.LeaveOut(NumberFault.Missing);
        sums.Add(data.Actual.AsSpan(0, 2500), data.Predicted.AsSpan(0, 2500), data.Weight.AsSpan(0, 2500));
        sums.Add(Number.Binary(data.Actual[2500]), Number.Binary(data.Predicted[2500]), Number.Binary(data.Weight[2500]));
        sums.Add(data.Actual.AsSpan(2501), data.Predicted.AsSpan(2501), data.Weight.AsSpan(2501));
        L2LossSummary whole = Blockwise(data);
        L2LossSummary summary = sums.ToSummary();
        Assert.Equal(Sums(whole), Sums(summary));
        Assert.Equal((whole.LargestIndex + 1, 6001L), (summary.LargestIndex, summary.Read));
    }

    [Fact]
    public void No_records_give_an_empty_summary() => Assert.Equal(0, Blockwise(new([], [], [])).Read);

    [Fact]
    public void Arrays_of_different_lengths_are_refused()
    {
        var sums = new L2LossAccumulator();
        Assert.Throws<ArgumentException>(() => sums.Add([1.0, 2.0], [1.0, 2.0], [1.0]));
        Assert.Throws<ArgumentException>(() => sums.Add([1.0, 2.0], [1.0, 2.0], ReadOnlySpan<double>.Empty));
        Assert.Throws<ArgumentException>(() => sums.Add([1.0, 2.0], [1.0], [1.0, 2.0]));
        Assert.Equal(0, sums.Read);
    }

    private static void AssertLikeRecords(Triples data)
    {
        var sums = new L2LossAccumulator();
        for (int i = 0; i < data.Actual.Length; i++)
        {
            sums.Add(
                Number.Binary(data.Actual[i]), Number.Binary(data.Predicted[i]), Number.Binary(data.Weight[i]));
        }

        L2LossSummary expected = sums.ToSummary();
        L2LossSummary summary = Blockwise(data);
        Assert.Equal(Sums(expected), Sums(summary));
        Assert.Equal(
            (expected.Count, expected.LargestIndex, expected.LargestLoss, expected.MaxError),
            (summary.Count, summary.LargestIndex, summary.LargestLoss, summary.MaxError));
        Assert.Equal((expected.R2, expected.LargestShare), (summary.R2, summary.LargestShare));
        Measured.AssertUlps(expected.StandardError, summary.StandardError, 1, nameof(summary.StandardError));
    }

    private static L2LossSummary Blockwise(Triples data)
    {
        var sums = new L2LossAccumulator();
        sums.Add(data.Actual, data.Predicted, data.Weight);
        return sums.ToSummary();
    }

    private static double[] Sums(L2LossSummary summary) =>
    [
        summary.WeightSum, summary.SumOfSquares, summary.Mse, summary.Mae, summary.MeanError, summary.MeanActual,
        summary.TotalSumOfSquares,
    ];

    private static string State(Triples data, int threads, VectorWidth width)
    {
        LossSums sums = default;
        WorstRecord worst = default;
        var leftOut = new List<int>();
        ArraySums.Add<double>(
            data.Actual, data.Predicted, data.Weight, ref sums, ref worst, 1000, leftOut, threads, width);
        Assert.Equal([Block + 5], leftOut);
        return StateText.Write(new MergeState(default, worst, sums.ToTotals()));
    }

    private static Triples Make(string kind, int length, int seed)
    {
        var random = new Random(seed);
        var triples = new Triples(new double[length], new double[length], new double[length]);
        for (int i = 0; i < length; i++)
        {
            (triples.Actual[i], triples.Predicted[i], triples.Weight[i]) = Kinds[kind](random, triples, i);
        }

        return triples;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2.0 * Math.Log(1.0 - random.NextDouble())) * Math.Cos(2.0 * Math.PI * random.NextDouble());

    private static double Mixed(Random random) =>
        Math.Pow(10, (16 * random.NextDouble()) - 8) * (random.Next(2) == 0 ? 1 : -1);

    private sealed record Triples(double[] Actual, double[] Predicted, double[] Weight);
}
