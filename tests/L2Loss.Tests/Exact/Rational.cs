using System.Globalization;
using System.Numerics;
using Xunit;

namespace L2Loss.Tests.Exact;

/// <summary>A fraction of whole numbers, always in lowest terms: the truth that the tests compare with.</summary>
public readonly struct Rational : IComparable<Rational>, IEquatable<Rational>
{
    public static readonly Rational Zero = new(0, 1);

    private readonly BigInteger _denominator;

    public Rational(BigInteger numerator, BigInteger denominator)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (denominator.Sign < 0)
        {
            divisor = -divisor;
        }

        Numerator = numerator / divisor;
        _denominator = denominator / divisor;
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator => _denominator.IsZero ? BigInteger.One : _denominator;

    public int Sign => Numerator.Sign;

    public Rational Abs => Sign < 0 ? -this : this;

    public Rational Square => this * this;

    public static Rational operator +(Rational a, Rational b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    public static Rational operator -(Rational a, Rational b) => a + -b;

    public static Rational operator *(Rational a, Rational b) =>
        new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Rational operator /(Rational a, Rational b) =>
        new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    public static bool operator ==(Rational a, Rational b) => a.Equals(b);

    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);

    /// <summary>2^exponent.</summary>
    public static Rational PowerOfTwo(int exponent) => exponent >= 0
        ? new Rational(BigInteger.One << exponent, 1)
        : new Rational(1, BigInteger.One << -exponent);

    /// <summary>What the bits of a finite double say.</summary>
    public static Rational Of(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger significand = bits & 0xF_FFFF_FFFF_FFFF;
        Assert.NotEqual(0x7FF, exponent);
        significand += exponent == 0 ? 0 : BigInteger.One << 52;
        Rational magnitude = new Rational(significand, 1) * PowerOfTwo(Math.Max(exponent, 1) - 1075);
        return bits < 0 ? -magnitude : magnitude;
    }

    /// <summary>What the digits of an invariant text without an exponent, or with one, say.</summary>
    public static Rational Of(string text)
    {
        string[] parts = text.Split('e', 'E');
        string[] digits = parts[0].Split('.');
        int exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        exponent -= digits.Length > 1 ? digits[1].Length : 0;
        var mantissa = BigInteger.Parse(string.Concat(digits), CultureInfo.InvariantCulture);
        BigInteger power = BigInteger.Pow(10, Math.Abs(exponent));
        return exponent >= 0 ? new Rational(mantissa * power, 1) : new Rational(mantissa, power);
    }

    public static Rational Of(decimal value) => Of(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The square root, to well over 100 bits.</summary>
    public Rational Sqrt()
    {
        const int Bits = 140;
        Assert.True(Sign >= 0);
        if (Sign == 0)
        {
            return Zero;
        }

        // sqrt(n/d) = sqrt(n * d * 4^k) / (d * 2^k)
        BigInteger product = Numerator * Denominator;
        int shift = Math.Max(0, Bits - ((int)product.GetBitLength() / 2));
        BigInteger square = product << (2 * shift);
        BigInteger root = BigInteger.One << (((int)square.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (root + (square / root)) >> 1;
            if (next >= root)
            {
                return new Rational(root, Denominator << shift);
            }

            root = next;
        }
    }

    /// <summary>The nearest double, ties to even: found by comparing with the doubles on both sides.</summary>
    public double Nearest()
    {
        if (Sign == 0)
        {
            return 0.0;
        }

        Rational magnitude = Abs;
        double below = magnitude.Guess();
        while (Of(below) > magnitude)
        {
            below = Math.BitDecrement(below);
        }

        double above = Math.BitIncrement(below);
        while (double.IsFinite(above) && Of(above) <= magnitude)
        {
            (below, above) = (above, Math.BitIncrement(above));
        }

        // Beyond the largest double the next one would be 2^1024.
        Rational aboveValue = double.IsFinite(above) ? Of(above) : PowerOfTwo(1024);
        int comparison = (magnitude - Of(below)).CompareTo(aboveValue - magnitude);
        bool isBelowEven = (BitConverter.DoubleToInt64Bits(below) & 1) == 0;
        double nearest = comparison < 0 || (comparison == 0 && isBelowEven) ? below : above;
        return Sign < 0 ? -nearest : nearest;
    }

    public int CompareTo(Rational other) =>
        (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public bool Equals(Rational other) => Numerator == other.Numerator && Denominator == other.Denominator;

    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    public override string ToString() => $"{Numerator}/{Denominator}";

    /// <summary>A finite double near a positive value; the caller looks at its neighbours.</summary>
    private double Guess()
    {
        int exponent = (int)Numerator.GetBitLength() - (int)Denominator.GetBitLength();
        int shift = 60 - exponent;
        BigInteger quotient = shift >= 0 ? (Numerator << shift) / Denominator : Numerator / (Denominator << -shift);
        return Math.Min(double.MaxValue, Math.ScaleB((double)quotient, -shift));
    }
}
