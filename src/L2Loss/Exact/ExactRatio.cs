using System.Numerics;

namespace L2Loss;

/// <summary>Quotients of whole numbers, rounded once to the nearest double (ties to even).</summary>
internal static class ExactRatio
{
    private const int DoubleBits = 53;
    private const int MinimumExponent = -1022;

    /// <summary>The double nearest to numerator/denominator; the denominator is positive.</summary>
    internal static double ToDouble(BigInteger numerator, BigInteger denominator)
    {
        if (numerator.IsZero)
        {
            return 0.0;
        }

        BigInteger magnitude = BigInteger.Abs(numerator);
        if (magnitude <= Number.MaximumExactInteger && denominator <= Number.MaximumExactInteger)
        {
            // Of two doubles the processor rounds the quotient once.
            return (double)(long)numerator / (double)(long)denominator;
        }

        // A quotient of 65 or 66 bits; whatever is left of the division only matters as "not exactly".
        int shift = 65 - ((int)magnitude.GetBitLength() - (int)denominator.GetBitLength());
        BigInteger quotient = shift >= 0
            ? BigInteger.DivRem(magnitude << shift, denominator, out BigInteger remainder)
            : BigInteger.DivRem(magnitude, denominator << -shift, out remainder);
        int exponent = (int)quotient.GetBitLength() - 1 - shift;
        if (exponent > 1023)
        {
            return numerator.Sign * double.PositiveInfinity;
        }

        int kept = exponent >= MinimumExponent ? DoubleBits : DoubleBits - (MinimumExponent - exponent);
        if (kept < 0)
        {
            return 0.0;
        }

        int dropped = (int)quotient.GetBitLength() - kept;
        BigInteger significand = quotient >> dropped;
        BigInteger rest = quotient - (significand << dropped);
        int comparison = rest.CompareTo(BigInteger.One << (dropped - 1));
        if (comparison > 0 || (comparison == 0 && (!remainder.IsZero || !significand.IsEven)))
        {
            significand += BigInteger.One;
        }

        return numerator.Sign * Math.ScaleB((double)(ulong)significand, dropped - shift);
    }
}
