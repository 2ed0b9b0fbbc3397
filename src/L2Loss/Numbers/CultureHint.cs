using System.Globalization;

namespace L2Loss;

/// <summary>Finds out how a text that is no number could be read as one: in which culture, or after which change.</summary>
/// <remarks>Whatever it suggests has been tried: the text, so changed or in that culture, is a number.</remarks>
internal static class CultureHint
{
    private static readonly string[] Candidates =
    [
        "en-US", "de-DE", "fr-FR", "en-GB", "de-CH", "en-IN", "pt-BR", "sv-SE", "nb-NO", "da-DK", "pl-PL", "cs-CZ", "hu-HU", "tr-TR",
        "ru-RU", "uk-UA", "ja-JP", "zh-CN", "ko-KR", "he-IL", "ar-EG", "fa-IR", "hi-IN",
    ];

    /// <summary>
    /// What to do, for an error message, such as <c>decimal comma? try -Culture de-DE</c>; null when there is nothing.
    /// </summary>
    /// <param name="text">Text that <paramref name="culture"/> does not read as a number.</param>
    /// <param name="culture">The culture in use.</param>
    /// <param name="missing">The words that mean "missing".</param>
    internal static string? Suggest(string text, CultureInfo culture, IReadOnlyList<string> missing) =>
        text.Length > OddCell.MaximumLength ? null
        : OddCell.OfWord(text, missing) ?? OddCell.OfInvisible(text, IsNumber, culture) ?? OfCultures(text, culture)
            ?? OddCell.Suggest(text, IsNumber, culture);

    private static string? OfCultures(string text, CultureInfo culture)
    {
        // Those that many use; another one only where none of these can read the text.
        const int Usual = 4;
        var cures = new List<string>();
        var values = new HashSet<double>();
        for (int i = 0; i < Candidates.Length && (i < Usual || cures.Count == 0); i++)
        {
            string name = Candidates[i];
            if (name != culture.Name
                && TryGetCulture(name, out CultureInfo? candidate)
                && TryRead(text, candidate, out double value)
                && values.Add(value))
            {
                bool isDecimalComma = candidate.NumberFormat.NumberDecimalSeparator == "," && text.Contains(',');
                cures.Add((isDecimalComma ? "decimal comma? " : string.Empty) + "try -Culture " + name);
            }
        }

        return cures.Count == 0 ? null : string.Join(", or ", cures);
    }

    /// <summary>True where a text is a number, in the culture in use or, by its suggestion, in another one.</summary>
    private static bool IsNumber(string text, CultureInfo culture, out string? also)
    {
        also = TryRead(text, culture, out _) ? null : OfCultures(text, culture);
        return also is not null || TryRead(text, culture, out _);
    }

    private static bool TryRead(string text, CultureInfo culture, out double value)
    {
        NumberFault fault = new NumberReader(culture, []).Read(text.AsSpan(), out Number number);
        value = number.Value;
        return fault == NumberFault.None;
    }

    private static bool TryGetCulture(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out CultureInfo? culture)
    {
        try
        {
            culture = CultureInfo.GetCultureInfo(name);
        }
        catch (CultureNotFoundException)
        {
            // Globalization-invariant mode knows no culture but the invariant one.
            culture = null;
        }

        return culture is not null;
    }
}
