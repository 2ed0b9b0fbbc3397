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

        // I_x(degrees / 2, 1 / 2) with x = degrees / (degrees + t^2), and y = 1 - x. Nothing is squared before it is
        // divided: t^2 may overflow. All terms below are positive, so that nothing cancels however many degrees there are.
        double a = degrees / 2.0;
        double ratio = Math.Abs(t) / Math.Sqrt(degrees);
        double odds = ratio * ratio;
        double logOfX = ratio < 1e8 ? -Log1P(odds) : -2.0 * Math.Log(ratio);
        double y = ratio < 1e8 ? odds / (1.0 + odds) : 1.0;
        double front = Math.Exp(a * logOfX) * GammaRatio(a) / RootOfPi;
        return t * t < 3.0
            ? 1.0 - (2.0 * front * Math.Sqrt(y) * Series(a, y))
            : front / Math.Sqrt(y) / a * Fraction(a, 1.0 / odds);
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

    /// <summary>F(a + 1/2, 1; 3/2; y), the power series (DLMF 8.17.8): for the body of the distribution.</summary>
    private static double Series(double a, double y)
    {
        double sum = 1.0;
        double term = 1.0;
        for (double n = 0.0; term > sum * 1e-17; n++)
        {
            term *= (a + 0.5 + n) / (1.5 + n) * y;
            sum += term;
        }

        return sum;
    }

    /// <summary>
    /// F(1/2, 1; a + 1; -z), Gauss's continued fraction (DLMF 15.7.1) by Lentz's method: for the tails.
    /// </summary>
    private static double Fraction(double a, double z)
    {
        const int MostTerms = 10_000;
        double c = 1.0;
        double d = 0.0;
        double fraction = 1.0;
        for (int n = 1; n < MostTerms; n++)
        {
            double k = n / 2;
            double numerator = (n % 2 == 1 ? (k + 0.5) * (a + k) : k * (a + k - 0.5)) / ((a + n - 1.0) * (a + n));
            c = 1.0 + (numerator * z / c);
            d = 1.0 / (1.0 + (numerator * z * d));
            double step = c * d;
            fraction *= step;
            if (Math.Abs(step - 1.0) < 2e-16)
            {
                break;
            }
        }

        return 1.0 / fraction;
    }

    /// <summary>log(1 + x) for an x that is not negative, without loss where it is small (Kahan).</summary>
    private static double Log1P(double x)
    {
        double sum = 1.0 + x;
        return sum == 1.0 ? x : Math.Log(sum) * (x / (sum - 1.0));
    }
}
