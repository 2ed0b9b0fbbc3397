using System.Globalization;
using Xunit;

namespace L2Loss.Tests;

/// <summary>Every culture reads what it writes, and what its people write.</summary>
public sealed class EveryCultureTests
{
    private static readonly decimal[] Values = [0.05m, 1.25m, 12.5m, 999.99m, 1234.5m, 123456.75m, 1234567.25m, 98765432101.25m];

    public static TheoryData<string> Formats => ["N2", "C2", "F2", "E3", "E10", "R", "N0", "C0", "G"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_a_culture_writes_reads_back(string format)
    {
        var failures = new List<string>();
        foreach (CultureInfo culture in CultureInfo.GetCultures(CultureTypes.SpecificCultures))
        {
            var reader = new NumberReader(culture, NumberReader.DefaultMissingTokens);
            foreach (decimal value in Values.Concat(Values.Select(value => -value)))
            {
                string text = format == "R" ? ((double)value).ToString(format, culture) : value.ToString(format, culture);
                decimal expected = format switch
                {
                    "N0" or "C0" => Math.Round(value, 0, MidpointRounding.AwayFromZero),
                    "E3" or "E10" => decimal.Parse(value.ToString(format, CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture),
                    _ => value,
                };
                NumberFault fault = reader.Read(text.AsSpan(), out Number number);
                if (fault != NumberFault.None || number.Value != (double)expected)
                {
                    failures.Add($"{culture.Name}: '{Escaped(text)}' is {fault} {number.Value}, not {expected}");
                    break;
                }
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count}\n{string.Join('\n', failures.Take(40))}");
    }

    [Fact]
    public void The_code_of_the_currency_and_the_digits_of_the_script_are_read()
    {
        var failures = new List<string>();
        foreach (CultureInfo culture in CultureInfo.GetCultures(CultureTypes.SpecificCultures))
        {
            var reader = new NumberReader(culture, []);
            string number = 1234.5m.ToString("N2", culture);
            string code = new RegionInfo(culture.Name).ISOCurrencySymbol;
            string native = string.Concat(number.Select(character =>
                char.IsAsciiDigit(character) ? culture.NumberFormat.NativeDigits[character - '0'] : character.ToString()));
            string[] texts = code.Length == 0 ? [native] : [$"{number} {code}", $"{code} {number}", $"{code}{number}", native];
            failures.AddRange(texts
                .Where(text => reader.Read(text.AsSpan(), out Number read) != NumberFault.None || read.Value != 1234.5)
                .Select(text => $"{culture.Name}: '{Escaped(text)}'"));
        }

        Assert.True(failures.Count == 0, $"{failures.Count}\n{string.Join('\n', failures.Take(40))}");
    }

    [Theory]
    [InlineData("fy-NL", "€ 1.234,50-", -1234.5)]
    [InlineData("ja-JP", "¥1,234", 1234)]
    [InlineData("ja-JP", "￥1,234", 1234)]
    [InlineData("ja-JP", "1,234円", 1234)]
    [InlineData("ja-JP", "１２３．５", 123.5)]
    [InlineData("ja-JP", "－１，２３４", -1234)]
    [InlineData("ja-JP", "（５）", -5)]
    [InlineData("zh-CN", "¥1,234.50", 1234.5)]
    [InlineData("zh-CN", "￥1,234.50", 1234.5)]
    [InlineData("zh-CN", "１２.５", 12.5)]
    [InlineData("zh-CN", "1,234元", 1234)]
    [InlineData("ko-KR", "￦1,234", 1234)]
    [InlineData("sv-SE", "1 234,50 kr", 1234.5)]
    [InlineData("sv-SE", "1 234,50 SEK", 1234.5)]
    [InlineData("da-DK", "1.234,50 kr", 1234.5)]
    [InlineData("da-DK", "kr. 1.234,50", 1234.5)]
    [InlineData("nb-NO", "-1 234,50 kr", -1234.5)]
    [InlineData("tr-TR", "1.234,50 TL", 1234.5)]
    [InlineData("tr-TR", "₺1.234,50", 1234.5)]
    [InlineData("pl-PL", "1 234,50 zł", 1234.5)]
    [InlineData("ru-RU", "1 234,50 руб.", 1234.5)]
    [InlineData("de-CH", "Fr. 1'234.50", 1234.5)]
    [InlineData("de-DE", "1.234,50 EUR", 1234.5)]
    [InlineData("de-DE", "EUR -1.234,50", -1234.5)]
    [InlineData("en-US", "USD 1,234.50", 1234.5)]
    [InlineData("en-US", "US$1,234.50", 1234.5)]
    [InlineData("en-US", "$(5.00)", -5)]
    [InlineData("en-US", "$ (1,234.50)", -1234.5)]
    [InlineData("en-US", "(5.00) USD", -5)]
    [InlineData("en-CA", "CA$5", 5)]
    [InlineData("en-IN", "Rs. 12,34,567.89", 1234567.89)]
    [InlineData("pt-BR", "R$ 1.234,56", 1234.56)]
    [InlineData("ar-EG", "١٬٢٣٤٫٥", 1234.5)]
    [InlineData("ar-EG", "-١٢", -12)]
    [InlineData("fa-IR", "۱٬۲۳۴٫۵", 1234.5)]
    [InlineData("hi-IN", "१,२३४.५", 1234.5)]
    [InlineData("he-IL", "\u200E-1,234.5", -1234.5)]
    public void What_its_people_write_is_read(string culture, string text, double expected)
    {
        var reader = new NumberReader(CultureInfo.GetCultureInfo(culture), []);
        Assert.Equal((NumberFault.None, expected), (reader.Read(text.AsSpan(), out Number number), number.Value));
    }

    [Theory]
    [InlineData("en-US", "１２")]
    [InlineData("en-US", "١٢")]
    [InlineData("de-DE", "१२")]
    [InlineData("en-US", "5-")]
    [InlineData("en-US", "5 kr")]
    [InlineData("en-US", "€5")]
    [InlineData("en-US", "EUR 5")]
    [InlineData("en-US", "USD $5")]
    [InlineData("en-US", "$(-5)")]
    [InlineData("en-US", "-$(5)")]
    [InlineData("en-US", "($5")]
    [InlineData("sv-SE", "5 krona")]
    [InlineData("ja-JP", "１２kb")]
    [InlineData("ar-EG", "١٢x")]
    public void What_is_of_another_culture_is_not(string culture, string text) =>
        Assert.Equal(NumberFault.NotNumeric, new NumberReader(CultureInfo.GetCultureInfo(culture), []).Read(text.AsSpan(), out _));

    private static string Escaped(string text) =>
        string.Concat(text.Select(character => character is > ' ' and < '\u007F' ? character.ToString() : $"\\u{(int)character:x4}"));
}
