using L2Loss.Tests.Exact;

namespace L2Loss.Fuzz;

/// <summary>The error of the last records against exact sums of each window.</summary>
internal static class WindowCheck
{
    internal static void Run(Random random)
    {
        int length = random.Next(1, 30);
        int digits = random.Next(1, 9);
        int power = random.Next(-6, 7);
        var rolling = new RollingMse(length);
        var losses = new List<(Rational Loss, Rational Weight)>();
        for (int i = 0; i < 100; i++)
        {
            Pair pair = random.Next(3) == 0
                ? Pair.OfDoubles(Math.Round(random.NextDouble(), digits) * Math.Pow(10, power), random.NextDouble())
                : new Pair(Given.OfDecimal(new decimal(random.Next(), 0, 0, random.Next(2) == 0, (byte)digits)), Given.OfDecimal(random.Next(9)));
            int weight = random.Next(4);
            rolling.Add(Residual.Of(pair.Actual.Number, pair.Predicted.Number), weight);
            losses.Add((pair.Residual.Square * new Rational(weight, 1), new Rational(weight, 1)));

            (Rational Loss, Rational Weight)[] window = [.. losses.TakeLast(length)];
            Rational total = window.Aggregate(Rational.Zero, (sum, record) => sum + record.Weight);
            double expected = total.Sign == 0 ? double.NaN
                : (window.Aggregate(Rational.Zero, (sum, record) => sum + record.Loss) / total).Nearest();
            Measured.AssertUlps(expected, rolling.Mse, 2, $"record {i + 1} of a window of {length}");
        }
    }
}
