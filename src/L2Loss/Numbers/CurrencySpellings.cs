using System.Globalization;

namespace L2Loss;

/// <summary>How people of a country write its currency: the symbol of the culture, the usual others, and the ISO code.</summary>
internal static class CurrencySpellings
{
    private static readonly Dictionary<string, string[]> Usual = new(StringComparer.Ordinal)
    {
        ["BGN"] = ["лв.", "лв"],
        ["BRL"] = ["R$"],
        ["CAD"] = ["CA$", "C$", "$"],
        ["AUD"] = ["A$", "AU$", "$"],
        ["CHF"] = ["SFr.", "Fr."],
        ["CNY"] = ["¥", "￥", "元"],
        ["CZK"] = ["Kč", "Kc"],
        ["DKK"] = ["kr.", "kr"],
        ["EUR"] = ["€", "Euro"],
        ["GBP"] = ["£"],
        ["HKD"] = ["HK$", "$"],
        ["HUF"] = ["Ft"],
        ["ILS"] = ["₪"],
        ["INR"] = ["₹", "Rs.", "Rs"],
        ["ISK"] = ["kr.", "kr"],
        ["JPY"] = ["¥", "￥", "円"],
        ["KRW"] = ["₩", "￦", "원"],
        ["MXN"] = ["MX$", "$"],
        ["NOK"] = ["kr.", "kr"],
        ["NZD"] = ["NZ$", "$"],
        ["PLN"] = ["zł", "zl"],
        ["RON"] = ["lei"],
        ["RUB"] = ["₽", "руб.", "руб", "р."],
        ["SEK"] = ["kr.", "kr"],
        ["SGD"] = ["S$", "$"],
        ["THB"] = ["฿"],
        ["TRY"] = ["₺", "TL"],
        ["TWD"] = ["NT$", "$"],
        ["UAH"] = ["₴", "грн.", "грн"],
        ["USD"] = ["US$", "$"],
        ["VND"] = ["₫", "đ"],
        ["ZAR"] = ["R"],
    };

    /// <summary>The spellings, the longest first, so that none is taken for the beginning of another.</summary>
    internal static string[] Of(CultureInfo culture)
    {
        string[] others = [];
        if (IsoCode(culture) is string code)
        {
            others = Usual.TryGetValue(code, out string[]? usual) ? [code, .. usual] : [code];
        }

        return [.. others.Append(culture.NumberFormat.CurrencySymbol)
            .Select(TextMarks.Remove)
            .Where(spelling => spelling.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(spelling => spelling.Length)];
    }

    private static string? IsoCode(CultureInfo culture)
    {
        try
        {
            return culture.IsNeutralCulture || culture.Name.Length == 0 ? null : new RegionInfo(culture.Name).ISOCurrencySymbol;
        }
        catch (ArgumentException)
        {
            // A culture of no country, such as one that a program made up.
            return null;
        }
    }
}
