using System.Numerics;

namespace L2Loss;

/// <summary>A whole number of up to 128 bits times a power of two: a double, or a decimal times a power of ten.</summary>
internal readonly struct Dyadic
{
    private const int MaximumBits = 127;

    // 5^27 is the largest power of five in 64 bits.
    private static readonly ulong[] PowersOfFive = PowersOfTen.PowersOf(5, 28, power => (ulong)power);

    private Dyadic(ulong high, ulong low, int exponent, bool isNegative)
    {
        High = high;
        Low = low;
        Exponent = exponent;
        IsNegative = isNegative;
    }

    /// <summary>The binary exponent of the whole number.</summary>
    internal int Exponent { get; }

    internal bool IsNegative { get; }

    internal bool IsZero => (Low | High) == 0;

    /// <summary>The upper word of the whole number without its sign.</summary>
    internal ulong High { get; }

    /// <summary>The lower word of the whole number without its sign.</summary>
    internal ulong Low { get; }

    private int Length => 128 - (High != 0
        ? BitOperations.LeadingZeroCount(High) : 64 + BitOperations.LeadingZeroCount(Low));

    /// <summary>A finite double.</summary>
    internal static Dyadic Of(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int biased = (int)(bits >> 52) & 0x7FF;
        ulong significand = (ulong)bits & 0xF_FFFF_FFFF_FFFF;
        significand |= biased == 0 ? 0UL : 1UL << 52;
        if (significand == 0)
        {
            return default;
        }

        // Few bits make short products.
        int zeros = BitOperations.TrailingZeroCount(significand);
        return new Dyadic(0, significand >> zeros, Math.Max(biased, 1) - 1075 + zeros, bits < 0);
    }

    /// <summary>A whole number.</summary>
    internal static Dyadic Of(long value) => new(0, Magnitude.Of(value), 0, value < 0);

    /// <summary>number * 10^scale, for a scale not below that of a decimal; false where it has more than 128 bits.</summary>
    internal static bool TryOf(in Number number, int scale, out Dyadic value)
    {
        if (!number.IsDecimal)
        {
            return TryScale(Of(number.Value), scale, out value);
        }

        if (number.IsShort)
        {
            return TryScale(Of(number.Mantissa), scale - number.Scale, out value);
        }

        Int128 mantissa = number.DecimalMantissa(out int ownScale);
        var magnitude = (UInt128)Int128.Abs(mantissa);
        var whole = new Dyadic((ulong)(magnitude >> 64), (ulong)magnitude, 0, mantissa < 0);
        return TryScale(whole, scale - ownScale, out value);
    }

    /// <summary>number * 10^places; false where it has more than 128 bits.</summary>
    internal static bool TryScale(in Dyadic number, int places, out Dyadic value)
    {
        value = number;
        if (places == 0 || number.IsZero)
        {
            return true;
        }

        if (places >= PowersOfFive.Length || number.High != 0)
        {
            return false;
        }

        ulong high = Math.BigMul(number.Low, PowersOfFive[places], out ulong low);
        value = new Dyadic(high, low, number.Exponent + places, number.IsNegative);
        return true;
    }

    public static Dyadic operator -(in Dyadic value) =>
        new(value.High, value.Low, value.Exponent, !value.IsNegative);

    /// <summary>x + y; false where it has more than 128 bits.</summary>
    internal static bool TryAdd(in Dyadic x, in Dyadic y, out Dyadic sum)
    {
        if (x.IsZero || y.IsZero)
        {
            sum = x.IsZero ? y : x;
            return true;
        }

        if (x.Exponent < y.Exponent)
        {
            return TryAdd(y, x, out sum);
        }

        int shift = x.Exponent - y.Exponent;
        bool isLess;
        if ((x.High | y.High) == 0 && shift < 64 && (y.Low >> 63) == 0 && (x.Low >> (63 - shift)) == 0)
        {
            // Usual numbers: 64 bits are enough.
            ulong shifted = x.Low << shift;
            isLess = shifted < y.Low;
            ulong low = x.IsNegative == y.IsNegative ? shifted + y.Low : isLess ? y.Low - shifted : shifted - y.Low;
            sum = new Dyadic(0, low, y.Exponent, isLess ? y.IsNegative : x.IsNegative);
            return true;
        }

        if (shift > MaximumBits - x.Length || y.Length > MaximumBits)
        {
            sum = default;
            return false;
        }

        UInt128 a = new UInt128(x.High, x.Low) << shift;
        UInt128 b = new(y.High, y.Low);
        isLess = a < b;
        UInt128 magnitude = x.IsNegative == y.IsNegative ? a + b : isLess ? b - a : a - b;
        sum = new Dyadic(
            (ulong)(magnitude >> 64), (ulong)magnitude, y.Exponent, isLess ? y.IsNegative : x.IsNegative);
        return true;
    }

    /// <summary>The whole number without its sign.</summary>
    /// <param name="buffer">Room for two words; holds the result.</param>
    internal ReadOnlySpan<ulong> ToWords(Span<ulong> buffer)
    {
        buffer[0] = Low;
        buffer[1] = High;
        return buffer[..(High != 0 ? 2 : Low != 0 ? 1 : 0)];
    }
}
