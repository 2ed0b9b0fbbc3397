using CsCheck;
using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests;

public sealed class DoubleDoubleTests
{
    // The published bounds are below 10 * 2^-106.
    private static readonly Rational Bound = Rational.PowerOfTwo(-102);

    private static readonly Gen<double> Doubles = Gen.Select(Gen.Double[1, 2], Gen.Int[-150, 150], Gen.Bool).Select(
        (significand, exponent, isNegative) => Math.ScaleB(isNegative ? -significand : significand, exponent));

    private static readonly Gen<DoubleDouble> DoubleDoubles = Gen.Select(Doubles, Gen.Double[-1, 1], Gen.Int[0, 60])
        .Select((hi, lo, gap) => DoubleDouble.Sum(hi, Math.ScaleB(hi * lo, -53 - gap)));

    /// <summary>Values that nearly cancel.</summary>
    private static readonly Gen<(DoubleDouble A, DoubleDouble B)> Close = Gen.Select(DoubleDoubles, Gen.Double[-1, 1], Gen.Int[1, 100])
        .Select((a, change, gap) => (a, -a + new DoubleDouble(Math.ScaleB(a.Hi * change, -gap))));

    [Fact]
    public void The_sum_of_two_doubles_is_exact() =>
        Gen.Select(Doubles, Doubles).Sample(
            (a, b) => Assert.Equal(Rational.Of(a) + Rational.Of(b), Exact(DoubleDouble.Sum(a, b))), iter: 3000);

    [Fact]
    public void The_difference_of_two_doubles_is_exact() =>
        Gen.Select(Doubles, Doubles).Sample(
            (a, b) => Assert.Equal(Rational.Of(a) - Rational.Of(b), Exact(DoubleDouble.Difference(a, b))), iter: 3000);

    [Fact]
    public void The_product_of_two_doubles_is_exact() =>
        Gen.Select(Doubles, Doubles).Sample(
            (a, b) => Assert.Equal(Rational.Of(a) * Rational.Of(b), Exact(DoubleDouble.Product(a, b))), iter: 3000);

    [Fact]
    public void A_sum_has_106_bits() =>
        Gen.Select(DoubleDoubles, DoubleDoubles).Sample(
            (a, b) => AssertBound(Exact(a) + Exact(b), a + b), iter: 3000);

    [Fact]
    public void A_sum_that_cancels_has_106_bits() =>
        Close.Sample((a, b) => AssertBound(Exact(a) + Exact(b), a + b), iter: 3000);

    [Fact]
    public void A_difference_has_106_bits() =>
        Gen.Select(DoubleDoubles, DoubleDoubles).Sample(
            (a, b) => AssertBound(Exact(a) - Exact(b), a - b), iter: 3000);

    [Fact]
    public void A_product_has_106_bits() =>
        Gen.Select(DoubleDoubles, DoubleDoubles).Sample(
            (a, b) => AssertBound(Exact(a) * Exact(b), a * b), iter: 3000);

    [Fact]
    public void A_quotient_has_106_bits() =>
        Gen.Select(DoubleDoubles, DoubleDoubles).Sample(
            (a, b) => AssertBound(Exact(a) / Exact(b), a / b), iter: 3000);

    [Fact]
    public void The_remainder_of_a_rounded_quotient_is_exact() =>
        Gen.Select(Doubles, Doubles).Sample(
            (a, b) => Assert.Equal(
                Rational.Of(a) - (Rational.Of(a / b) * Rational.Of(b)), Rational.Of(DoubleDouble.Remainder(a, a / b, b))),
            iter: 3000);

    [Fact]
    public void A_value_less_itself_is_zero() =>
        DoubleDoubles.Sample(value => Assert.Equal(Rational.Zero, Exact(value - value)), iter: 1000);

    [Fact]
    public void A_result_is_normalized() =>
        Gen.Select(DoubleDoubles, DoubleDoubles).Sample(
            (a, b) => Assert.All(
                new[] { a + b, a - b, a * b, a / b }, result => Assert.Equal(result.Hi, result.Hi + result.Lo)),
            iter: 2000);

    private static void AssertBound(Rational expected, DoubleDouble result)
    {
        Rational error = (Exact(result) - expected).Abs;
        Assert.True(error <= expected.Abs * Bound, $"{Exact(result)} instead of {expected}");
    }

    private static Rational Exact(DoubleDouble value) => Rational.Of(value.Hi) + Rational.Of(value.Lo);
}
