namespace L2Loss;

/// <summary>Student's t distribution with a whole number of degrees of freedom: what a paired t-test needs of it.</summary>
internal static class StudentT
{
    // From here on six terms of the series below are right to the last bit.
    private const double SeriesStart = 40.0;

    private static readonly double RootOfPi = Math.Sqrt(Math.PI);

    /// <summary>The probability of a value at least as far from 0 as t, on either side.</summary>
    internal static double TwoSided(double t, double degrees)
    {
        if (double.IsNaN(t) || double.IsInfinity(t) || t == 0.0)
        {
            return double.IsNaN(t) ? double.NaN : t == 0.0 ? 1.0 : 0.0;
        }

        // I_x(degrees / 2, 1 / 2) with x = degrees / (degrees + t^2), and y = 1 - x without cancellation. The ratio is not
        // squared before it is divided: t^2 may overflow.
        double a = degrees / 2.0;
        double ratio = Math.Abs(t) / Math.Sqrt(degrees);
        double logOfX = ratio < 1e8 ? -Log1P(ratio * ratio) : -2.0 * Math.Log(ratio);
        double x = Math.Exp(logOfX);
        double y = ratio < 1e8 ? ratio * ratio / (1.0 + (ratio * ratio)) : 1.0;
        double front = Math.Exp(a * logOfX) * Math.Sqrt(y) * GammaRatio(a) / RootOfPi;
        return x < (a + 1.0) / (a + 2.5)
            ? front / a * BetaFraction(a, 0.5, x)
            : 1.0 - (front * 2.0 * BetaFraction(0.5, a, y));
    }

    /// <summary>The t that is exceeded on either side with a probability, which is small (0.2 and below).</summary>
    /// <remarks>
    /// Newton's method from the quantile of the normal distribution, which is the smaller one: since the probability falls
    /// ever more slowly, each step stays below the solution.
    /// </remarks>
    internal static double Quantile(double twoSided, double degrees)
    {
        const int MostSteps = 200;
        double t = 1.0;
        for (int i = 0; i < MostSteps; i++)
        {
            double next = t + ((TwoSided(t, degrees) - twoSided) / (2.0 * Density(t, degrees)));
            if (!(Math.Abs(next - t) > 4e-16 * t))
            {
                break;
            }

            t = next;
        }

        return t;
    }

    private static double Density(double t, double degrees) =>
        GammaRatio(degrees / 2.0) / (RootOfPi * Math.Sqrt(degrees))
        * Math.Exp(-(degrees + 1.0) / 2.0 * Log1P(t * t / degrees));

    /// <summary>Gamma(a + 1/2) / Gamma(a), without the logarithms of large factorials that would cancel.</summary>
    private static double GammaRatio(double a)
    {
        double factor = 1.0;
        for (; a < SeriesStart; a++)
        {
            factor *= a / (a + 0.5);
        }

        // Tricomi and Erdelyi, Pacific J. Math. 1 (1951).
        double z = 1.0 / a;
        double series = 1.0 + (z * (-1.0 / 8.0 + (z * (1.0 / 128.0 + (z * (5.0 / 1024.0 + (z * (-21.0 / 32768.0
            + (z * (-399.0 / 262144.0 + (z * (869.0 / 4194304.0 + (z * (39325.0 / 33554432.0))))))))))))));
        return factor * Math.Sqrt(a) * series;
    }

    /// <summary>
    /// The continued fraction of the incomplete beta function (DLMF 8.17.22) by Lentz's method; for an x at most at its
    /// mean it needs about the root of the larger parameter of steps.
    /// </summary>
    private static double BetaFraction(double a, double b, double x)
    {
        const double Tiny = 1e-300;
        double c = 1.0;
        double d = 1.0 / NotZero(1.0 - ((a + b) * x / (a + 1.0)));
        double fraction = d;
        for (double m = 1.0; m < 1e7; m++)
        {
            double even = m * (b - m) * x / ((a + (2.0 * m) - 1.0) * (a + (2.0 * m)));
            d = 1.0 / NotZero(1.0 + (even * d));
            c = NotZero(1.0 + (even / c));
            fraction *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + (2.0 * m)) * (a + (2.0 * m) + 1.0));
            d = 1.0 / NotZero(1.0 + (odd * d));
            c = NotZero(1.0 + (odd / c));
            double step = d * c;
            fraction *= step;
            if (Math.Abs(step - 1.0) < 2e-16)
            {
                break;
            }
        }

        return fraction;

        static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
    }

    /// <summary>log(1 + x) for an x that is not negative, without loss where it is small (Kahan).</summary>
    private static double Log1P(double x)
    {
        double sum = 1.0 + x;
        return sum == 1.0 ? x : Math.Log(sum) * (x / (sum - 1.0));
    }
}
