using System.Numerics;
using CsCheck;
using Xunit;

namespace L2Loss.Tests;

public sealed class UInt256Tests
{
    private static readonly Gen<UInt128> Values = Gen.Select(Gen.ULong, Gen.ULong).Select(
        (high, low) => new UInt128(high, low));

    private static readonly Gen<UInt128> Below96Bits = Gen.OneOf(
        Gen.Select(Gen.UInt, Gen.ULong).Select((high, low) => new UInt128(high, low)),
        Gen.Const((UInt128.One << 96) - 1));

    [Fact]
    public void A_new_sum_is_zero() => Assert.Equal(BigInteger.Zero, default(UInt256).ToBigInteger());

    [Fact]
    public void A_sum_of_values_is_exact() =>
        Values.Array[0, 50].Sample(
            values =>
            {
                UInt256 sum = default;
                BigInteger expected = 0;
                foreach (UInt128 value in values)
                {
                    sum.Add(value);
                    expected += value;
                }

                Assert.Equal(expected, sum.ToBigInteger());
            },
            iter: 2000);

    [Fact]
    public void A_sum_of_squares_is_exact() =>
        Below96Bits.Array[0, 50].Sample(
            values =>
            {
                UInt256 sum = default;
                BigInteger expected = 0;
                foreach (UInt128 value in values)
                {
                    sum.AddSquare(value);
                    expected += (BigInteger)value * value;
                }

                Assert.Equal(expected, sum.ToBigInteger());
            },
            iter: 2000);

    [Fact]
    public void A_carry_out_of_the_low_half_is_kept()
    {
        UInt256 sum = default;
        sum.Add(UInt128.MaxValue);
        sum.Add(UInt128.MaxValue);
        Assert.Equal(2 * (BigInteger)UInt128.MaxValue, sum.ToBigInteger());
    }
}
