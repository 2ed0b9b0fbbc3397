using System.Numerics;

namespace L2Loss;

/// <summary>
/// A double-double with an exponent of its own, <c>(Hi + Lo) * 2^Exponent</c>: squares and fourth powers of any double
/// neither overflow nor underflow in it.
/// </summary>
/// <remarks>
/// While the value lies between 2^-300 and 2^300 the exponent is 0 and the arithmetic that of
/// <see cref="DoubleDouble"/>; outside, the value is kept between 1 and 2 and the exponent says the rest.
/// </remarks>
internal readonly struct WideSum
{
    private const double SafeMaximum = 2.037035976334486e90; // 2^300
    private const double SafeMinimum = 4.909093465297727e-91; // 2^-300

    // A term this many binary digits below the larger one cannot touch its 106 bits, however often it is added.
    private const int NegligibleBits = 900;

    internal readonly DoubleDouble Significand;
    internal readonly int Exponent;

    internal WideSum(DoubleDouble significand, int exponent = 0)
    {
        double magnitude = Math.Abs(significand.Hi);
        if (exponent == 0 && magnitude is < SafeMaximum and > SafeMinimum)
        {
            Significand = significand;
            Exponent = 0;
            return;
        }

        this = Normalize(significand, exponent);
    }

    private WideSum(DoubleDouble significand, int exponent, bool _)
    {
        Significand = significand;
        Exponent = exponent;
    }

    internal bool IsZero => Significand.Hi == 0.0;

    internal bool IsNegative => Significand.Hi < 0.0;

    /// <summary>
    /// False where an error in the last of the 106 bits could change the nearest double: near a tie, and far from 1.
    /// </summary>
    internal bool RoundsSafely =>
        Exponent == 0 && Significand.Hi + (Significand.Lo * (1.0 + 1e-10)) == Significand.Hi;

    internal WideSum Abs() => IsNegative ? -this : this;

    internal static WideSum From(double value) => new(new DoubleDouble(value));

    /// <summary>The exact value of numerator/denominator to 106 bits; the denominator is positive.</summary>
    internal static WideSum From(BigInteger numerator, BigInteger denominator)
    {
        if (numerator.IsZero)
        {
            return default;
        }

        // The quotient with 128 bits is split into its leading 53 bits and what is left of them.
        int shift = 128 - ((int)numerator.GetBitLength() - (int)denominator.GetBitLength());
        BigInteger quotient = shift >= 0 ? (numerator << shift) / denominator : numerator / (denominator << -shift);
        if (BigInteger.Abs(quotient).GetBitLength() > 128)
        {
            // As many bits for the same value, whatever it is the quotient of.
            quotient /= 2;
            shift--;
        }

        double hi = ExactRatio.ToDouble(quotient, BigInteger.One);
        double lo = ExactRatio.ToDouble(quotient - new BigInteger(hi), BigInteger.One);
        return new WideSum(new DoubleDouble(hi, lo), -shift);
    }

    public static WideSum operator +(WideSum a, WideSum b)
    {
        if ((a.Exponent | b.Exponent) == 0)
        {
            return new WideSum(a.Significand + b.Significand);
        }

        if (a.IsZero)
        {
            return b;
        }

        if (b.IsZero)
        {
            return a;
        }

        int common = Math.Max(a.Magnitude, b.Magnitude);
        return new WideSum(a.ScaledTo(common) + b.ScaledTo(common), common);
    }

    public static WideSum operator -(WideSum a) => new(-a.Significand, a.Exponent, true);

    public static WideSum operator -(WideSum a, WideSum b) => a + -b;

    public static WideSum operator *(WideSum a, WideSum b) =>
        new(a.Significand * b.Significand, a.Exponent + b.Exponent);

    /// <summary>The quotient; the divisor is not zero.</summary>
    public static WideSum operator /(WideSum a, WideSum b) =>
        new(a.Significand / b.Significand, a.Exponent - b.Exponent);

    public static WideSum operator *(WideSum a, double b) => a * From(b);

    public static WideSum operator /(WideSum a, double b) => a / From(b);

    /// <summary>The square root; 0 for a value that is not positive.</summary>
    internal WideSum Sqrt() => (Exponent & 1) == 0
        ? new WideSum(DoubleDouble.Sqrt(Significand), Exponent / 2)
        : new WideSum(DoubleDouble.Sqrt(Scale(Significand, 1)), (Exponent - 1) / 2);

    /// <summary>The nearest double; infinite beyond its range.</summary>
    internal double ToDouble()
    {
        if (Exponent == 0 || IsZero)
        {
            return Significand.Hi;
        }

        // Below the normal range a second rounding would go wrong: there the exact value is rounded once.
        return Magnitude < -1000 ? ExactToDouble() : Math.ScaleB(Significand.Hi, Exponent);
    }

    /// <summary>The exponent of the leading bit; the value is not zero.</summary>
    private int Magnitude => Math.ILogB(Significand.Hi) + Exponent;

    private DoubleDouble ScaledTo(int exponent)
    {
        int difference = Exponent - exponent;
        return Magnitude - exponent < -NegligibleBits ? default : Scale(Significand, difference);
    }

    private static DoubleDouble Scale(DoubleDouble value, int exponent) =>
        new(Math.ScaleB(value.Hi, exponent), Math.ScaleB(value.Lo, exponent));

    private static WideSum Normalize(DoubleDouble significand, int exponent)
    {
        if (significand.Hi == 0.0 || !double.IsFinite(significand.Hi))
        {
            return new WideSum(significand, 0, true);
        }

        int magnitude = Math.ILogB(significand.Hi);
        if (magnitude + exponent is > -300 and < 300)
        {
            return new WideSum(Scale(significand, exponent), 0, true);
        }

        return new WideSum(Scale(significand, -magnitude), magnitude + exponent, true);
    }

    private double ExactToDouble()
    {
        // However small the low part is, it decides a tie.
        BigInteger hi = Number.Binary(Significand.Hi).ToMantissa(out _, out int hiPlaces);
        BigInteger lo = Number.Binary(Significand.Lo).ToMantissa(out _, out int loPlaces);
        int places = Math.Max(hiPlaces, loPlaces);
        return ExactRatio.ToDouble(
            (hi << (places - hiPlaces)) + (lo << (places - loPlaces)), BigInteger.One << (places - Exponent));
    }
}
