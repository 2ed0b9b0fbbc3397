using CsCheck;
using Xunit;

namespace L2Loss.Tests;

/// <summary>The substitute for the fused operation, against the processor's own.</summary>
public class FusedMultiplyAddTests
{
    private static readonly Gen<double> Finite = Gen.Double.Where(double.IsFinite);

    private static readonly Gen<double> NearOne = Gen.Select(Gen.Double[1.0, 2.0], Gen.Int[-60, 60], Gen.Bool).Select(
        (value, exponent, isNegative) => Math.ScaleB(isNegative ? -value : value, exponent));

    // Few bits, so that sums cancel, products are ties and results are exact.
    private static readonly Gen<double> Short = Gen.Select(Gen.Int[-9, 9], Gen.Int[-5, 5]).Select(
        (value, exponent) => Math.ScaleB(value, exponent));

    private static readonly Gen<double> AnyExponent = Gen.Select(Gen.Double[1.0, 2.0], Gen.Int[-1074, 1022], Gen.Bool).Select(
        (value, exponent, isNegative) => Math.ScaleB(isNegative ? -value : value, exponent));

    private static readonly double[] Special =
    [
        0.0, -0.0, 1.0, -1.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue,
        double.Epsilon, -double.Epsilon, 2.2250738585072014E-308, 2.225073858507201E-308, 1.0 + double.Epsilon, 3.0, 0.1,
    ];

    [Fact]
    public void Numbers_near_one_are_rounded_once() =>
        Gen.Select(NearOne, NearOne, NearOne).Sample(AssertSame, iter: 200_000);

    [Fact]
    public void Numbers_of_any_size_are_rounded_once() =>
        Gen.Select(AnyExponent, AnyExponent, AnyExponent).Sample(AssertSame, iter: 100_000);

    [Fact]
    public void Any_bits_are_rounded_once() => Gen.Select(Finite, Finite, Finite).Sample(AssertSame, iter: 100_000);

    [Fact]
    public void Short_numbers_give_ties_and_zeros_as_they_should() =>
        Gen.Select(Short, Short, Short).Sample(AssertSame, iter: 50_000);

    [Fact]
    public void Terms_that_nearly_cancel_keep_what_is_left() =>
        Gen.Select(NearOne, NearOne, Gen.Int[-3, 3]).Sample(
            (x, y, units) => AssertSame(x, y, Math.BitIncrement(-(x * y)) * (1.0 + (units * 1e-16))), iter: 100_000);

    [Fact]
    public void A_term_at_half_the_last_place_of_the_product_decides_the_tie() =>
        Gen.Select(NearOne, NearOne, Gen.Int[-120, -50], Gen.Bool).Sample(
            (x, y, exponent, isNegative) =>
                AssertSame(x, y, Math.ScaleB(isNegative ? -1.0 : 1.0, Math.ILogB(x * y) + exponent)),
            iter: 100_000);

    [Fact]
    public void Results_among_the_subnormals_are_rounded_once() =>
        Gen.Select(NearOne, NearOne, NearOne, Gen.Int[-1080, -1015]).Sample(
            (x, y, z, exponent) => AssertSame(
                Math.ScaleB(x, exponent / 2), Math.ScaleB(y, exponent - (exponent / 2)), Math.ScaleB(z, exponent)),
            iter: 200_000);

    [Fact]
    public void Zeros_infinities_and_NaN_are_those_of_the_processor() =>
        Assert.All(
            from x in Special from y in Special from z in Special select (x, y, z),
            way => AssertSame(way.x, way.y, way.z));

    [Fact]
    public void A_power_of_two_scales_as_the_runtime_does() =>
        Gen.Select(Gen.OneOf(AnyExponent, Gen.Int[0, Special.Length - 1].Select(i => Special[i])), Gen.OneOf(Gen.Int[-2300, 2300], Gen.Int)).Sample(
            (x, n) => AssertBits(Math.ScaleB(x, n), NumberMembers.ScaleB(x, n)), iter: 100_000);

    [Fact]
    public void The_exponent_is_that_of_the_runtime() =>
        AnyExponent.Sample(x => Assert.Equal(Math.ILogB(x), NumberMembers.ILogB(x)), iter: 20_000);

    [Fact]
    public void A_long_product_is_that_of_the_runtime() =>
        Gen.Select(Gen.ULong, Gen.ULong).Sample(
            (x, y) =>
            {
                Assert.Equal(
                    (Math.BigMul(x, y, out ulong low), low), (NumberMembers.BigMul(x, y, out ulong other), other));
                Assert.Equal(
                    (Math.BigMul((long)x, (long)y, out long signed), signed),
                    (NumberMembers.BigMul((long)x, (long)y, out long otherSigned), otherSigned));
            },
            iter: 20_000);

    private static void AssertSame(double x, double y, double z) =>
        AssertBits(Math.FusedMultiplyAdd(x, y, z), FusedMultiplyAdd.Compute(x, y, z));

    private static void AssertBits(double expected, double actual)
    {
        if (!double.IsNaN(expected) || !double.IsNaN(actual))
        {
            Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(actual));
        }
    }
}
