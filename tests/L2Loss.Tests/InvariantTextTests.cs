using System.Globalization;
using CsCheck;
using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests;

public sealed class InvariantTextTests
{
    private static readonly NumberReader Reader = new();

    private static readonly Gen<string> Digits = Gen.String[Gen.Char["0123456789"], 0, 24];

    private static readonly Gen<string> Exponent = Gen.Frequency(
        (3, Gen.Const(string.Empty)),
        (1, Gen.Int[-330, 310].Select(exponent => "e" + exponent.ToString(CultureInfo.InvariantCulture))),
        (1, Gen.Int[-30, 30].Select(exponent => "E" + exponent.ToString("+0;-0", CultureInfo.InvariantCulture))));

    private static readonly Gen<string> Texts =
        Gen.Select(Gen.OneOf(string.Empty, "-", "+"), Digits, Gen.OneOf(string.Empty, "."), Digits, Exponent)
            .Where((_, whole, _, places, _) => whole.Length + places.Length > 0)
            .Select((sign, whole, point, places, exponent) => sign + whole + point + places + exponent);

    [Theory]
    [InlineData("1234.5", 1234.5)]
    [InlineData("-1.5e-3", -1.5e-3)]
    [InlineData(" 7 ", 7)]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("007", 7)]
    [InlineData(".5", 0.5)]
    [InlineData("-.5", -0.5)]
    [InlineData("5.", 5)]
    [InlineData("+5", 5)]
    [InlineData("1e5", 100000)]
    [InlineData("1E5", 100000)]
    [InlineData("1e+5", 100000)]
    [InlineData("5.e1", 50)]
    [InlineData(".5e1", 5)]
    [InlineData("1e-28", 1e-28)]
    [InlineData("1e-29", 1e-29)]
    [InlineData("1e308", 1e308)]
    [InlineData("5e-324", double.Epsilon)]
    [InlineData("0e99999999999", 0)]
    [InlineData("1e-99999999999", 0)]
    [InlineData("1e-400", 0)]
    [InlineData("1e-2147483649", 0)]
    public void Plain_decimal_notation_is_a_number(string text, double expected) =>
        Assert.Equal((NumberFault.None, expected), Read(text));

    [Theory]
    [InlineData("-")]
    [InlineData("+")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData("e")]
    [InlineData("e5")]
    [InlineData(".e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e-")]
    [InlineData("1e5.0")]
    [InlineData("1e5e5")]
    [InlineData("1e 5")]
    [InlineData("--5")]
    [InlineData("+-5")]
    [InlineData("- 5")]
    [InlineData("5-")]
    [InlineData("1.2.3")]
    [InlineData("1..2")]
    [InlineData("1 2")]
    [InlineData("1\u00A0000")]
    [InlineData("1_000")]
    [InlineData("1'000")]
    [InlineData("abc")]
    [InlineData("5abc")]
    public void Malformed_text_is_not_numeric(string text) => Assert.Equal(NumberFault.NotNumeric, Fault(text));

    [Theory]
    [InlineData("1,5")]
    [InlineData("1,234.5")]
    [InlineData("1,234")]
    [InlineData("$200,000")]
    [InlineData("$5")]
    [InlineData("(5)")]
    [InlineData("5%")]
    [InlineData("\u22125")]
    public void Notation_of_a_culture_is_not_numeric_without_one(string text) =>
        Assert.Equal(NumberFault.NotNumeric, Fault(text));

    [Theory]
    [InlineData("1kb")]
    [InlineData("1d")]
    [InlineData("1f")]
    [InlineData("1l")]
    [InlineData("1n")]
    [InlineData("0x10")]
    [InlineData("0b1")]
    [InlineData("true")]
    [InlineData("2024-01-01")]
    [InlineData("12:30")]
    public void What_PowerShell_would_coerce_is_not_numeric(string text) =>
        Assert.Equal(NumberFault.NotNumeric, Fault(text));

    [Theory]
    [InlineData("\u0663")]
    [InlineData("\uFF15")]
    [InlineData("1\u0663")]
    [InlineData("1e\u0663")]
    [InlineData("\u00BD")]
    [InlineData("\u00B2")]
    public void Digits_of_other_scripts_are_not_numeric(string text) =>
        Assert.Equal(NumberFault.NotNumeric, Fault(text));

    [Theory]
    [InlineData("\0")]
    [InlineData("\05")]
    [InlineData("1\02")]
    [InlineData("5\0")]
    [InlineData("5.\0")]
    [InlineData("1e5\0")]
    [InlineData("1234567890123456789012345\0")]
    public void A_NUL_character_is_never_part_of_a_number(string text) =>
        Assert.Equal(NumberFault.NotNumeric, Fault(text));

    [Theory]
    [InlineData("\t7\r\n")]
    [InlineData("\u00A07\u00A0")]
    [InlineData("\u202F7\u2009")]
    [InlineData("\u30007\u3000")]
    public void White_space_around_a_number_does_not_matter(string text) =>
        Assert.Equal((NumberFault.None, 7.0), Read(text));

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("1e309")]
    [InlineData("1e99999999999")]
    [InlineData("-1e99999999999")]
    [InlineData("1e2147483648")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("+infinity")]
    [InlineData("inf")]
    [InlineData("\u221E")]
    [InlineData("-\u221E")]
    public void Infinite_and_too_large_text_is_not_finite(string text) =>
        Assert.Equal(NumberFault.NotFinite, Fault(text));

    [Theory]
    [InlineData("123456789012345678")]
    [InlineData("1234567890123456789")]
    [InlineData("9999999999999999999999999999")]
    [InlineData("12345678901234567890123456789")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("7.9228162514264337593543950335")]
    [InlineData("-79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("1e-28")]
    [InlineData("1e28")]
    [InlineData("79228162514264337593543950335e-28")]
    public void A_number_that_a_decimal_holds_is_kept_as_one(string text)
    {
        Assert.Equal(NumberFault.None, Reader.Read(text.AsSpan(), out Number number));
        Assert.Equal(Number.FromDecimal(decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)), number);
    }

    [Theory]
    [InlineData("79228162514264337593543950336")]
    [InlineData("99999999999999999999999999999")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("1.23456789012345678901234567891")]
    [InlineData("1e29")]
    [InlineData("1e-29")]
    [InlineData("0.00000000000000000000000000001")]
    public void A_number_that_no_decimal_holds_falls_back_to_the_nearest_double(string text)
    {
        Assert.Equal(NumberFault.None, Reader.Read(text.AsSpan(), out Number number));
        Assert.Equal((false, Rational.Of(text).Nearest()), (number.IsDecimal, number.Value));
    }

    [Theory]
    [InlineData("0.3")]
    [InlineData("17")]
    [InlineData("-2.50")]
    public void Sixty_zeros_more_on_either_side_change_nothing(string text)
    {
        string zeros = new('0', 60);
        string point = text.Contains('.') ? string.Empty : ".";
        string padded = text[0] == '-' ? "-" + zeros + text[1..] + zeros : zeros + text + point + zeros;
        Assert.Equal(NumberFault.None, Reader.Read(padded.AsSpan(), out Number number));
        Assert.Equal(Number.FromDecimal(decimal.Parse(text, CultureInfo.InvariantCulture)), number);
    }

    [Theory]
    [InlineData("1", 60, 1e60)]
    [InlineData("5", 308, double.PositiveInfinity)]
    public void Trailing_zeros_before_the_point_count(string text, int zeros, double expected) =>
        Assert.Equal(
            double.IsInfinity(expected) ? (NumberFault.NotFinite, 0.0) : (NumberFault.None, expected),
            Read(text + new string('0', zeros)));

    [Fact]
    public void Any_decimal_text_has_the_value_that_the_platform_parses() =>
        Texts.Sample(
            text =>
            {
                double expected = double.Parse(text, CultureInfo.InvariantCulture);
                (NumberFault Fault, double Value) wanted =
                    double.IsInfinity(expected) ? (NumberFault.NotFinite, 0.0) : (NumberFault.None, expected);
                Assert.Equal(wanted, Read(text));
            },
            iter: 10000);

    [Fact]
    public void Any_decimal_text_is_a_decimal_exactly_when_a_decimal_holds_it() =>
        Texts.Where(text => Fault(text) == NumberFault.None).Sample(
            text =>
            {
                Reader.Read(text.AsSpan(), out Number number);
                Assert.Equal(FitsDecimal(Rational.Of(text)), number.IsDecimal);
            },
            iter: 5000);

    [Fact]
    public void The_residual_of_two_texts_is_exact() =>
        Gen.Select(Texts, Texts)
            .Where((actual, predicted) => IsDecimal(actual) && IsDecimal(predicted))
            .Sample(
                (actual, predicted) =>
                {
                    var pair = Pair.OfTexts(actual, predicted);
                    var residual = Residual.Of(pair.Actual.Number, pair.Predicted.Number);
                    Assert.Equal(
                        (pair.Residual.Nearest(), pair.Residual.Square.Nearest()), (residual.Value, residual.Loss));
                },
                iter: 2000);

    [Fact]
    public void No_text_whatever_throws() =>
        Gen.String[Gen.Char["0123456789.,+-eE()$ \0\u00A0\u2212NaInf"], 0, 12].Sample(
            text => Assert.InRange(Fault(text), NumberFault.None, NumberFault.NotFinite), iter: 10000);

    [Fact]
    public void Text_is_a_number_exactly_when_it_has_the_shape_of_one() =>
        Gen.String[Gen.Char["0123456789.,+-eE"], 1, 8].Sample(
            text => Assert.Equal(HasShapeOfNumber(text), Fault(text) is NumberFault.None or NumberFault.NotFinite),
            iter: 10000);

    private static (NumberFault Fault, double Value) Read(string text)
    {
        NumberFault fault = Reader.Read(text.AsSpan(), out Number number);
        return (fault, number.Value);
    }

    private static NumberFault Fault(string text) => Read(text).Fault;

    private static bool IsDecimal(string text) =>
        Reader.Read(text.AsSpan(), out Number number) == NumberFault.None && number.IsDecimal;

    private static bool FitsDecimal(Rational value)
    {
        Rational limit = Rational.PowerOfTwo(96);
        for (int scale = 0; scale <= 28; scale++)
        {
            Rational mantissa = value * Rational.Of("1e" + scale.ToString(CultureInfo.InvariantCulture));
            if (mantissa.Denominator.IsOne && mantissa.Abs < limit)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasShapeOfNumber(string text) => System.Text.RegularExpressions.Regex.IsMatch(
        text, @"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\z");
}
