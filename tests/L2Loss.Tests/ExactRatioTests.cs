using System.Numerics;
using CsCheck;
using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests;

public sealed class ExactRatioTests
{
    private static readonly Gen<double> Positive = Gen.Select(Gen.Double[1, 2], Gen.Int[-1074, 1022]).Select(
        (significand, exponent) => Math.ScaleB(significand, exponent));

    [Fact]
    public void A_fraction_is_rounded_to_the_nearest_double() =>
        Gen.Select(Gen.Long, Gen.Long[1, long.MaxValue], Gen.Int[-1200, 1200]).Sample(
            (numerator, denominator, shift) => AssertNearest(new Rational(
                (BigInteger)numerator << Math.Max(0, shift), (BigInteger)denominator << Math.Max(0, -shift))),
            iter: 5000);

    [Fact]
    public void A_fraction_of_whole_doubles_is_rounded_to_the_nearest_double() =>
        Gen.Select(Gen.Long[-(1L << 55), 1L << 55], Gen.Long[1, 1L << 55], Gen.Int[0, 54], Gen.Int[0, 54]).Sample(
            (numerator, denominator, shift, otherShift) => AssertNearest(new Rational(
                (BigInteger)(numerator >> shift), (BigInteger)Math.Max(1, denominator >> otherShift))),
            iter: 5000);

    [Fact]
    public void A_fraction_among_the_subnormals_is_rounded_to_the_nearest_double() =>
        Gen.Select(Gen.Long, Gen.Long[1, long.MaxValue], Gen.Int[1015, 1085]).Sample(
            (numerator, denominator, shift) =>
                AssertNearest(new Rational(numerator, (BigInteger)denominator << shift)),
            iter: 5000);

    [Fact]
    public void A_double_is_its_own_nearest() =>
        Positive.Sample(
            value =>
            {
                var exact = Rational.Of(value);
                Assert.Equal(value, ExactRatio.ToDouble(exact.Numerator, exact.Denominator));
            },
            iter: 3000);

    [Fact]
    public void A_tie_goes_to_the_even_neighbour() =>
        Positive.Sample(
            value =>
            {
                double next = Math.BitIncrement(value);
                bool isEven = (BitConverter.DoubleToInt64Bits(value) & 1) == 0;
                Rational middle = (Rational.Of(value) + Rational.Of(next)) * Rational.PowerOfTwo(-1);
                Assert.Equal(isEven ? value : next, ExactRatio.ToDouble(middle.Numerator, middle.Denominator));
            },
            iter: 3000);

    [Fact]
    public void The_least_bit_beside_a_tie_decides_it() =>
        Gen.Select(Positive, Gen.Bool).Sample(
            (value, isAbove) =>
            {
                double next = Math.BitIncrement(value);
                Rational middle = (Rational.Of(value) + Rational.Of(next)) * Rational.PowerOfTwo(-1);
                Rational least = Rational.PowerOfTwo(-3000);
                Rational beside = isAbove ? middle + least : middle - least;
                Assert.Equal(isAbove ? next : value, ExactRatio.ToDouble(beside.Numerator, beside.Denominator));
            },
            iter: 2000);

    [Fact]
    public void Signs_do_not_change_the_rounding() =>
        Gen.Select(Gen.Long[1, long.MaxValue], Gen.Long[1, long.MaxValue]).Sample(
            (numerator, denominator) => Assert.Equal(
                -ExactRatio.ToDouble(numerator, denominator), ExactRatio.ToDouble(-(BigInteger)numerator, denominator)),
            iter: 1000);

    [Fact]
    public void What_is_too_small_has_no_sign() => Assert.All(
        [1074, 1075, 1076, 2000],
        bits => Assert.Equal(0L, BitConverter.DoubleToInt64Bits(ExactRatio.ToDouble(-1, BigInteger.One << (bits + 1)))));

    [Fact]
    public void Zero_is_zero() => Assert.Equal(0.0, ExactRatio.ToDouble(0, 7));

    [Fact]
    public void Half_of_the_least_double_is_zero() =>
        Assert.Equal(0.0, ExactRatio.ToDouble(1, BigInteger.One << 1075));

    [Fact]
    public void A_little_more_than_half_of_the_least_double_is_the_least_double() =>
        Assert.Equal(double.Epsilon, ExactRatio.ToDouble((BigInteger.One << 900) + 1, BigInteger.One << 1975));

    [Fact]
    public void Less_than_half_of_the_least_double_is_zero() =>
        Assert.Equal(0.0, ExactRatio.ToDouble(1, BigInteger.One << 2000));

    [Fact]
    public void The_largest_subnormal_rounds_up_to_the_least_normal() =>
        Assert.Equal(2.2250738585072014e-308, ExactRatio.ToDouble((BigInteger.One << 60) - 1, BigInteger.One << 1082));

    [Fact]
    public void Beyond_the_largest_double_by_half_its_last_place_is_infinity()
    {
        BigInteger limit = (BigInteger.One << 1024) - (BigInteger.One << 970);
        Assert.Equal(double.MaxValue, ExactRatio.ToDouble(limit - 1, 1));
        Assert.Equal(double.PositiveInfinity, ExactRatio.ToDouble(limit, 1));
        Assert.Equal(double.NegativeInfinity, ExactRatio.ToDouble(-(BigInteger.One << 5000), 1));
    }

    [Fact]
    public void A_root_is_rounded_to_the_nearest_double() =>
        Gen.Select(Gen.Long[1, long.MaxValue], Gen.Long[1, long.MaxValue], Gen.Int[0, 60], Gen.Int[-1900, 1900]).Sample(
            (numerator, denominator, zeros, shift) =>
            {
                var value = new Rational(
                    (BigInteger)numerator << Math.Max(0, shift), (BigInteger)(1 + (denominator >> zeros)) << Math.Max(0, -shift));
                AssertIsRoot(value, ExactRatio.Root(value.Numerator, value.Denominator));
            },
            iter: 5000);

    [Fact]
    public void The_root_of_a_square_is_the_double() =>
        Positive.Sample(
            value =>
            {
                Rational square = Rational.Of(value).Square;
                Assert.Equal(value, ExactRatio.Root(square.Numerator, square.Denominator));
            },
            iter: 3000);

    [Fact]
    public void The_least_bit_beside_the_square_of_a_tie_decides_the_root() =>
        Gen.Select(Gen.Double[1, 2], Gen.Bool).Sample(
            (value, isAbove) =>
            {
                double next = Math.BitIncrement(value);
                Rational square = ((Rational.Of(value) + Rational.Of(next)) * Rational.PowerOfTwo(-1)).Square;
                Rational least = Rational.PowerOfTwo(-3000);
                Rational beside = isAbove ? square + least : square - least;
                Assert.Equal(isAbove ? next : value, ExactRatio.Root(beside.Numerator, beside.Denominator));
            },
            iter: 1000);

    [Fact]
    public void The_root_of_what_is_not_positive_is_zero() =>
        Assert.Equal((0.0, 0.0), (ExactRatio.Root(0, 3), ExactRatio.Root(-4, 1)));

    /// <summary>The middles between the root and its neighbours enclose the true one.</summary>
    private static void AssertIsRoot(Rational value, double root)
    {
        Rational half = Rational.PowerOfTwo(-1);
        Rational below = (Rational.Of(root) + Rational.Of(Math.BitDecrement(root))) * half;
        Rational above = (Rational.Of(root) + Rational.Of(Math.BitIncrement(root))) * half;
        Assert.True(below.Square <= value && value <= above.Square, $"{root:R} is not the root of {value}");
    }

    private static void AssertNearest(Rational value) =>
        Assert.Equal(value.Nearest(), ExactRatio.ToDouble(value.Numerator, value.Denominator));
}
