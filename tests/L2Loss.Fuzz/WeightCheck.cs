using L2Loss.Tests.Exact;
using L2Loss.Tests.Kernel;

namespace L2Loss.Fuzz;

/// <summary>
/// Doubles with weights as arrays with vectors of every width, as records, in any parts and as Parquet: the same bits, those
/// of exact fractions.
/// </summary>
internal static class WeightCheck
{
    // With values that leave the range of a double, a sum of weights times squares does too.
    private static readonly string[] Kinds =
        [.. Columns.Kinds.Keys.Where(kind => !kind.Contains("300") && !kind.Contains("152") && !kind.Contains("range"))];

    internal static void Run(Random random)
    {
        int length = random.Next(1, 150);
        Columns columns = Columns.Of(Kinds[random.Next(Kinds.Length)], length, random.Next());
        for (int count = random.Next(3); count > 0; count--)
        {
            double huge = Math.Pow(10, random.Next(5, 60));
            (random.Next(2) == 0 ? columns.Actual : columns.Predicted)[random.Next(length)] = huge;
            (random.Next(2) == 0 ? columns.Actual : columns.Predicted)[random.Next(length)] = -huge;
        }

        int kind = random.Next(4);
        double[] weights = [.. columns.Actual.Select(_ => NextWeight(random, kind))];
        weights[random.Next(length)] = 1.5;

        L2LossSummary records = Records(0, length).ToSummary();
        Pair[] pairs = [.. columns.Actual.Zip(columns.Predicted, Pair.OfDoubles)];
        SameAsExact(pairs, [.. weights.Select(Given.OfDouble)], records, "records");

        foreach (VectorWidth width in Enum.GetValues<VectorWidth>().Where(ArraySums.IsSupported))
        {
            LossSums sums = default;
            WorstRecord worst = default;
            ArraySums.Add<double>(columns.Actual, columns.Predicted, weights, ref sums, ref worst, 0, [], random.Next(1, 4), width);
            Same(L2LossAccumulator.FromMergeState(StateText.Write(new MergeState(default, worst, sums.ToTotals()))).ToSummary(), width.ToString());
        }

        var merged = new L2LossAccumulator();
        int start = 0;
        foreach (int end in Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(length + 1)).Append(length).Order())
        {
            merged.Add(random.Next(2) == 0 ? Records(start, end) : Arrays(start, end));
            start = end;
        }

        Same(merged.ToSummary(), "merged parts");
        Same(FileWays.Measure(FileWays.Parquet([columns.Actual, columns.Predicted, weights], random), true, random, "Parquet"), "Parquet");

        L2LossSummary unweighted = columns.Summary();
        L2LossSummary file = FileWays.Measure(FileWays.Parquet([columns.Actual, columns.Predicted], random), false, random, "Parquet");
        Check.Same(ExactColumns.Text(unweighted), ExactColumns.Text(file), "Parquet without weights");
        Check.Same(Check.Worst(unweighted), Check.Worst(file), "Parquet without weights");

        void Same(L2LossSummary summary, string way)
        {
            Check.Same(Text(records), Text(summary), way);
            Check.Same(Check.Worst(records), Check.Worst(summary), way);
        }

        L2LossAccumulator Records(int from, int to)
        {
            var sums = new L2LossAccumulator();
            for (int i = from; i < to; i++)
            {
                sums.Add(Number.Binary(columns.Actual[i]), Number.Binary(columns.Predicted[i]), Number.Binary(weights[i]));
            }

            return sums;
        }

        L2LossAccumulator Arrays(int from, int to)
        {
            var sums = new L2LossAccumulator();
            sums.Add(columns.Actual.AsSpan(from..to), columns.Predicted.AsSpan(from..to), weights.AsSpan(from..to));
            return sums;
        }
    }

    /// <summary>Fails unless the sums and means are the nearest doubles to the exact ones.</summary>
    internal static void SameAsExact(Pair[] pairs, Given[] weights, L2LossSummary summary, string way)
    {
        var exact = new ExactWeights(pairs.Zip(weights));
        Rational[] values =
            [exact.WeightSum, exact.SumOfSquares, exact.Mse, exact.Mae, exact.MeanError, exact.MeanActual, exact.TotalSumOfSquares];
        Check.Same(Lines(values.Select(value => value.Nearest())), Text(summary), way);
    }

    private static string Text(L2LossSummary summary) => Lines(
    [
        summary.WeightSum, summary.SumOfSquares, summary.Mse, summary.Mae, summary.MeanError, summary.MeanActual,
        summary.TotalSumOfSquares,
    ]);

    private static string Lines(IEnumerable<double> values) =>
        string.Join('\n', values.Select(value => FormattableString.Invariant($"{value + 0.0:R}")));

    private static double NextWeight(Random random, int kind) => kind switch
    {
        0 => 1.0,
        1 => random.Next(0, 5),
        2 => random.NextDouble(),
        _ => Math.Pow(10, random.Next(-20, 20)) * random.NextDouble(),
    };
}
