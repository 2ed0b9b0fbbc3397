using System.Globalization;
using CsCheck;
using Xunit;

namespace L2Loss.Tests;

public sealed class CultureTextTests
{
    private static readonly string[] Cultures =
    [
        "en-US", "en-GB", "de-DE", "de-AT", "de-CH", "fr-FR", "fr-CH", "hi-IN", "sv-SE", "nb-NO", "pl-PL", "es-ES",
        "da-DK", "ja-JP", "ar-EG", "he-IL",
    ];

    private static readonly Gen<decimal> Decimals = Gen.Select(Gen.Long, Gen.Int[0, 12]).Select(
        (mantissa, scale) => new decimal(
            (int)Math.Abs(mantissa % int.MaxValue), (int)(Math.Abs(mantissa / 7) >> 34), 0, mantissa < 0, (byte)scale));

    [Theory]
    [InlineData("en-US", "1,234.5", 1234.5)]
    [InlineData("en-US", "$200,000", 200000)]
    [InlineData("en-US", "(5)", -5)]
    [InlineData("en-US", "1,234,567.891", 1234567.891)]
    [InlineData("en-US", "1234.5", 1234.5)]
    [InlineData("en-US", " 7 ", 7)]
    [InlineData("en-US", "-1.5e-3", -1.5e-3)]
    [InlineData("de-DE", "1,5", 1.5)]
    [InlineData("de-DE", "1.234,5", 1234.5)]
    [InlineData("de-DE", "1.234", 1234)]
    [InlineData("de-DE", "1.234.567", 1234567)]
    [InlineData("de-DE", "-1,5e-3", -1.5e-3)]
    [InlineData("de-DE", ",5", 0.5)]
    [InlineData("de-DE", "5,", 5)]
    [InlineData("de-DE", "1234,5 €", 1234.5)]
    [InlineData("de-DE", "1.234,50\u00A0€", 1234.5)]
    [InlineData("fr-FR", "1\u00A0234,5", 1234.5)]
    [InlineData("fr-FR", "1\u202F234,5", 1234.5)]
    [InlineData("fr-FR", "1 234,5", 1234.5)]
    [InlineData("fr-FR", "1 234 567,5 €", 1234567.5)]
    [InlineData("hi-IN", "12,34,567.5", 1234567.5)]
    [InlineData("hi-IN", "1,23,45,678", 12345678)]
    [InlineData("hi-IN", "₹1,234", 1234)]
    [InlineData("de-CH", "1\u2019234.5", 1234.5)]
    [InlineData("de-CH", "1'234.5", 1234.5)]
    [InlineData("de-CH", "CHF 1'234.50", 1234.5)]
    [InlineData("de-CH", "CHF-1'234.50", -1234.5)]
    [InlineData("sv-SE", "\u22121\u00A0234,5", -1234.5)]
    [InlineData("sv-SE", "-1 234,5 kr", -1234.5)]
    [InlineData("sv-SE", "1E\u221210", 1e-10)]
    [InlineData("sv-SE", "1E-10", 1e-10)]
    [InlineData("nb-NO", "kr \u22121 234,50", -1234.5)]
    [InlineData("fr-CH", "1 234,5", 1234.5)]
    [InlineData("fr-CH", "1 234.50 CHF", 1234.5)]
    public void A_number_is_read_as_the_culture_writes_it(string culture, string text, double expected) =>
        Assert.Equal((NumberFault.None, expected), Read(culture, text));

    [Theory]
    [InlineData("-$5", -5)]
    [InlineData("$-5", -5)]
    [InlineData("- $5", -5)]
    [InlineData("$ -5", -5)]
    [InlineData("-5$", -5)]
    [InlineData("5$", 5)]
    [InlineData("5 $", 5)]
    [InlineData("+$5", 5)]
    [InlineData("$5", 5)]
    [InlineData("($5)", -5)]
    [InlineData("($1,234.50)", -1234.5)]
    [InlineData("( 5 )", -5)]
    [InlineData("\u2212$5", -5)]
    public void Sign_and_currency_may_stand_in_either_order(string text, double expected) =>
        Assert.Equal((NumberFault.None, expected), Read("en-US", text));

    [Theory]
    [InlineData("en-US", "1,5")]
    [InlineData("en-US", "12,34")]
    [InlineData("en-US", "1,23")]
    [InlineData("en-US", "1,2345")]
    [InlineData("en-US", "1,,000")]
    [InlineData("en-US", ",5")]
    [InlineData("en-US", ",500")]
    [InlineData("en-US", "1,234,")]
    [InlineData("en-US", "1234,567")]
    [InlineData("en-US", "1,234,56")]
    [InlineData("en-US", "1,234.567,8")]
    [InlineData("en-US", "1.234.567")]
    [InlineData("en-US", "1 234")]
    [InlineData("en-US", "12,34,567")]
    [InlineData("de-DE", "1.5")]
    [InlineData("de-DE", "1,234.5")]
    [InlineData("de-DE", "1.2345")]
    [InlineData("de-DE", "1,5,5")]
    [InlineData("de-DE", "1,5.5")]
    [InlineData("de-DE", ",")]
    [InlineData("de-DE", "1 234")]
    [InlineData("fr-FR", "1.5")]
    [InlineData("fr-FR", "1  234")]
    [InlineData("fr-FR", "12 34")]
    [InlineData("fr-FR", "1234 567")]
    [InlineData("hi-IN", "1,234,567")]
    [InlineData("hi-IN", "12,3456")]
    [InlineData("de-CH", "1,5")]
    [InlineData("de-CH", "1'23")]
    [InlineData("sv-SE", "1.5")]
    public void Misplaced_separators_are_not_numeric(string culture, string text) =>
        Assert.Equal(NumberFault.NotNumeric, Read(culture, text).Fault);

    [Theory]
    [InlineData("(-5)")]
    [InlineData("-(5)")]
    [InlineData("((5))")]
    [InlineData("()")]
    [InlineData("( )")]
    [InlineData("(5")]
    [InlineData("5)")]
    [InlineData("--5")]
    [InlineData("-+5")]
    [InlineData("-\u22125")]
    [InlineData("-$-5")]
    [InlineData("$$5")]
    [InlineData("$5$")]
    [InlineData("€5")]
    [InlineData("$")]
    [InlineData("-$")]
    [InlineData("$abc")]
    [InlineData("5-")]
    [InlineData("1kb")]
    [InlineData("0x10")]
    [InlineData("1d")]
    [InlineData("true")]
    [InlineData("2024-01-01")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("e5")]
    [InlineData("$.")]
    [InlineData("1\0")]
    [InlineData("\u0663")]
    public void Malformed_text_is_not_numeric_in_a_culture(string text) =>
        Assert.Equal(NumberFault.NotNumeric, Read("en-US", text).Fault);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("NA")]
    [InlineData("n/a")]
    [InlineData("NaN")]
    [InlineData("null")]
    public void Missing_text_is_missing_in_a_culture(string text) =>
        Assert.Equal(NumberFault.Missing, Read("de-DE", text).Fault);

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("\u221E")]
    [InlineData("-\u221E")]
    public void Infinite_text_is_not_finite_in_a_culture(string text) =>
        Assert.Equal(NumberFault.NotFinite, Read("de-DE", text).Fault);

    [Fact]
    public void Text_in_a_culture_is_a_true_decimal()
    {
        Assert.Equal(NumberFault.None, ReaderOf("de-DE").Read("10.000.000,3", out Number number));
        Assert.Equal(Number.FromDecimal(10000000.3m), number);
    }

    [Fact]
    public void A_very_long_number_is_read_in_a_culture_as_without_one()
    {
        string text = "0." + new string('0', 600) + "1";
        Assert.Equal((NumberFault.None, 0.0), Read("en-US", text));
    }

    [Fact]
    public void A_culture_with_a_trailing_minus_reads_it()
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo("en-US").Clone();
        culture.NumberFormat.NumberNegativePattern = 3;
        Assert.Equal(NumberFault.None, new NumberReader(culture, []).Read("1,234.5-", out Number number));
        Assert.Equal(-1234.5, number.Value);
    }

    [Theory]
    [InlineData("N6")]
    [InlineData("C6")]
    [InlineData("R")]
    [InlineData("F6")]
    public void What_a_culture_writes_reads_back_exactly(string format) =>
        Gen.Select(Gen.OneOf(Cultures), Decimals).Sample(
            (name, value) =>
            {
                var culture = CultureInfo.GetCultureInfo(name);
                decimal written = format == "R" ? value : Math.Round(value, 6, MidpointRounding.AwayFromZero);
                string text = written.ToString(format, culture);
                Assert.Equal(NumberFault.None, ReaderOf(name).Read(text, out Number number));
                Assert.Equal(Number.FromDecimal(written), number);
            },
            iter: 4000);

    [Fact]
    public void What_a_culture_writes_of_any_double_reads_back() =>
        Gen.Select(Gen.OneOf(Cultures), Gen.Double.Where(double.IsFinite)).Sample(
            (name, value) => Assert.Equal(
                (NumberFault.None, value), Read(name, value.ToString("R", CultureInfo.GetCultureInfo(name)))),
            iter: 4000);

    [Fact]
    public void No_text_reads_as_two_numbers_in_en_US_and_in_the_invariant_culture() =>
        Gen.String[Gen.Char["0123456789.+-eE"], 1, 10].Sample(
            text =>
            {
                var invariant = new NumberReader();
                NumberFault fault = invariant.Read(text.AsSpan(), out Number number);
                Assert.Equal((fault, number.Value), Read("en-US", text));
            },
            iter: 5000);

    private static NumberReader ReaderOf(string culture) =>
        new(CultureInfo.GetCultureInfo(culture), NumberReader.DefaultMissingTokens);

    private static (NumberFault Fault, double Value) Read(string culture, string text)
    {
        NumberFault fault = ReaderOf(culture).Read(text.AsSpan(), out Number number);
        return (fault, number.Value);
    }
}
