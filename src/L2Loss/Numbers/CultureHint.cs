using System.Globalization;

namespace L2Loss;

/// <summary>Finds the culture in which a text that is no number would be one.</summary>
internal static class CultureHint
{
    private static readonly string[] Candidates = ["en-US", "de-DE", "fr-FR", "en-GB"];

    /// <summary>
    /// The cure for an error message, such as <c>decimal comma? try -Culture de-DE</c>; null when there is none.
    /// </summary>
    /// <param name="text">Text that <paramref name="culture"/> does not read as a number.</param>
    /// <param name="culture">The culture in use.</param>
    internal static string? Suggest(string text, CultureInfo culture)
    {
        var cures = new List<string>();
        var values = new HashSet<double>();
        foreach (string name in Candidates)
        {
            if (name == culture.Name || !TryGetCulture(name, out CultureInfo? candidate))
            {
                continue;
            }

            NumberFault fault = new NumberReader(candidate, []).Read(text, out Number number);
            if (fault == NumberFault.None && values.Add(number.Value))
            {
                bool isDecimalComma = candidate.NumberFormat.NumberDecimalSeparator == "," && text.Contains(',');
                cures.Add((isDecimalComma ? "decimal comma? " : string.Empty) + "try -Culture " + name);
            }
        }

        return cures.Count == 0 ? null : string.Join(", or ", cures);
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
