using System.Globalization;
using System.Text;

namespace L2Loss;

/// <summary>
/// What people and programs put around or in place of a number, and what to do about it: words for "missing", percent,
/// flags, quotes, exponents with D, signs behind, dashes, invisible characters.
/// </summary>
internal static class OddCell
{
    /// <summary>No longer text is looked at.</summary>
    internal const int MaximumLength = 100;

    // Of R, pandas, SQL, SAS, Stata, Excel and people.
    private static readonly string[] MissingWords =
    [
        "#N/A", "#NA", "N.A.", "n.a", "none", "nil", "<NA>", "<null>", "\\N", "(null)", "[null]", "-", "--", "---", ".", "..", "...", "?",
        "*", "x", "missing", "unknown", "undefined", "nat", "-nan", "+nan", "1.#QNAN", "1.#IND", "-1.#IND", "\u2013", "\u2014", "\u2212", "\u2026",
        "(blank)", "empty", "void", "tbd", "n/d", "nd", "k.A.", "s/d", "#NULL!", "_", "~",
    ];

    private static readonly string[] ErrorWords = ["#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#SPILL!", "#CALC!", "#####"];

    /// <summary>True where a text is a number; also says which other culture it takes.</summary>
    internal delegate bool NumberTest(string text, CultureInfo culture, out string? also);

    /// <summary>What to do about a word that stands for no value; null for other text.</summary>
    /// <param name="text">The word.</param>
    /// <param name="known">The words that mean "missing" so far.</param>
    internal static string? OfWord(string text, IReadOnlyList<string> known)
    {
        string word = text.Trim();
        if (ErrorWords.Contains(word, StringComparer.OrdinalIgnoreCase))
        {
            return $"an error of a spreadsheet? {Missing(word, known)}";
        }

        return MissingWords.Contains(word, StringComparer.OrdinalIgnoreCase) ? $"no value? {Missing(word, known)}" : null;
    }

    /// <summary>What to do about text that is a number but for what prints as nothing; null for other text.</summary>
    internal static string? OfInvisible(string text, NumberTest isNumber, CultureInfo culture) => First(
        [(Bare(text.Trim()), "it has characters that print as nothing: take them out, such as with -replace '[^0-9.,-]'")], isNumber, culture);

    /// <summary>What to do about text that is a number but for something; null where nothing is known to help.</summary>
    internal static string? Suggest(string text, NumberTest isNumber, CultureInfo culture) =>
        First(Changes(text.Trim()), isNumber, culture);

    private static string? First(IEnumerable<(string? Changed, string What)> changes, NumberTest isNumber, CultureInfo culture)
    {
        foreach ((string? changed, string what) in changes)
        {
            if (changed is { Length: > 0 } && isNumber(changed, culture, out string? also))
            {
                return also is null ? what : $"{what}; {also}";
            }
        }

        return null;
    }

    private static IEnumerable<(string? Changed, string What)> Changes(string text)
    {
        yield return (Between(text, "=\"", "\""), "a formula of Excel for text? take it off with -replace '[=\"]'");
        yield return (text is ['=', ..] ? text[1..] : null, "a formula of Excel? take it off with -replace '='");
        yield return (
            text is ['\'', ..] or ['\u2019', ..] ? text[1..].TrimEnd('\'') : null,
            "an apostrophe for text, as in Excel? take it off with .Trim(\"'\")");
        yield return (Between(text, "\"", "\""), "quotes inside the value? take them off with .Trim('\"')");
        yield return (
            text is [.., '%'] or [.., '\u2030'] or [.., '\uFF05'] ? text[..^1].TrimEnd() : text is ['%', ..] ? text[1..].TrimStart() : null,
            "a percentage? take the sign off with .TrimEnd('%'), in both columns");
        yield return (
            text is [.., '-'] or [.., '\u2212'] ? "-" + text[..^1].TrimEnd() : null,
            "a minus behind the number, as SAP writes it? put it in front: -replace '^(.*)-$', '-$1'");
        yield return (
            text is ['\u2013' or '\u2014' or '\u2010' or '\u2011' or '\u2012', ..] ? "-" + text[1..] : null,
            "a dash in place of a minus? use -replace '^[\\u2010-\\u2014]', '-'");
        yield return (FortranExponent(text), "an exponent of Fortran? use -replace '[dD]', 'E'");
        yield return (WithoutFlag(text), "a flag or a unit behind the number? take it off with -replace '[^0-9.,+-]+$'");
        yield return (text.Replace(" ", string.Empty, StringComparison.Ordinal), "blanks inside the number? take them out with -replace ' '");
        yield return (text.Replace("_", string.Empty, StringComparison.Ordinal), "underscores inside the number? take them out with -replace '_'");
        yield return (
            text is ['<' or '>' or '~' or '\u2264' or '\u2265' or '\u2248', ..] ? text[1..].TrimStart() : null,
            "a bound and not a value? decide what it counts as, such as with -replace '^[<>~]'");
    }

    /// <summary>Without what prints as nothing; null where there is no such thing.</summary>
    private static string? Bare(string text)
    {
        var bare = new StringBuilder(text.Length);
        foreach (char character in text)
        {
            bool isBlank = char.IsWhiteSpace(character);
            if (isBlank || CharUnicodeInfo.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format))
            {
                bare.Append(character);
            }
        }

        string result = bare.ToString().Trim();
        return result == text ? null : result;
    }

    private static string? Between(string text, string start, string end) =>
        text.Length > start.Length + end.Length
            && text.StartsWith(start, StringComparison.Ordinal) && text.EndsWith(end, StringComparison.Ordinal)
            ? text[start.Length..^end.Length]
            : null;

    private static string? FortranExponent(string text)
    {
        int place = text.IndexOfAny(['d', 'D']);
        return place > 0 && place + 1 < text.Length && (char.IsAsciiDigit(text[place + 1]) || text[place + 1] is '+' or '-')
            ? text[..place] + "E" + text[(place + 1)..]
            : null;
    }

    /// <summary>The number before a few letters or marks; a hexadecimal number or a size in bytes is none.</summary>
    private static string? WithoutFlag(string text)
    {
        const int Longest = 12;
        int end = text.Length;
        while (end > 0 && !char.IsAsciiDigit(text[end - 1]))
        {
            end--;
        }

        string flag = text[end..].Trim();
        bool isSize = flag.Length <= 3 && flag.ToUpperInvariant() is "B" or "KB" or "MB" or "GB" or "TB" or "PB" or "K" or "M" or "G" or "D" or "L" or "E";
        return end == 0 || flag.Length is 0 or > Longest || (isSize && end + flag.Length == text.Length) ? null : text[..end];
    }

    /// <summary>The parameter with one word more: those that it does not name would no longer mean "missing".</summary>
    private static string Missing(string word, IReadOnlyList<string> known)
    {
        const int Most = 12;
        return known.Count <= Most && known.All(other => VisibleText.Of(other) == other)
            ? $"then -MissingToken {string.Join(", ", known.Append(word).Select(Argument))} counts it as missing"
            : $"then add {Argument(word)} to -MissingToken";
    }

    private static string Argument(string word) => word.Length > 0 && word.All(char.IsAsciiLetter)
        ? word
        : $"'{word.Replace("'", "''", StringComparison.Ordinal)}'";
}
