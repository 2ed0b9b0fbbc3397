using System.Globalization;
using CsCheck;
using Xunit;

namespace L2Loss.Tests.Exact;

/// <summary>The truth must itself be true: it agrees with the platform's own correctly rounded parser.</summary>
public sealed class RationalTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(-0.1)]
    [InlineData(double.MaxValue)]
    [InlineData(double.MinValue)]
    [InlineData(double.Epsilon)]
    [InlineData(2.2250738585072014e-308)]
    [InlineData(2.2250738585072009e-308)]
    public void A_double_is_the_nearest_double_to_itself(double value) =>
        Assert.Equal(value, Rational.Of(value).Nearest());

    [Fact]
    public void The_nearest_double_to_decimal_text_is_what_the_platform_parses() =>
        Gen.Select(Gen.Long, Gen.Int[-345, 310]).Sample(
            (mantissa, exponent) =>
            {
                string text = mantissa.ToString(CultureInfo.InvariantCulture) + "e"
                    + exponent.ToString(CultureInfo.InvariantCulture);
                Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), Rational.Of(text).Nearest());
            },
            iter: 2000);

    [Fact]
    public void A_tie_goes_to_the_even_double()
    {
        Rational half = Rational.PowerOfTwo(-53);
        Rational one = Rational.Of(1.0);
        Assert.Equal(1.0, (one + half).Nearest());
        Assert.Equal(1.0 + (2 * Math.BitIncrement(1.0)) - 2.0, (one + half + half + half).Nearest());
    }

    [Fact]
    public void The_square_root_of_two_has_its_known_value() =>
        Assert.Equal(1.4142135623730951, Rational.Of("2").Sqrt().Nearest());
}
