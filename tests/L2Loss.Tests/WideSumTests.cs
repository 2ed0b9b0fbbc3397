using System.Numerics;
using CsCheck;
using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests;

public sealed class WideSumTests
{
    private static readonly Rational Bound = Rational.PowerOfTwo(-101);

    private static readonly Gen<double> Finite = Gen.OneOf(
        Gen.Double.Where(double.IsFinite),
        Gen.Select(Gen.Double[1, 2], Gen.Int[-1074, 1022], Gen.Bool).Select(
            (significand, exponent, isNegative) => Math.ScaleB(isNegative ? -significand : significand, exponent)));

    private static readonly Gen<double> NotZero = Finite.Where(value => value != 0.0);

    [Fact]
    public void A_double_goes_in_and_comes_out_unchanged() =>
        Finite.Sample(value => Assert.Equal(value, WideSum.From(value).ToDouble()), iter: 5000);

    [Fact]
    public void A_quotient_has_the_same_bits_whatever_it_is_the_quotient_of()
    {
        // 129 bits, of which the last decides a tie in the 106th. The factor makes the numerator one bit longer than itself.
        BigInteger top = (BigInteger.One << 128) + (BigInteger.One << 68) + (BigInteger.One << 15) + 1;
        BigInteger bottom = BigInteger.One << 128;
        BigInteger factor = (BigInteger.One << 61) - 1;

        Assert.Equal(WideSum.From(top, bottom), WideSum.From(top * factor, bottom * factor));
    }

    [Fact]
    public void The_product_of_any_two_doubles_is_exact() =>
        Gen.Select(NotZero, NotZero).Sample(
            (a, b) => Assert.Equal(Rational.Of(a) * Rational.Of(b), Exact(WideSum.From(a) * WideSum.From(b))),
            iter: 2000);

    [Fact]
    public void A_fourth_power_neither_overflows_nor_underflows() =>
        NotZero.Sample(
            value =>
            {
                WideSum square = WideSum.From(value) * WideSum.From(value);
                AssertBound(Rational.Of(value).Square.Square, square * square);
            },
            iter: 2000);

    [Fact]
    public void A_sum_of_squares_has_106_bits() =>
        Gen.Select(NotZero, NotZero).Sample(
            (a, b) => AssertBound(
                Rational.Of(a).Square + Rational.Of(b).Square,
                (WideSum.From(a) * WideSum.From(a)) + (WideSum.From(b) * WideSum.From(b))),
            iter: 2000);

    [Fact]
    public void A_difference_of_doubles_has_106_bits() =>
        Gen.Select(Finite, Finite).Sample(
            (a, b) => AssertBound(Rational.Of(a) - Rational.Of(b), WideSum.From(a) - WideSum.From(b)), iter: 2000);

    [Fact]
    public void A_quotient_has_106_bits() =>
        Gen.Select(Finite, NotZero).Sample(
            (a, b) => AssertBound(Rational.Of(a) / Rational.Of(b), WideSum.From(a) / WideSum.From(b)), iter: 2000);

    [Fact]
    public void A_square_root_of_a_square_is_the_double() =>
        NotZero.Sample(
            value => Assert.Equal(Math.Abs(value), (WideSum.From(value) * WideSum.From(value)).Sqrt().ToDouble()),
            iter: 2000);

    [Fact]
    public void A_square_root_has_106_bits() =>
        NotZero.Sample(
            value => AssertBound(Rational.Of(Math.Abs(value)).Sqrt(), WideSum.From(Math.Abs(value)).Sqrt()), iter: 1000);

    [Fact]
    public void A_fraction_has_106_bits() =>
        Gen.Select(Gen.Long, Gen.Long[1, long.MaxValue], Gen.Int[-800, 800]).Sample(
            (numerator, denominator, shift) =>
            {
                BigInteger top = (BigInteger)numerator << Math.Max(0, shift);
                BigInteger bottom = (BigInteger)denominator << Math.Max(0, -shift);
                AssertBound(new Rational(top, bottom), WideSum.From(top, bottom));
            },
            iter: 2000);

    [Fact]
    public void The_nearest_double_is_found_over_the_whole_range() =>
        Gen.Select(NotZero, NotZero).Sample(
            (a, b) =>
            {
                WideSum product = WideSum.From(a) * WideSum.From(b);
                Assert.Equal((Rational.Of(a) * Rational.Of(b)).Nearest(), product.ToDouble());
            },
            iter: 5000);

    [Fact]
    public void The_nearest_double_is_found_among_the_subnormals() =>
        Gen.Select(Gen.Double[1, 2], Gen.Double[1, 2], Gen.Int[-1080, -1015]).Sample(
            (a, b, exponent) =>
            {
                double left = Math.ScaleB(a, -500);
                double right = Math.ScaleB(b, exponent + 500);
                WideSum product = WideSum.From(left) * WideSum.From(right);
                Assert.Equal((Rational.Of(left) * Rational.Of(right)).Nearest(), product.ToDouble());
            },
            iter: 5000);

    [Theory]
    [InlineData(0.5, 0.0)]
    [InlineData(1.5, 2.0)]
    [InlineData(2.5, 2.0)]
    [InlineData(-0.5, 0.0)]
    [InlineData(-1.5, -2.0)]
    public void A_tie_between_subnormals_goes_to_the_even_one(double units, double expectedUnits) =>
        Assert.Equal(expectedUnits * double.Epsilon, Subnormal(units, 0.0).ToDouble());

    [Theory]
    [InlineData(0.5, 1e-20, 1.0)]
    [InlineData(0.5, -1e-20, 0.0)]
    [InlineData(1.5, -1e-20, 1.0)]
    [InlineData(2.5, 1e-20, 3.0)]
    [InlineData(0.5, 1e-80, 1.0)]
    [InlineData(1.5, -1e-80, 1.0)]
    public void The_low_part_decides_a_tie_between_subnormals(double units, double low, double expectedUnits) =>
        Assert.Equal(expectedUnits * double.Epsilon, Subnormal(units, low).ToDouble());

    [Fact]
    public void A_sum_beyond_double_is_infinite()
    {
        WideSum large = WideSum.From(double.MaxValue);
        Assert.Equal(double.PositiveInfinity, (large + large).ToDouble());
        Assert.Equal(double.NegativeInfinity, (-large - large).ToDouble());
        Assert.Equal(double.MaxValue, ((large + large) / 2.0).ToDouble());
    }

    [Fact]
    public void Zero_is_neutral_at_any_exponent() =>
        Finite.Sample(
            value => Assert.Equal(value, (WideSum.From(0.0) + WideSum.From(value) + WideSum.From(0.0)).ToDouble()),
            iter: 1000);

    /// <summary>(units + low) * 2^-1074, from 2^-574 * 2^-500.</summary>
    private static WideSum Subnormal(double units, double low) =>
        new WideSum(DoubleDouble.Sum(Math.ScaleB(units, -574), Math.ScaleB(low, -574))) * WideSum.From(Math.ScaleB(1, -500));

    private static void AssertBound(Rational expected, WideSum result)
    {
        Rational error = (Exact(result) - expected).Abs;
        Assert.True(error <= expected.Abs * Bound, "relative error above 2^-101");
    }

    private static Rational Exact(WideSum value) =>
        (Rational.Of(value.Significand.Hi) + Rational.Of(value.Significand.Lo)) * Rational.PowerOfTwo(value.Exponent);
}
