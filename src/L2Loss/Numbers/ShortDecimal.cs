namespace L2Loss;

/// <summary>
/// The decimal mantissa * 10^-scale and its square, rounded once to the nearest double, without whole numbers of any
/// size but next to a tie.
/// </summary>
internal static class ShortDecimal
{
    // The square of a mantissa up to this, 2^26.5, is a double.
    private const long MaximumExactRoot = 94906265;

    /// <summary>The nearest double, for a scale from 0 to 28.</summary>
    internal static double Value(long mantissa, int scale)
    {
        // The quotient of two exact doubles is rounded once, so it is the nearest double (Clinger 1990).
        if (scale <= Number.MaximumExactScale
            && mantissa is <= Number.MaximumExactInteger and >= -Number.MaximumExactInteger)
        {
            return mantissa / PowersOfTen.Exact(scale);
        }

        if (scale <= Number.MaximumExactScale)
        {
            DoubleDouble quotient = Quotient(mantissa, scale);
            if (scale == 0 || quotient.RoundsSafely)
            {
                return quotient.Hi;
            }
        }

        return ExactRatio.ToDouble(mantissa, PowersOfTen.Whole(scale));
    }

    /// <summary>The double nearest to the square, for a scale from 0 to 22.</summary>
    internal static double Square(long mantissa, int scale)
    {
        // Up to 11 places the power of the square is a double too.
        if (mantissa is <= MaximumExactRoot and >= -MaximumExactRoot && 2 * scale <= Number.MaximumExactScale)
        {
            return mantissa * mantissa / PowersOfTen.Exact(2 * scale);
        }

        if (scale == 0 && mantissa is <= Number.MaximumExactInteger and >= -Number.MaximumExactInteger)
        {
            return (double)mantissa * mantissa;
        }

        DoubleDouble quotient = Quotient(mantissa, scale);
        DoubleDouble square = quotient * quotient;
        return square.RoundsSafely
            ? square.Hi
            : ExactRatio.ToDouble((Int128)mantissa * mantissa, PowersOfTen.Whole(2 * scale));
    }

    /// <summary>The value to 104 bits, for a scale from 0 to 22.</summary>
    private static DoubleDouble Quotient(long mantissa, int scale)
    {
        const double HighUnit = 1L << 32;
        DoubleDouble exact = DoubleDouble.Sum((mantissa >> 32) * HighUnit, (uint)mantissa);
        return exact / new DoubleDouble(PowersOfTen.Exact(scale));
    }
}
