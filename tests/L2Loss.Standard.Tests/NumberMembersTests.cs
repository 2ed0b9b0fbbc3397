using System.Numerics;
using Xunit;

namespace L2Loss.Tests;

/// <summary>The substitutes for members of numbers against those of this .NET.</summary>
public class NumberMembersTests
{
    public static TheoryData<long> Values => [0, 1, -1, 2, -2, 127, 128, -128, -129, 255, 256, -256, -257, long.MaxValue, long.MinValue];

    [Theory]
    [MemberData(nameof(Values))]
    public void The_bit_length_is_that_of_NET(long value)
    {
        foreach (BigInteger number in new[] { value, (BigInteger)value << 77, ((BigInteger)value << 80) - 1 })
        {
            Assert.Equal(number.GetBitLength(), NumberMembers.GetBitLength(number));
        }
    }
}
