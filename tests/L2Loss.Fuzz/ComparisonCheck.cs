using L2Loss.Tests.Exact;

namespace L2Loss.Fuzz;

/// <summary>Comparisons of two models against exact fractions, whole and merged, in any unit.</summary>
internal static class ComparisonCheck
{
    internal static void Run(Random random)
    {
        bool isDecimal = random.Next(2) == 0;
        double unit = Math.Pow(10, random.Next(-60, 60));
        Given Next() => isDecimal ? Given.OfDecimal(new decimal(random.Next(), 0, 0, false, (byte)random.Next(6)))
            : Given.OfDouble(Math.Round(random.NextDouble(), random.Next(1, 15)) * unit);

        Given[][] records = [.. Enumerable.Range(0, random.Next(2, 60)).Select(_ => new[] { Next(), Next(), Next() })];
        var losses = new PairedLosses();
        var merged = new PairedLosses();
        var part = new PairedLosses();
        Rational model = Rational.Zero, baseline = Rational.Zero, squares = Rational.Zero;
        double wins = 0.0;
        foreach (Given[] record in records)
        {
            losses.Add(record[0].Number, record[1].Number, record[2].Number);
            part.Add(record[0].Number, record[1].Number, record[2].Number);
            if (random.Next(10) == 0)
            {
                merged.Add(part);
                part = new PairedLosses();
            }

            Rational loss = (record[0].Exact - record[1].Exact).Square;
            Rational other = (record[0].Exact - record[2].Exact).Square;
            model += loss;
            baseline += other;
            squares += (loss - other).Square;
            wins += loss < other ? 1.0 : loss == other ? 0.5 : 0.0;
        }

        merged.Add(part);
        L2LossComparison comparison = losses.ToComparison();
        Check.Same(Text(comparison), Text(merged.ToComparison()), "merged parts");

        Rational count = new(records.Length, 1);
        Rational mean = (model - baseline) / count;
        Rational variance = ((squares / count) - mean.Square) / new Rational(records.Length - 1, 1);
        Measured.AssertUlps((model / count).Nearest(), comparison.Mse, 1, "Mse");
        Measured.AssertUlps((baseline / count).Nearest(), comparison.BaselineMse, 1, "BaselineMse");
        Measured.AssertUlps(mean.Nearest(), comparison.MeanLossDifference, 1, "MeanLossDifference");
        Measured.AssertUlps(variance.Sqrt().Nearest(), comparison.StandardError, 4, "StandardError");
        Measured.AssertUlps(wins / records.Length, comparison.WinRate, 0, "WinRate");
        if (!(comparison.PValue is >= 0.0 and <= 1.0) && variance.Sign > 0)
        {
            throw new InvalidOperationException($"PValue is {comparison.PValue}.");
        }
    }

    private static string Text(L2LossComparison comparison) => FormattableString.Invariant(
        $"{comparison.Mse:R} {comparison.BaselineMse:R} {comparison.MeanLossDifference:R} {comparison.StandardError:R} {comparison.PValue:R} {comparison.WinRate:R}");
}
