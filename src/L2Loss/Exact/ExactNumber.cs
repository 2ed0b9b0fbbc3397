using System.Numerics;

namespace L2Loss;

/// <summary>Digits * 2^Exponent * 10^-Scale: what sums and products of doubles and decimals are.</summary>
internal readonly struct ExactNumber : IComparable<ExactNumber>
{
    private static readonly BigInteger Five = 5;

    internal ExactNumber(WholeNumber digits, int exponent = 0, int scale = 0)
    {
        Digits = digits;
        Exponent = exponent;
        Scale = scale;
    }

    internal WholeNumber Digits { get; }

    internal int Exponent { get; }

    internal int Scale { get; }

    internal bool IsZero => Digits.IsZero;

    internal bool IsNegative => Digits.Sign < 0;

    internal ExactNumber Abs => new(Digits.Abs, Exponent, Scale);

    /// <summary>The same number with as few digits and places as it has: equal numbers have the same form.</summary>
    internal ExactNumber Reduced
    {
        get
        {
            if (IsZero)
            {
                return default;
            }

            // 10^-Scale = 5^-Scale * 2^-Scale
            BigInteger digits = Digits.ToBigInteger();
            int exponent = Exponent;
            int scale = Scale;
            while (scale > 0)
            {
                var quotient = BigInteger.DivRem(digits, Five, out BigInteger remainder);
                if (!remainder.IsZero)
                {
                    break;
                }

                digits = quotient;
                scale--;
                exponent--;
            }

            int zeros = TrailingZeroCount(digits);
            return new ExactNumber(digits >> zeros, exponent + zeros, scale);
        }
    }

    internal static ExactNumber Of(in Number number)
    {
        if (!number.IsDecimal)
        {
            return Of(number.Value);
        }

        Int128 digits = number.DecimalMantissa(out int scale);
        return new ExactNumber(digits, 0, scale);
    }

    /// <summary>A finite double.</summary>
    internal static ExactNumber Of(double value)
    {
        Dyadic exact = Dyadic.Of(value);
        return new ExactNumber(exact.IsNegative ? -(long)exact.Low : (long)exact.Low, exact.Exponent);
    }

    public static ExactNumber operator +(in ExactNumber x, in ExactNumber y)
    {
        if (x.Exponent == y.Exponent && x.Scale == y.Scale)
        {
            return new ExactNumber(x.Digits + y.Digits, x.Exponent, x.Scale);
        }

        if (x.IsZero || y.IsZero)
        {
            return x.IsZero ? y : x;
        }

        int exponent = Math.Min(x.Exponent, y.Exponent);
        int scale = Math.Max(x.Scale, y.Scale);
        return new ExactNumber(x.In(exponent, scale) + y.In(exponent, scale), exponent, scale);
    }

    public static ExactNumber operator -(in ExactNumber value) => new(-value.Digits, value.Exponent, value.Scale);

    public static ExactNumber operator -(in ExactNumber x, in ExactNumber y) => x + -y;

    public static ExactNumber operator *(in ExactNumber x, in ExactNumber y) =>
        new(x.Digits * y.Digits, x.Exponent + y.Exponent, x.Scale + y.Scale);

    public static implicit operator ExactNumber(long value) => new(value);

    /// <summary>The nearest double.</summary>
    internal double ToDouble() => ToDouble(1);

    /// <summary>The double nearest to the quotient; the divisor is positive.</summary>
    internal double ToDouble(in ExactNumber divisor)
    {
        (WholeNumber numerator, WholeNumber denominator) = Fraction(divisor);
        return ExactRatio.ToDouble(numerator, denominator);
    }

    /// <summary>The double nearest to the root of the quotient, 0 where it is negative; the divisor is positive.</summary>
    internal double Root(in ExactNumber divisor)
    {
        (WholeNumber numerator, WholeNumber denominator) = Fraction(divisor);
        return ExactRatio.Root(numerator, denominator);
    }

    /// <inheritdoc/>
    public int CompareTo(ExactNumber other) => (this - other).Digits.Sign;

    private static int TrailingZeroCount(BigInteger value)
    {
        // Of -n as of n: the bits of two's complement agree up to the lowest one.
        byte[] bytes = value.ToByteArray();
        int i = 0;
        while (bytes[i] == 0)
        {
            i++;
        }

        return (8 * i) + BitOperations.TrailingZeroCount((ulong)bytes[i]);
    }

    private (WholeNumber Numerator, WholeNumber Denominator) Fraction(in ExactNumber divisor)
    {
        int shift = Exponent - divisor.Exponent;
        int places = divisor.Scale - Scale;
        WholeNumber numerator = places > 0 ? Digits * PowersOfTen.Whole(places) : Digits;
        WholeNumber denominator = places < 0 ? divisor.Digits * PowersOfTen.Whole(-places) : divisor.Digits;
        return (numerator << Math.Max(shift, 0), denominator << Math.Max(-shift, 0));
    }

    private WholeNumber In(int exponent, int scale) =>
        (scale == Scale ? Digits : Digits * PowersOfTen.Whole(scale - Scale)) << (Exponent - exponent);
}
