using System.Numerics;

namespace L2Loss;

/// <summary>
/// An unevaluated sum of two doubles, <c>Hi + Lo</c> with <c>|Lo| &lt;= ulp(Hi)/2</c>: about 106 bits.
/// </summary>
/// <remarks>
/// Error-free transforms after Dekker (1971) and Knuth (TAOCP 2, 4.2.2); double-double addition and division as in
/// Joldes, Muller, Popescu, "Tight and rigorous error bounds for basic building blocks of double-word arithmetic"
/// (ACM TOMS 44, 2017), algorithms 6, 11, 15 and 17: relative errors of a few 2^-106.
/// </remarks>
internal readonly partial struct DoubleDouble
{
    internal readonly double Hi;
    internal readonly double Lo;

    internal DoubleDouble(double hi, double lo = 0.0)
    {
        Hi = hi;
        Lo = lo;
    }

    /// <summary>How many places the last bit that is set stands after the first; 0 of 0.</summary>
    internal int Width
    {
        get
        {
            double last = Lo == 0.0 ? Hi : Lo;
            long bits = BitConverter.DoubleToInt64Bits(last);
            int zeros = Math.Min(52, BitOperations.TrailingZeroCount((ulong)bits));
            return Exponent(Hi) - Exponent(last) + 52 - zeros;

            static int Exponent(double value) => (int)(BitConverter.DoubleToInt64Bits(value) >> 52) & 0x7FF;
        }
    }

    /// <summary><paramref name="a"/> + <paramref name="b"/>, exactly.</summary>
    internal static DoubleDouble Sum(double a, double b)
    {
        double sum = a + b;
        double bPart = sum - a;
        return new DoubleDouble(sum, (a - (sum - bPart)) + (b - bPart));
    }

    /// <summary><paramref name="a"/> - <paramref name="b"/>, exactly.</summary>
    internal static DoubleDouble Difference(double a, double b) => Sum(a, -b);

    /// <summary>
    /// False where an error in the last of the 106 bits could change the nearest double: near a tie.
    /// </summary>
    internal bool RoundsSafely => Hi + (Lo * (1.0 + 1e-10)) == Hi;

    /// <summary>(count * unit) + low, where unit is a power of two and count an exact fixed-point sum.</summary>
    internal static DoubleDouble FromFixedPoint(long count, double unit, double low)
    {
        double hi = count;
        double rest = count - (long)hi;
        DoubleDouble sum = Sum(hi * unit, low);
        return Renormalize(sum.Hi, sum.Lo + (rest * unit));
    }

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        DoubleDouble high = Sum(a.Hi, b.Hi);
        DoubleDouble low = Sum(a.Lo, b.Lo);
        DoubleDouble middle = Renormalize(high.Hi, high.Lo + low.Hi);
        return Renormalize(middle.Hi, middle.Lo + low.Lo);
    }

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.Hi, -a.Lo);

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + -b;

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        DoubleDouble high = Product(a.Hi, b.Hi);
        return Renormalize(high.Hi, high.Lo + ((a.Hi * b.Lo) + (a.Lo * b.Hi)));
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        double quotient = a.Hi / b.Hi;
        if (b.Lo == 0.0)
        {
            // Numbers of records, mostly. Also right to 3 * 2^-106.
            double rest = Remainder(a.Hi, quotient, b.Hi) + a.Lo;
            return Renormalize(quotient, rest / b.Hi);
        }

        DoubleDouble remainder = a - (b * new DoubleDouble(quotient));
        double second = remainder.Hi / b.Hi;
        remainder -= b * new DoubleDouble(second);
        double third = remainder.Hi / b.Hi;
        return Renormalize(quotient, second) + new DoubleDouble(third);
    }

    /// <summary>
    /// <paramref name="dividend"/> - <paramref name="quotient"/> * <paramref name="divisor"/>, exactly where the quotient
    /// is the rounded one: then it is a double.
    /// </summary>
    internal static double Remainder(double dividend, double quotient, double divisor)
    {
        DoubleDouble product = Product(quotient, divisor);
        return (dividend - product.Hi) - product.Lo;
    }

    /// <summary>The sum of two doubles of which the first is not the smaller one in magnitude.</summary>
    private static DoubleDouble Renormalize(double hi, double lo)
    {
        double sum = hi + lo;
        return new DoubleDouble(sum, lo - (sum - hi));
    }
}
