using System.Numerics;
using CsCheck;
using Xunit;

namespace L2Loss.Tests;

public sealed class UInt320Tests
{
    private static readonly Gen<UInt128> Values = Gen.Select(Gen.ULong, Gen.ULong).Select(
        (high, low) => new UInt128(high, low));

    private static readonly Gen<UInt128> Below127Bits = Gen.OneOf(
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.ULong).Select((high, low) => new UInt128((ulong)high, low)),
        Gen.Const((UInt128.One << 127) - 1));

    [Fact]
    public void A_new_sum_is_zero() => Assert.Equal(BigInteger.Zero, default(UInt320).ToWholeNumber().ToBigInteger());

    [Fact]
    public void A_sum_of_values_is_exact() =>
        Values.Array[0, 50].Sample(
            values =>
            {
                UInt320 sum = default;
                BigInteger expected = 0;
                foreach (UInt128 value in values)
                {
                    sum.Add(value);
                    expected += value;
                }

                Assert.Equal(expected, sum.ToWholeNumber().ToBigInteger());
            },
            iter: 2000);

    [Fact]
    public void A_sum_of_squares_is_exact() =>
        Below127Bits.Array[0, 50].Sample(
            values =>
            {
                UInt320 sum = default;
                BigInteger expected = 0;
                foreach (UInt128 value in values)
                {
                    sum.AddSquare(value);
                    expected += (BigInteger)value * value;
                }

                Assert.Equal(expected, sum.ToWholeNumber().ToBigInteger());
            },
            iter: 2000);

    [Fact]
    public void A_sum_of_shifted_values_is_exact() =>
        Gen.Select(Values, Gen.OneOf(Gen.Int[1, 63], Gen.Int[65, 127])).Array[0, 50].Sample(
            values =>
            {
                UInt320 sum = default;
                BigInteger expected = 0;
                foreach ((UInt128 value, int shift) in values)
                {
                    sum.AddShifted(value, shift);
                    expected += (BigInteger)value << shift;
                }

                Assert.Equal(expected, sum.ToWholeNumber().ToBigInteger());
            },
            iter: 2000);

    [Fact]
    public void A_sum_doubled_again_and_again_keeps_all_its_carries()
    {
        UInt320 sum = default;
        sum.AddSquare((UInt128.One << 127) - 1);
        BigInteger expected = sum.ToWholeNumber().ToBigInteger();
        for (int i = 0; i < 65; i++)
        {
            UInt320 half = sum;
            sum.Add(half);
            expected *= 2;
        }

        Assert.Equal(expected, sum.ToWholeNumber().ToBigInteger());
    }

    [Fact]
    public void A_carry_out_of_the_low_half_is_kept()
    {
        UInt320 sum = default;
        sum.Add(UInt128.MaxValue);
        sum.Add(UInt128.MaxValue);
        Assert.Equal(2 * (BigInteger)UInt128.MaxValue, sum.ToWholeNumber().ToBigInteger());
    }
}
