using MathNet.Numerics.Distributions;
using MathNet.Numerics.RootFinding;
using Xunit;

namespace L2Loss.Tests.Comparison;

/// <summary>The t distribution against another library, closed forms and published tables.</summary>
public sealed class StudentTTests
{
    private static readonly double[] Values =
        [1e-3, 0.1, 0.5, 1.0, 1.5, 1.7, 1.75, 1.8, 2.0, 2.5, 3.0, 5.0, 8.0, 15.0, 40.0, 200.0, 1e4];

    [Fact]
    public void Probabilities_are_those_of_MathNet()
    {
        for (int degrees = 1; degrees <= 200; degrees += degrees < 30 ? 1 : 7)
        {
            foreach (double t in Values)
            {
                double expected = 2.0 * MathNet.Numerics.Distributions.StudentT.CDF(0.0, 1.0, degrees, -t);
                if (expected < 1e-290)
                {
                    // Nearly denormal: it has fewer digits.
                    continue;
                }

                // MathNet subtracts logarithms of factorials, and loses some bits in it.
                AssertNear(expected, L2Loss.StudentT.TwoSided(t, degrees), 1e-11, $"t {t}, {degrees} degrees");
            }
        }
    }

    [Fact]
    public void Probabilities_of_one_and_two_degrees_are_those_of_their_closed_forms()
    {
        foreach (double t in Values)
        {
            double one = 2.0 / Math.PI * Math.Atan(1.0 / t);
            double root = Math.Sqrt((t * t) + 2.0);
            double two = 2.0 / (root * (root + t));
            AssertNear(one, L2Loss.StudentT.TwoSided(t, 1), 1e-14, $"t {t}, 1 degree");
            AssertNear(two, L2Loss.StudentT.TwoSided(t, 2), 1e-14, $"t {t}, 2 degrees");
        }
    }

    /// <summary>Abramowitz and Stegun 26.7.4: a finite sum for an even number of degrees.</summary>
    [Fact]
    public void Probabilities_of_even_degrees_are_those_of_the_finite_sum()
    {
        for (int degrees = 2; degrees <= 300; degrees += 2)
        {
            foreach (double t in Values.Where(t => t <= 3.0))
            {
                double squaredCosine = 1.0 / (1.0 + (t * t / degrees));
                double term = 1.0;
                double sum = 1.0;
                for (int k = 2; k < degrees; k += 2)
                {
                    term *= (k - 1.0) / k * squaredCosine;
                    sum += term;
                }

                double expected = 1.0 - (t / Math.Sqrt(degrees + (t * t)) * sum);
                AssertNear(expected, L2Loss.StudentT.TwoSided(t, degrees), 1e-12, $"t {t}, {degrees} degrees");
            }
        }
    }

    [Theory]
    [InlineData(1e150, 1, 6.366197723675814e-151)]
    [InlineData(1e200, 1, 6.366197723675814e-201)]
    [InlineData(1e100, 2, 1e-200)]
    public void Extreme_tails_of_few_degrees_neither_vanish_nor_overflow(double t, int degrees, double expected) =>
        AssertNear(expected, L2Loss.StudentT.TwoSided(t, degrees), 1e-12, $"t {t}");

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.7)]
    [InlineData(1.8)]
    [InlineData(3.0)]
    public void Many_degrees_come_close_to_the_normal_distribution(double t)
    {
        // The first term of the expansion beside the normal distribution; the next is below 1e-12.
        const double Degrees = 1e7;
        double density = Math.Exp(-t * t / 2.0) / Math.Sqrt(2.0 * Math.PI);
        double expected = 2.0 * (Normal.CDF(0.0, 1.0, -t) + (density * ((t * t * t) + t) / 4.0 / Degrees));
        AssertNear(expected, L2Loss.StudentT.TwoSided(t, Degrees), 1e-11, $"t {t}");
    }

    // Two-sided 5 % points, NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
    [Theory]
    [InlineData(1, 12.706)]
    [InlineData(2, 4.303)]
    [InlineData(3, 3.182)]
    [InlineData(4, 2.776)]
    [InlineData(5, 2.571)]
    [InlineData(9, 2.262)]
    [InlineData(10, 2.228)]
    [InlineData(20, 2.086)]
    [InlineData(30, 2.042)]
    [InlineData(60, 2.000)]
    [InlineData(100, 1.984)]
    [InlineData(1000000000, 1.960)]
    public void Quantiles_are_those_of_the_tables(double degrees, double expected) =>
        Assert.Equal(expected, Math.Round(L2Loss.StudentT.Quantile(0.05, degrees), 3));

    [Fact]
    public void Quantiles_give_their_probability_back()
    {
        for (double degrees = 1; degrees < 1e9; degrees = Math.Ceiling(degrees * 1.7))
        {
            double t = L2Loss.StudentT.Quantile(0.05, degrees);
            AssertNear(0.05, L2Loss.StudentT.TwoSided(t, degrees), 1e-13, $"{degrees} degrees");
        }
    }

    [Fact]
    public void Quantiles_are_those_that_a_root_finder_gets_from_MathNet()
    {
        foreach (int degrees in (int[])[1, 2, 3, 5, 12, 77])
        {
            double expected = Brent.FindRoot(
                t => MathNet.Numerics.Distributions.StudentT.CDF(0.0, 1.0, degrees, -t) - 0.025, 1.0, 20.0, 1e-15, 500);
            AssertNear(expected, L2Loss.StudentT.Quantile(0.05, degrees), 1e-12, $"{degrees} degrees");
        }
    }

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(double.PositiveInfinity, 0.0)]
    [InlineData(double.NegativeInfinity, 0.0)]
    [InlineData(double.NaN, double.NaN)]
    public void Limits_are_exact(double t, double expected) => Assert.Equal(expected, L2Loss.StudentT.TwoSided(t, 5));

    private static void AssertNear(double expected, double actual, double tolerance, string because) =>
        Assert.True(Math.Abs(actual - expected) <= tolerance * expected, $"{because}: {actual:R}, not {expected:R}");
}
