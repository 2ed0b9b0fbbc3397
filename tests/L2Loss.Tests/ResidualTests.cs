using CsCheck;
using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests;

public sealed class ResidualTests
{
    /// <summary>All decimals: any 96 bits with any scale, more often few digits.</summary>
    private static readonly Gen<decimal> Decimals = Gen.OneOf(
        Gen.Select(Gen.Int, Gen.Int, Gen.Int, Gen.Bool, Gen.Int[0, 28]).Select(
            (low, middle, high, isNegative, scale) => new decimal(low, middle, high, isNegative, (byte)scale)),
        Gen.Select(Gen.Int[-999999, 999999], Gen.Int[0, 28]).Select(
            (mantissa, scale) => new decimal(Math.Abs(mantissa), 0, 0, mantissa < 0, (byte)scale)),
        Gen.Select(Gen.Long, Gen.Int[0, 28]).Select(
            (mantissa, scale) => mantissa / (decimal)Math.Pow(10, scale % 10)));

    private static readonly Gen<double> Doubles = Gen.Double.Where(double.IsFinite);

    [Theory]
    [InlineData("0.3", "0.1", 0.2, 0.04)]
    [InlineData("10000000.3", "10000000.2", 0.1, 0.01)]
    [InlineData("200000", "220000", -20000, 400000000)]
    [InlineData("400000", "385000", 15000, 225000000)]
    [InlineData("300000", "305000", -5000, 25000000)]
    [InlineData("0.1", "0.1", 0, 0)]
    [InlineData("79228162514264337593543950335", "-79228162514264337593543950335", 1.5845632502852868e29, 2.5108406941546725e58)]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950334", 1, 1)]
    [InlineData("1e-28", "0", 1e-28, 1e-56)]
    [InlineData("10000000000000000.1", "10000000000000000", 0.1, 0.01)]
    public void Two_decimals_are_subtracted_and_squared_as_decimals(
        string actual, string predicted, double expectedResidual, double expectedLoss)
    {
        Residual residual = Of(Pair.OfTexts(actual, predicted));
        Assert.Equal((expectedResidual, expectedLoss), (residual.Value, residual.Loss));
    }

    [Fact]
    public void The_difference_is_the_absolute_residual() =>
        Assert.Equal(0.2, Of(Pair.OfTexts("0.1", "0.3")).Difference);

    [Fact]
    public void Two_doubles_are_subtracted_and_squared_as_doubles()
    {
        Residual residual = Of(Pair.OfDoubles(0.3, 0.1));
        Assert.Equal((0.19999999999999998, 0.039999999999999994), (residual.Value, residual.Loss));
    }

    [Fact]
    public void Two_doubles_give_the_bits_of_double_arithmetic() =>
        Gen.Select(Doubles, Doubles).Sample(
            (actual, predicted) =>
            {
                Residual residual = Of(Pair.OfDoubles(actual, predicted));
                double difference = actual - predicted;
                Assert.Equal(
                    (Bits(difference), Bits(difference * difference)), (Bits(residual.Value), Bits(residual.Loss)));
            },
            iter: 10000);

    [Fact]
    public void Two_decimals_are_rounded_once() =>
        Gen.Select(Decimals, Decimals).Sample(
            (actual, predicted) => AssertRoundedOnce(new Pair(Given.OfDecimal(actual), Given.OfDecimal(predicted))),
            iter: 5000);

    [Fact]
    public void Two_close_decimals_are_rounded_once() =>
        Gen.Select(Decimals.Where(value => Math.Abs(value) < 1e27m), Gen.Int[-99, 99], Gen.Int[0, 28]).Sample(
            (actual, offset, scale) => AssertRoundedOnce(
                new Pair(Given.OfDecimal(actual), Given.OfDecimal(actual + new decimal(Math.Abs(offset), 0, 0, offset < 0, (byte)scale)))),
            iter: 5000);

    [Fact]
    public void A_decimal_that_is_a_double_joins_a_double_as_one() =>
        Gen.Select(Gen.Int, Gen.Double[-1e9, 1e9]).Sample(
            (sixteenths, value) =>
            {
                Residual residual = Of(new Pair(Given.OfDecimal(sixteenths / 16m), Given.OfDouble(value)));
                double difference = (sixteenths / 16.0) - value;
                Assert.Equal((difference, difference * difference), (residual.Value, residual.Loss));
            },
            iter: 3000);

    [Fact]
    public void A_decimal_and_a_double_are_subtracted_exactly_and_rounded_once() =>
        Gen.Select(Decimals, Doubles, Gen.Bool).Where((value, _, _) => !IsDouble(value)).Sample(
            (value, other, isActual) => AssertRoundedOnce(Mixed(value, other, isActual)), iter: 5000);

    [Fact]
    public void A_decimal_and_a_double_near_it_are_subtracted_exactly_and_rounded_once() =>
        Gen.Select(Decimals, Gen.Int[-3, 3], Gen.Bool).Where((value, _, _) => !IsDouble(value)).Sample(
            (value, steps, isActual) =>
            {
                double near = Rational.Of(value).Nearest();
                for (int i = Math.Abs(steps); i > 0; i--)
                {
                    near = steps < 0 ? Math.BitDecrement(near) : Math.BitIncrement(near);
                }

                AssertRoundedOnce(Mixed(value, near, isActual));
            },
            iter: 5000);

    [Fact]
    public void Text_against_the_double_nearest_to_it_leaves_the_rounding_error()
    {
        // 0.1 - 0.1000000000000000055511151231257827...
        Residual residual = Of(new Pair(Given.OfText("0.1"), Given.OfDouble(0.1)));
        Assert.Equal((-5.551115123125783e-18, 3.0814879110195774e-35), (residual.Value, residual.Loss));
    }

    [Fact]
    public void Exchanging_actual_and_predicted_changes_the_sign_only() =>
        Gen.Select(Decimals, Doubles, Gen.Int[0, 3]).Sample(
            (value, other, kind) =>
            {
                Given first = (kind & 1) == 0 ? Given.OfDecimal(value) : Given.OfDouble((double)value);
                Given second = (kind & 2) == 0 ? Given.OfDecimal(-value / 3) : Given.OfDouble(other);
                Residual forth = Of(new Pair(first, second));
                Residual back = Of(new Pair(second, first));
                Assert.Equal((forth.Value, forth.Loss, forth.Difference), (-back.Value, back.Loss, back.Difference));
            },
            iter: 3000);

    private static Pair Mixed(decimal value, double other, bool isActual) => isActual
        ? new Pair(Given.OfDecimal(value), Given.OfDouble(other))
        : new Pair(Given.OfDouble(other), Given.OfDecimal(value));

    private static bool IsDouble(decimal value)
    {
        var exact = Rational.Of(value);
        return Rational.Of(exact.Nearest()) == exact;
    }

    private static void AssertRoundedOnce(Pair pair)
    {
        Residual residual = Of(pair);
        Assert.Equal((pair.Residual.Nearest(), pair.Residual.Square.Nearest()), (residual.Value, residual.Loss));
    }

    private static Residual Of(Pair pair) => Residual.Of(pair.Actual.Number, pair.Predicted.Number);

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
