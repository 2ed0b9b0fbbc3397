using System.Numerics;
using CsCheck;
using Xunit;

namespace L2Loss.Tests;

/// <summary>Whole numbers made of those of 128 bits.</summary>
public sealed class WholeNumberOf128BitsTests
{
    [Fact]
    public void Takes_over_128_bits() => Gen.Select(Gen.ULong, Gen.ULong).Sample(
        (high, low) =>
        {
            var value = new UInt128(high, low);
            WholeNumberTests.AssertIs(value, value);
            WholeNumberTests.AssertIs((Int128)value, (Int128)value);
        },
        iter: 10_000);

    [Fact]
    public void Takes_over_the_least_of_128_bits()
    {
        var least = (Int128)new UInt128(1UL << 63, 0);
        WholeNumberTests.AssertIs(-(BigInteger.One << 127), least);
    }
}
