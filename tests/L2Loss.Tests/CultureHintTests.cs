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
        Assert.Equal(expected, CultureHint.Suggest(text, CultureInfo.InvariantCulture));

    [Fact]
    public void A_cure_for_ambiguous_text_names_every_reading()
    {
        string? cure = CultureHint.Suggest("1,234", CultureInfo.InvariantCulture);
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
        Assert.Null(CultureHint.Suggest(text, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("1.5", "de-DE", "try -Culture en-US")]
    [InlineData("1,5", "en-US", "decimal comma? try -Culture de-DE")]
    public void A_cure_is_another_culture_than_the_one_in_use(string text, string culture, string expected) =>
        Assert.Equal(expected, CultureHint.Suggest(text, CultureInfo.GetCultureInfo(culture)));
}
