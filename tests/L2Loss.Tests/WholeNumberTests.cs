using System.Numerics;
using CsCheck;
using Xunit;

namespace L2Loss.Tests;

/// <summary>Against BigInteger, about the limits of what is small.</summary>
public sealed class WholeNumberTests
{
    private static readonly Gen<BigInteger> Values = Gen.OneOf(
        Gen.Long.Select(value => (BigInteger)value),
        Gen.Byte.Array[1, 40].Select(bytes => new BigInteger(bytes)),
        Gen.Select(Gen.Int[0, 130], Gen.Int[-2, 2], Gen.Bool).Select((bits, more, isNegative) =>
        {
            BigInteger value = (BigInteger.One << bits) + more;
            return isNegative ? -value : value;
        }));

    [Fact]
    public void Is_what_it_was_made_of() => Values.Sample(value => AssertIs(value, value), iter: 10_000);

    [Fact]
    public void Adds() => Values.Select(Values).Sample(
        (x, y) => AssertIs(x + y, (WholeNumber)x + (WholeNumber)y), iter: 10_000);

    [Fact]
    public void Multiplies() => Values.Select(Values).Sample(
        (x, y) => AssertIs(x * y, (WholeNumber)x * (WholeNumber)y), iter: 10_000);

    [Fact]
    public void Negates() => Values.Sample(value => AssertIs(-value, -(WholeNumber)value), iter: 10_000);

    [Fact]
    public void Shifts() => Values.Select(Gen.Int[0, 140]).Sample(
        (value, shift) => AssertIs(value << shift, (WholeNumber)value << shift), iter: 10_000);

    [Fact]
    public void Compares() => Values.Select(Values).Sample(
        (x, y) => Assert.Equal(Math.Sign(x.CompareTo(y)), Math.Sign(((WholeNumber)x).CompareTo(y))), iter: 10_000);

    internal static void AssertIs(BigInteger expected, WholeNumber actual)
    {
        Assert.Equal(expected, actual.ToBigInteger());
        Assert.Equal(
            (expected.Sign, expected.IsZero, BigInteger.Abs(expected)), (actual.Sign, actual.IsZero, actual.Abs.ToBigInteger()));
        Assert.Equal(BigInteger.Abs(expected) < BigInteger.One << 126, actual.IsSmall);
    }
}
