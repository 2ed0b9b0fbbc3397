namespace L2Loss.Tests.Kernel;

/// <summary>Two columns of doubles, made the same way each time, and what the code under test makes of them.</summary>
internal sealed record Columns(double[] Actual, double[] Predicted)
{
    /// <summary>Data of the kinds that are known to spoil sums, by name.</summary>
    internal static readonly IReadOnlyDictionary<string, Func<Random, int, (double Actual, double Predicted)>> Kinds =
        new Dictionary<string, Func<Random, int, (double Actual, double Predicted)>>
        {
            ["normal"] = (random, _) => (Normal(random), Normal(random)),
            ["close predictions"] = (random, _) => Around(100 + Normal(random), 1e-6 * Normal(random)),
            ["mixed magnitudes"] = (random, _) => (Mixed(random), Mixed(random)),
            ["offset 1e9"] = (random, _) => (1e9 + Normal(random), 1e9 + Normal(random)),
            ["offset 1e9, noise 1e-3"] = (random, _) => (1e9 + (1e-3 * Normal(random)), 1e9 + (1e-3 * Normal(random))),
            ["alternating signs"] = (random, i) =>
                i % 2 == 0 ? (1e6 + Normal(random), 0.0) : (-1e6 + Normal(random), Normal(random)),
            ["denormal"] = (random, _) => (Denormal(random), Denormal(random)),
            ["denormal among normal"] = (random, i) => i % 3 == 0 ? (Denormal(random), 0.0) : (Normal(random), Normal(random)),
            ["one actual of 1e100"] = (random, i) => (i == 5 ? 1e100 : Normal(random), Normal(random)),
            ["one prediction of 1e100"] = (random, i) => (1e9 + (1e-3 * Normal(random)), i == 5 ? 1e100 : 1e9),
            ["one prediction of 1e300"] = (random, i) => (1e9 + (1e-3 * Normal(random)), i == 5 ? 1e300 : 1e9),
            ["one actual of 1e300 met"] = (random, i) => (i == 5 ? 1e300 : 1e-70 * Normal(random), i == 5 ? 1e300 : 0),
            ["least predictions"] = (random, _) => (0.0, double.Epsilon * random.Next(2)),
            ["scale that jumps"] = (random, i) => Scaled(random, (i / 700 * 37 % 25) - 12),
            ["scale that leaves the range"] = (random, i) => Scaled(random, (i / 900 * 37 % 250) - 125),
            ["constant actuals"] = (random, _) => (0.1, Normal(random)),
            ["perfect predictions"] = (random, _) => Around(Normal(random), 0),
            ["perfect but for one"] = (random, i) => Around(Normal(random), i == 3 ? 1 : 0),
            ["whole numbers"] = (random, _) => (random.Next(-9, 10), random.Next(-9, 10)),
            ["large whole numbers, some noise"] = (random, i) =>
                i % 40 == 7 ? (0.3, 0.1 + 0.2) : (random.Next(-100_000_000, 100_000_000), 0.0),
            ["zeros"] = (_, _) => (0.0, 0.0),
            ["offset 1e152"] = (random, _) => (1e152 * (1 + (1e-12 * Normal(random))), 1e152),
            ["offset 1e-130"] = (random, _) => (1e-130 * (1 + (1e-12 * Normal(random))), 1e-130),
        };

    internal int Length => Actual.Length;

    internal Columns this[Range range] => new(Actual[range], Predicted[range]);

    internal static Columns Of(string kind, int length, int seed = 1)
    {
        var random = new Random(seed);
        (double Actual, double Predicted)[] pairs =
            [.. Enumerable.Range(0, length).Select(i => Kinds[kind](random, i))];
        return new Columns([.. pairs.Select(pair => pair.Actual)], [.. pairs.Select(pair => pair.Predicted)]);
    }

    internal static double Normal(Random random) =>
        Math.Sqrt(-2.0 * Math.Log(1.0 - random.NextDouble())) * Math.Cos(2.0 * Math.PI * random.NextDouble());

    internal L2LossAccumulator Measure()
    {
        var sums = new L2LossAccumulator();
        sums.Add(Actual, Predicted);
        return sums;
    }

    internal L2LossSummary Summary() => Measure().ToSummary();

    /// <summary>The sums with given vectors and threads, as text without a bit lost.</summary>
    internal string State(VectorWidth width, int threads)
    {
        LossSums sums = default;
        WorstRecord worst = default;
        ArraySums.Add<double>(Actual, Predicted, default, ref sums, ref worst, 0, [], threads, width);
        return StateText.Write(new MergeState(default, worst, sums.ToTotals()));
    }

    public override string ToString() =>
        string.Join(", ", Actual.Zip(Predicted, (a, p) => FormattableString.Invariant($"({a:R}, {p:R})")));

    private static (double Actual, double Predicted) Around(double actual, double error) => (actual, actual + error);

    private static (double Actual, double Predicted) Scaled(Random random, int power) =>
        (Math.Pow(10, power) * Normal(random), Math.Pow(10, power) * Normal(random));

    private static double Mixed(Random random) =>
        Math.Pow(10, (16 * random.NextDouble()) - 8) * (random.Next(2) == 0 ? 1 : -1);

    private static double Denormal(Random random) =>
        BitConverter.Int64BitsToDouble(random.NextInt64(1L << 52)) * (random.Next(2) == 0 ? 1 : -1);
}
