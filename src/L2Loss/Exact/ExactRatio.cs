using System.Buffers.Binary;
using System.Numerics;

namespace L2Loss;

/// <summary>Quotients of whole numbers and their roots, rounded once to the nearest double (ties to even).</summary>
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

        if (TryToNearest(Quotient(Leading(magnitude), Leading(denominator)), out double nearest))
        {
            return numerator.Sign * nearest;
        }

        // A quotient of 65 or 66 bits; whatever is left of the division only matters as "not exactly".
        BigInteger quotient = Quotient(magnitude, denominator, 65, out int shift, out bool isExact);
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
        if (comparison > 0 || (comparison == 0 && (!isExact || !significand.IsEven)))
        {
            significand += BigInteger.One;
        }

        return numerator.Sign * Math.ScaleB((double)(ulong)significand, dropped - shift);
    }

    /// <summary>The quotient to 106 bits, for values whose parts are normal doubles; the denominator is positive.</summary>
    internal static DoubleDouble ToDoubleDouble(BigInteger numerator, BigInteger denominator)
    {
        BigInteger quotient = Quotient(numerator, denominator, 128, out int shift, out _);
        double high = ToDouble(quotient, BigInteger.One);
        double low = ToDouble(quotient - new BigInteger(high), BigInteger.One);
        return new DoubleDouble(Math.ScaleB(high, -shift), Math.ScaleB(low, -shift));
    }

    /// <summary>
    /// The double nearest to the square root of numerator/denominator; 0 for a numerator that is not positive. The
    /// denominator is positive.
    /// </summary>
    internal static double Root(BigInteger numerator, BigInteger denominator)
    {
        if (numerator.Sign <= 0)
        {
            return 0.0;
        }

        if (numerator <= Number.MaximumExactInteger && denominator <= Number.MaximumExactInteger)
        {
            DoubleDouble root = Root(new DoubleDouble((double)(long)numerator) / new DoubleDouble((double)(long)denominator));
            if (root.RoundsSafely)
            {
                return root.Hi;
            }
        }

        (DoubleDouble quotient, int exponent) = Quotient(Leading(numerator), Leading(denominator));
        if ((exponent & 1) != 0)
        {
            quotient *= new DoubleDouble(2.0);
            exponent--;
        }

        if (TryToNearest((Root(quotient), exponent / 2), out double nearest))
        {
            return nearest;
        }

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

    /// <summary>A positive number as some 99 bits of it, times two to an exponent.</summary>
    private static (DoubleDouble Value, int Exponent) Leading(BigInteger value)
    {
        const int Kept = 16;
        byte[] bytes = value.ToByteArray();
        int length = bytes[^1] == 0 ? bytes.Length - 1 : bytes.Length;
        Span<byte> leading = stackalloc byte[Kept];
        leading.Clear();
        ReadOnlySpan<byte> all = bytes.AsSpan(0, length);
        ReadOnlySpan<byte> kept = all[Math.Max(0, length - Kept)..];
        kept.CopyTo(leading[(Kept - kept.Length)..]);
        ulong upper = BinaryPrimitives.ReadUInt64LittleEndian(leading[8..]);
        ulong lower = BinaryPrimitives.ReadUInt64LittleEndian(leading);

        // 53 bits of each, which a double holds.
        double high = (double)(upper >> 11) * (1L << 53);
        double low = ((upper & 0x7FF) << 42) | (lower >> 22);
        return (DoubleDouble.Sum(high, low), (8 * (length - Kept)) + 22);
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
        // 53 bits, then Newton's method once: twice as many.
        var root = new BigInteger(Math.Sqrt((double)square));
        root = (root + (square / root)) >> 1;
        while (root * root > square)
        {
            root -= BigInteger.One;
        }

        while ((root + BigInteger.One) * (root + BigInteger.One) <= square)
        {
            root += BigInteger.One;
        }

        return root;
    }
}
