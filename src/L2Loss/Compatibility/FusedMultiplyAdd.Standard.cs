using System.Numerics;

namespace L2Loss;

/// <summary>x * y + z, rounded once, for runtimes that do not know the instruction.</summary>
/// <remarks>
/// The lower parts of the sum are rounded to odd, which keeps what the last rounding needs (Boldo, Melquiond: Emulation
/// of FMA and correctly rounded sums, 2008). That holds while nothing overflows or underflows; other values are scaled.
/// </remarks>
internal static class FusedMultiplyAdd
{
    // 2^27 + 1: cuts a double into halves of 26 bits (Veltkamp).
    private const double Splitter = 134217729.0;

    // The parts of a product lie down to 2^-106 of it, and those of the sum.
    private const double SmallestSafe = 1e-250;
    private const double LargestSafe = 1e250;
    private const double SmallestFactor = 1e-145;
    private const double LargestFactor = 1e145;

    // Far from all 106 bits of a product.
    private const int FarBits = 300;
    private const double TinyPart = 4.909093465297727e-91; // 2^-300

    internal static double Compute(double x, double y, double z)
    {
        double product = x * y;
        double magnitude = Math.Abs(product);
        bool isSafe = magnitude is > SmallestSafe and < LargestSafe
            && Math.Abs(x) is > SmallestFactor and < LargestFactor
            && Math.Abs(y) is > SmallestFactor and < LargestFactor
            && (z == 0.0 || Math.Abs(z) is > SmallestSafe and < LargestSafe);
        return isSafe ? Fast(x, y, product, z) : General(x, y, product, z);
    }

    private static double Fast(double x, double y, double product, double z)
    {
        double high = Split(x, y, product, z, out double rest);
        return high + rest;
    }

    /// <summary>The nearest double, about, and the rest rounded to odd.</summary>
    private static double Split(double x, double y, double product, double z, out double rest)
    {
        double lost = ProductError(x, y, product);
        double middle = z + lost;
        double middleLost = SumError(z, lost, middle);
        double high = product + middle;
        rest = AddToOdd(SumError(product, middle, high), middleLost);
        return high;
    }

    /// <summary>The sum, with an even last bit made odd where something was lost.</summary>
    private static double AddToOdd(double x, double y)
    {
        double sum = x + y;
        double lost = SumError(x, y, sum);
        long bits = BitConverter.DoubleToInt64Bits(sum);
        if (lost == 0.0 || (bits & 1) != 0)
        {
            return sum;
        }

        // The neighbour on the side of what was lost: away from zero where both have one sign.
        bits += (lost > 0.0) == (sum > 0.0) ? 1 : -1;
        return BitConverter.Int64BitsToDouble(bits);
    }

    private static double ProductError(double x, double y, double product)
    {
        double part = Splitter * x;
        double xHigh = part - (part - x);
        double xLow = x - xHigh;
        part = Splitter * y;
        double yHigh = part - (part - y);
        double yLow = y - yHigh;
        return (xLow * yLow) - (((product - (xHigh * yHigh)) - (xLow * yHigh)) - (xHigh * yLow));
    }

    private static double SumError(double x, double y, double sum)
    {
        double part = sum - x;
        return (x - (sum - part)) + (y - part);
    }

    private static double General(double x, double y, double product, double z)
    {
        // Zero, infinity and NaN, with their signs, are as for two operations.
        if (x == 0.0 || y == 0.0 || !double.IsFinite(x) || !double.IsFinite(y) || !double.IsFinite(z))
        {
            return double.IsInfinity(product) && double.IsFinite(x) && double.IsFinite(y) ? z : product + z;
        }

        // Factors between 1 and 2; what is far smaller than the rest only decides ties.
        int xExponent = Math.ILogB(x);
        int yExponent = Math.ILogB(y);
        int exponent = xExponent + yExponent;
        int distance = z == 0.0 ? 0 : Math.ILogB(z) - exponent;
        if (distance > FarBits)
        {
            return z;
        }

        x = Math.ScaleB(x, -xExponent);
        y = Math.ScaleB(y, -yExponent);
        double scaled = distance < -FarBits ? Math.CopySign(TinyPart, z) : Math.ScaleB(z, -exponent);
        double high = Split(x, y, x * y, scaled, out double rest);
        double sum = high + rest;
        if (sum == 0.0)
        {
            // An exact zero is negative only where both terms are.
            return z == 0.0 ? product + z : 0.0;
        }

        // Below the normal range the nearest double of 53 bits would be rounded again: from one rounded to odd, with two
        // bits more than are kept, that is right.
        return Math.ILogB(sum) + exponent >= -1022 ? Math.ScaleB(sum, exponent)
            : Math.ILogB(sum) + exponent < -1025 ? Math.ScaleB(AddToOdd(high, rest), exponent)
            : Exact(x, y, scaled, exponent);
    }

    /// <summary>(x * y + z) * 2^exponent in whole numbers.</summary>
    private static double Exact(double x, double y, double z, int exponent)
    {
        BigInteger xMantissa = Number.Binary(x).ToMantissa(out _, out int xPlaces);
        BigInteger yMantissa = Number.Binary(y).ToMantissa(out _, out int yPlaces);
        BigInteger zMantissa = Number.Binary(z).ToMantissa(out _, out int zPlaces);
        int places = Math.Max(xPlaces + yPlaces, zPlaces);
        BigInteger sum = (xMantissa * yMantissa << (places - xPlaces - yPlaces)) + (zMantissa << (places - zPlaces));
        places -= exponent;
        return places >= 0
            ? ExactRatio.ToDouble(sum, BigInteger.One << places)
            : ExactRatio.ToDouble(sum << -places, BigInteger.One);
    }
}
