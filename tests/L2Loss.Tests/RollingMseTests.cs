using System.Numerics;
using CsCheck;
using Xunit;

namespace L2Loss.Tests;

/// <summary>The error of the last records, against exact sums of each window.</summary>
public sealed class RollingMseTests
{
    private static readonly Gen<(int Residual, int Weight)> Record = Gen.Select(Gen.Int[-1000000, 1000000], Gen.Int[0, 5]);

    [Fact]
    public void Every_window_has_the_exact_mean() =>
        Gen.Select(Record.Array[1, 60], Gen.Int[1, 20]).Sample((records, length) =>
        {
            var rolling = new RollingMse(length);
            for (int i = 0; i < records.Length; i++)
            {
                rolling.Add(ResidualOf(records[i].Residual), records[i].Weight);

                (int Residual, int Weight)[] window = records[Math.Max(0, i + 1 - length)..(i + 1)];
                BigInteger weight = window.Aggregate(BigInteger.Zero, (sum, record) => sum + record.Weight);
                BigInteger loss = window.Aggregate(
                    BigInteger.Zero, (sum, record) => sum + (BigInteger.Pow(record.Residual, 2) * record.Weight));
                Assert.Equal(weight.IsZero ? double.NaN : (double)loss / (double)weight, rolling.Mse);
            }
        });

    [Fact]
    public void Window_stays_right_after_a_million_records_of_very_different_size()
    {
        const int Length = 100;
        var random = new Random(1);
        var rolling = new RollingMse(Length);
        for (int i = 0; i < 1000000; i++)
        {
            rolling.Add(ResidualOf(random.Next(-1000000000, 1000000000)), 1.0);
        }

        // A running sum of doubles would still hold errors of the large ones, a million times the small losses.
        for (int i = 0; i < Length; i++)
        {
            rolling.Add(Residual.Of(Number.FromDecimal(0.003m), Number.FromDecimal(0.001m)), 1.0);
        }

        Assert.Equal(0.000004, rolling.Mse);
        Assert.Equal(0.002, rolling.Rmse);
    }

    [Fact]
    public void Root_is_right_where_the_squares_overflow()
    {
        var rolling = new RollingMse(2);
        rolling.Add(Residual.Of(Number.Binary(3e200), Number.Binary(0)), 1.0);
        rolling.Add(Residual.Of(Number.Binary(4e200), Number.Binary(1e200)), 1.0);

        Assert.Equal(double.PositiveInfinity, rolling.Mse);
        Assert.Equal(3e200, rolling.Rmse);
    }

    private static Residual ResidualOf(int value) => Residual.Of(Number.FromDecimal(value), Number.FromDecimal(0m));
}
