using System.Globalization;
using System.Numerics;
using CsCheck;
using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests;

public sealed class NumberTests
{
    private static readonly Gen<decimal> Decimals =
        Gen.Select(Gen.Int, Gen.Int, Gen.OneOf(Gen.Const(0), Gen.Int), Gen.Bool, Gen.Int[0, 28]).Select(
            (low, middle, high, isNegative, scale) => new decimal(low, middle, high, isNegative, (byte)scale));

    [Fact]
    public void The_value_of_a_decimal_is_the_nearest_double() =>
        Decimals.Sample(
            value => Assert.Equal(Rational.Of(value).Nearest(), Number.FromDecimal(value).Value), iter: 5000);

    [Fact]
    public void The_digits_of_a_decimal_are_kept() =>
        Decimals.Sample(
            value =>
            {
                var exact = ExactNumber.Of(Number.FromDecimal(value));
                Assert.Equal(0, exact.Exponent);
                Assert.Equal(Rational.Of(value), new Rational(exact.Digits.ToBigInteger(), BigInteger.Pow(10, exact.Scale)));
            },
            iter: 3000);

    [Fact]
    public void A_decimal_has_106_bits_as_a_double_double() =>
        Decimals.Where(value => value != 0m).Sample(
            value =>
            {
                var parts = Number.FromDecimal(value).ToDoubleDouble();
                var exact = Rational.Of(value);
                Rational error = (Rational.Of(parts.Hi) + Rational.Of(parts.Lo) - exact).Abs;
                Assert.True(error <= exact.Abs * Rational.PowerOfTwo(-105));
            },
            iter: 3000);

    [Fact]
    public void A_decimal_that_is_a_double_has_no_second_part() =>
        Gen.Select(Gen.Int, Gen.Int[0, 9]).Sample(
            (mantissa, power) => Assert.Equal(
                0.0, Number.FromDecimal(mantissa / (decimal)(1 << power)).ToDoubleDouble().Lo),
            iter: 2000);

    [Fact]
    public void Equal_decimals_are_equal_whatever_their_trailing_zeros()
    {
        var one = Number.FromDecimal(1m);
        Assert.All(
            [Number.FromDecimal(1.00m), Number.FromDecimal(1.0000000000000000000000000000m)],
            other => Assert.Equal((true, one.GetHashCode()), (one.Equals(other), other.GetHashCode())));
    }

    [Fact]
    public void A_decimal_and_a_double_are_different_numbers() =>
        Assert.NotEqual(Number.FromDecimal(1m), Number.Binary(1.0));

    [Fact]
    public void A_decimal_prints_its_digits() =>
        Decimals.Sample(
            value => Assert.Equal(value.ToString(CultureInfo.InvariantCulture), Number.FromDecimal(value).ToString()),
            iter: 1000);

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(1L << 53)]
    [InlineData((1L << 53) + 1)]
    public void A_whole_number_prints_its_digits(long value) =>
        Assert.Equal(value.ToString(CultureInfo.InvariantCulture), Number.FromMantissa(value, 0).ToString());

    [Fact]
    public void A_double_prints_so_that_it_reads_back() =>
        Gen.Double.Where(double.IsFinite).Sample(
            value => Assert.Equal(
                value, double.Parse(Number.Binary(value).ToString(), CultureInfo.InvariantCulture)),
            iter: 1000);
}
