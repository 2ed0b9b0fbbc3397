using System.Globalization;
using L2Loss.Tests.Exact;

namespace L2Loss.Fuzz;

/// <summary>Numbers in text, with weights or without, as records, CSV and JSON Lines, packed or not: the same bits, those of exact fractions.</summary>
internal static class TextCheck
{
    internal static void Run(Random random)
    {
        Func<string> next = random.Next(5) switch
        {
            0 => () => random.Next(-9999, 9999).ToString(CultureInfo.InvariantCulture),
            1 => () => string.Create(CultureInfo.InvariantCulture, $"{random.Next(-99999, 99999)}.{random.Next(1000):000}"),
            2 => () => ((random.NextDouble() - 0.5) * 1000).ToString("R", CultureInfo.InvariantCulture),
            3 => () => string.Create(CultureInfo.InvariantCulture, $"0.0{random.NextInt64(1_000_000_000_000_000_000)}"),
            _ => () => string.Create(CultureInfo.InvariantCulture, $"{random.NextInt64()}.{random.NextInt64()}e{random.Next(-30, 30)}"),
        };
        Pair[] pairs = [.. Enumerable.Range(0, random.Next(1, 200)).Select(_ => new Pair(Read(next()), Read(next())))];
        Measured.AssertSumsAreNearest(pairs);
        Measured.AssertRatiosAreClose(pairs);
        Compare(Measured.Summary(pairs), [.. pairs.Select(pair => new[] { Text(pair.Actual), Text(pair.Predicted) })], false);

        // Weights of any size, and some of 0, but for the last: all of them 0 measure nothing.
        Given[] weights =
            [.. pairs.Select((_, i) => i + 1 < pairs.Length && random.Next(5) == 0 ? Read("0") : Read(next().TrimStart('-'))).Append(Read("3"))];
        var sums = new L2LossAccumulator();
        for (int i = 0; i < pairs.Length; i++)
        {
            sums.Add(pairs[i].Actual.Number, pairs[i].Predicted.Number, weights[i].Number);
        }

        sums.Add(pairs[0].Predicted.Number, pairs[0].Actual.Number, weights[^1].Number);
        Pair[] all = [.. pairs, new Pair(pairs[0].Predicted, pairs[0].Actual)];
        L2LossSummary weighted = sums.ToSummary();
        WeightCheck.SameAsExact(all, weights, weighted, "weighted records");
        Compare(
            weighted, [.. all.Zip(weights, (pair, weight) => new[] { Text(pair.Actual), Text(pair.Predicted), Text(weight) })], true);

        void Compare(L2LossSummary expected, string[][] records, bool hasWeights)
        {
            Same(FileWays.Measure(FileWays.Csv(records, hasWeights, random), hasWeights, random, "CSV"), "CSV");
            Same(FileWays.Measure(FileWays.JsonLines(records, random), hasWeights, random, "JSON Lines"), "JSON Lines");

            void Same(L2LossSummary summary, string way)
            {
                Check.Same(expected.MergeState!, summary.MergeState!, way);
                Check.Same(Check.Worst(expected), Check.Worst(summary), way);
            }
        }
    }

    /// <summary>What no decimal of .NET holds is the nearest double.</summary>
    private static Given Read(string text)
    {
        Given given = Given.OfText(text);
        return given.Number.IsDecimal ? given : given with { Exact = Rational.Of(given.Number.Value) };
    }

    private static string Text(Given value) => value.Shown.Trim('\'');
}
