using System.Buffers.Binary;
using System.Numerics;

namespace L2Loss;

/// <summary>Quotients of whole numbers and their roots, rounded once to the nearest double (ties to even).</summary>
internal static class ExactRatio
{
    private const int DoubleBits = 53;
    private const int MinimumExponent = -1022;

    // The leading bytes of a large number.
    private const int Kept = 16;

    /// <summary>The double nearest to numerator/denominator; the denominator is positive.</summary>
    internal static double ToDouble(in WholeNumber numerator, in WholeNumber denominator)
    {
        if (numerator.IsZero)
        {
            return 0.0;
        }

        if (IsDouble(numerator) && IsDouble(denominator))
        {
            // Of two doubles the processor rounds the quotient once.
            return (double)(long)numerator.Small / (double)(long)denominator.Small;
        }

        WholeNumber magnitude = numerator.Abs;
        if (!TryToNearest(Quotient(Leading(magnitude), Leading(denominator)), out double nearest))
        {
            nearest = LongDivision(magnitude.ToBigInteger(), denominator.ToBigInteger());
        }

        // What is too small for a double has no sign.
        return nearest == 0.0 ? 0.0 : numerator.Sign * nearest;
    }

    /// <summary>
    /// The double nearest to the square root of numerator/denominator; 0 for a numerator that is not positive. The
    /// denominator is positive.
    /// </summary>
    internal static double Root(in WholeNumber numerator, in WholeNumber denominator)
    {
        if (numerator.Sign <= 0)
        {
            return 0.0;
        }

        (DoubleDouble quotient, int exponent) = Quotient(Leading(numerator), Leading(denominator));
        if ((exponent & 1) != 0)
        {
            quotient *= new DoubleDouble(2.0);
            exponent--;
        }

        return TryToNearest((Root(quotient), exponent / 2), out double nearest)
            ? nearest
            : LongRoot(numerator.ToBigInteger(), denominator.ToBigInteger());
    }

    private static bool IsDouble(in WholeNumber value) =>
        value.IsSmall && value.SmallMagnitude <= (ulong)Number.MaximumExactInteger;

    /// <summary>The quotient of positive numbers.</summary>
    private static double LongDivision(BigInteger numerator, BigInteger denominator)
    {
        // A quotient of 65 or 66 bits; whatever is left of the division only matters as "not exactly".
        BigInteger quotient = Quotient(numerator, denominator, 65, out int shift, out bool isExact);
        int exponent = (int)quotient.GetBitLength() - 1 - shift;
        if (exponent > 1023)
        {
            return double.PositiveInfinity;
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
        if (comparison > 0 || (comparison == 0 && (!isExact || !significand.IsEven)))
        {
            significand += BigInteger.One;
        }

        return Math.ScaleB((double)(ulong)significand, dropped - shift);
    }

    /// <summary>The root of the quotient of positive numbers.</summary>
    private static double LongRoot(BigInteger numerator, BigInteger denominator)
    {
        // The root of 131 bits or more has 66, and one more says "not exactly".
        BigInteger square = Quotient(numerator, denominator, 132, out int shift, out bool isExact);
        if ((shift & 1) != 0)
        {
            isExact &= square.IsEven;
            square >>= 1;
            shift--;
        }

        BigInteger whole = FloorRoot(square);
        BigInteger twice = (whole << 1) + (isExact && whole * whole == square ? 0 : 1);
        int places = (shift / 2) + 1;
        return ToDouble(twice << Math.Max(-places, 0), BigInteger.One << Math.Max(places, 0));
    }

    /// <summary>A positive number as its first 106 bits, times two to an exponent.</summary>
    private static (DoubleDouble Value, int Exponent) Leading(in WholeNumber value)
    {
        (UInt128 leading, int exponent) = (value.SmallMagnitude, 0);
        if (!value.IsSmall)
        {
            // Of more than 15 bytes the last 16, of which the very last may be 0.
            ReadOnlySpan<byte> bytes = value.ToBigInteger().ToByteArray();
            bytes = bytes[^1] == 0 ? bytes[..^1] : bytes;
            exponent = 8 * (bytes.Length - Kept);
            leading = new UInt128(
                BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(ulong)..]),
                BinaryPrimitives.ReadUInt64LittleEndian(bytes[^Kept..]));
        }

        int zeros = 128 - WholeNumber.BitLength(leading);
        leading <<= zeros;
        exponent -= zeros;

        // 53 bits of each, which a double holds.
        ulong upper = (ulong)(leading >> 64);
        ulong lower = (ulong)leading;
        double high = (double)(upper >> 11) * (1L << 53);
        double low = ((upper & 0x7FF) << 42) | (lower >> 22);
        return (DoubleDouble.Sum(high, low), exponent + 22);
    }

    private static (DoubleDouble Value, int Exponent) Quotient(
        (DoubleDouble Value, int Exponent) numerator, (DoubleDouble Value, int Exponent) denominator) =>
        (numerator.Value / denominator.Value, numerator.Exponent - denominator.Exponent);

    /// <summary>The nearest double; false next to a tie, and where it may not be a normal one.</summary>
    private static bool TryToNearest((DoubleDouble Value, int Exponent) number, out double nearest)
    {
        const int SafeExponent = 900;
        nearest = Math.ScaleB(number.Value.Hi, number.Exponent);
        return number.Value.RoundsSafely && number.Exponent is <= SafeExponent and >= -SafeExponent;
    }

    /// <summary>The root to 104 bits.</summary>
    private static DoubleDouble Root(DoubleDouble value)
    {
        double root = Math.Sqrt(value.Hi);
        DoubleDouble rest = value - DoubleDouble.Product(root, root);
        return DoubleDouble.Sum(root, rest.Hi / (2.0 * root));
    }

    /// <summary>numerator * 2^shift / denominator, of as many bits or one more.</summary>
    private static BigInteger Quotient(
        BigInteger numerator, BigInteger denominator, int bits, out int shift, out bool isExact)
    {
        shift = bits - ((int)BigInteger.Abs(numerator).GetBitLength() - (int)denominator.GetBitLength());
        BigInteger quotient = BigInteger.DivRem(
            numerator << Math.Max(shift, 0), denominator << Math.Max(-shift, 0), out BigInteger remainder);
        isExact = remainder.IsZero;
        return quotient;
    }

    /// <summary>The root of a number of some 132 bits without what follows its point.</summary>
    private static BigInteger FloorRoot(BigInteger square)
    {
        // 53 bits, then Newton's method once: twice as many, and never below the root.
        var root = new BigInteger(Math.Sqrt((double)square));
        root = (root + (square / root)) >> 1;
        while (root * root > square)
        {
            root -= BigInteger.One;
        }

        return root;
    }
}
