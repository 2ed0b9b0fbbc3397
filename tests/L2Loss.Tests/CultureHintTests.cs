using System.Globalization;
using Xunit;

namespace L2Loss.Tests;

public sealed class CultureHintTests
{
    [Theory]
    [InlineData("1,5", "decimal comma? try -Culture de-DE")]
    [InlineData("1.234,5", "decimal comma? try -Culture de-DE")]
    [InlineData(" 1,5 ", "decimal comma? try -Culture de-DE")]
    [InlineData("1,234.5", "try -Culture en-US")]
    [InlineData("$200,000", "try -Culture en-US")]
    [InlineData("$5", "try -Culture en-US")]
    [InlineData("(5)", "try -Culture en-US")]
    [InlineData("5 €", "try -Culture de-DE")]
    [InlineData("£5", "try -Culture en-GB")]
    [InlineData("1 234,5", "decimal comma? try -Culture fr-FR")]
    public void A_cure_names_the_culture_that_reads_the_text(string text, string expected) =>
        Assert.Equal(expected, Suggest(text, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("1'234.50", "de-CH")]
    [InlineData("R$ 1.234,56", "pt-BR")]
    [InlineData("12,34,567.89", "en-IN")]
    [InlineData("1 234,50 kr", "sv-SE")]
    [InlineData("1.234,50 kr.", "da-DK")]
    [InlineData("1 234,50 zł", "pl-PL")]
    [InlineData("1.234,50 TL", "tr-TR")]
    [InlineData("¥1,234", "ja-JP")]
    [InlineData("１２３", "ja-JP")]
    [InlineData("١٢٣", "ar-EG")]
    [InlineData("₹1,234", "en-IN")]
    [InlineData("1 234,50 ₽", "ru-RU")]
    [InlineData("₩1,234", "ko-KR")]
    [InlineData("EUR 5", "de-DE")]
    public void A_cure_names_a_culture_that_few_use_where_no_usual_one_will_do(string text, string culture)
    {
        string? cure = Suggest(text, CultureInfo.InvariantCulture);
        Assert.EndsWith($"try -Culture {culture}", cure, StringComparison.Ordinal);
        Assert.Equal(NumberFault.None, new NumberReader(CultureInfo.GetCultureInfo(culture), []).Read(text, out _));
    }

    [Theory]
    [InlineData("12.5%", "percentage")]
    [InlineData("12,5 %", "try -Culture de-DE")]
    [InlineData("%12", "percentage")]
    [InlineData("#N/A", "-MissingToken NA, 'N/A', NaN, NULL, '#N/A'")]
    [InlineData("None", "-MissingToken NA, 'N/A', NaN, NULL, None")]
    [InlineData("\\N", "'\\N'")]
    [InlineData("<NA>", "'<NA>'")]
    [InlineData("-", "'-'")]
    [InlineData(".", "'.'")]
    [InlineData("?", "'?'")]
    [InlineData("n.a.", "'n.a.'")]
    [InlineData("k.A.", "'k.A.'")]
    [InlineData("missing", "NULL, missing counts")]
    [InlineData("1.#QNAN", "'1.#QNAN'")]
    [InlineData("#DIV/0!", "spreadsheet")]
    [InlineData("#VALUE!", "spreadsheet")]
    [InlineData("=\"12.5\"", "formula of Excel for text")]
    [InlineData("=12.5", "formula of Excel?")]
    [InlineData("'-47", "apostrophe")]
    [InlineData("'12.5'", "apostrophe")]
    [InlineData("\"12.5\"", "quotes inside")]
    [InlineData("1234.50-", "minus behind")]
    [InlineData("1.234,50-", "try -Culture de-DE")]
    [InlineData("1.5D+03", "Fortran")]
    [InlineData("1.5d3", "Fortran")]
    [InlineData("\u201312.5", "dash in place of a minus")]
    [InlineData("\u201412", "dash in place of a minus")]
    [InlineData("12.5 p", "flag or a unit")]
    [InlineData("12.5*", "flag or a unit")]
    [InlineData("12.5 km/h", "flag or a unit")]
    [InlineData("12.5e", null)]
    [InlineData("\uFEFF20", "print as nothing")]
    [InlineData("2\u200B0", "print as nothing")]
    [InlineData("20\u200E", "print as nothing")]
    [InlineData("\u206020", "print as nothing")]
    [InlineData("\u202E20", "print as nothing")]
    [InlineData("20\0\0", "print as nothing")]
    [InlineData("1 00 0", "blanks inside")]
    [InlineData("1_000", "underscores inside")]
    [InlineData("<5", "a bound")]
    [InlineData("1 2 x y", null)]
    [InlineData("12:30", null)]
    [InlineData("1/2", null)]
    public void What_stands_around_or_in_place_of_a_number_is_named(string text, string? expected)
    {
        string? cure = Suggest(text, CultureInfo.InvariantCulture);
        if (expected is null)
        {
            Assert.Null(cure);
        }
        else
        {
            Assert.Contains(expected, cure, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_cure_for_ambiguous_text_names_every_reading()
    {
        string? cure = Suggest("1,234", CultureInfo.InvariantCulture);
        Assert.Contains("-Culture en-US", cure, StringComparison.Ordinal);
        Assert.Contains("-Culture de-DE", cure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("1kb")]
    [InlineData("0x10")]
    [InlineData("true")]
    [InlineData("2024-01-01")]
    [InlineData("12,34,56.7")]
    [InlineData("--5")]
    [InlineData("Infinity")]
    [InlineData("")]
    public void Text_that_no_culture_reads_has_no_cure(string text) =>
        Assert.Null(Suggest(text, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("1.5", "de-DE", "try -Culture en-US")]
    [InlineData("1,5", "en-US", "decimal comma? try -Culture de-DE")]
    public void A_cure_is_another_culture_than_the_one_in_use(string text, string culture, string expected) =>
        Assert.Equal(expected, Suggest(text, CultureInfo.GetCultureInfo(culture)));

    [Theory]
    [InlineData("#N/A", "-MissingToken '-999', 'a b', '', '#N/A' counts it", "-999", "a b", "")]
    [InlineData("#N/A", "add '#N/A' to -MissingToken", "a\u202Eb")]
    [InlineData("#N/A", "add '#N/A' to -MissingToken", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13")]
    public void A_word_for_no_value_is_one_more(string text, string expected, params string[] known) =>
        Assert.Contains(expected, CultureHint.Suggest(text, CultureInfo.InvariantCulture, known), StringComparison.Ordinal);

    private static string? Suggest(string text, CultureInfo culture) =>
        CultureHint.Suggest(text, culture, NumberReader.DefaultMissingTokens);
}
