using System.Globalization;
using System.Text;

namespace L2Loss;

/// <summary>
/// Text from elsewhere as messages and reports may show it: what controls the terminal, prints as nothing or as a blank of
/// another kind is written as <c>\u....</c>.
/// </summary>
internal static class VisibleText
{
    /// <summary>The most characters of a name or a value.</summary>
    internal const int Most = 60;

    /// <summary>The text, cut at so many characters as shown; nothing for null.</summary>
    internal static string Of(string? text, int most = Most)
    {
        text ??= string.Empty;
        var shown = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = char.IsSurrogatePair(text, i);
            string character = text.Substring(i, isPair ? 2 : 1);
            string part = IsPlain(text, i)
                ? character
                : string.Concat(character.Select(unit => FormattableString.Invariant($"\\u{(int)unit:x4}")));
            if (shown.Length + part.Length > most)
            {
                return shown.Append("...").ToString();
            }

            shown.Append(part);
            i += isPair ? 1 : 0;
        }

        return shown.ToString();
    }

    /// <summary>Those of some names that there are, in one line; a path, too, stays whole.</summary>
    internal static string Names(params string?[] names) =>
        string.Join(", ", names.OfType<string>().Select(name => Of(name, int.MaxValue)));

    private static bool IsPlain(string text, int index)
    {
        char character = text[index];
        if (character is >= ' ' and <= '~')
        {
            return true;
        }

        // Fillers and selectors are letters and marks, and print as nothing.
        return character is not ('\u034F' or '\u115F' or '\u1160' or '\u17B4' or '\u17B5' or '\u2800' or '\u3164' or '\uFFA0'
                or (>= '\u180B' and <= '\u180F') or (>= '\uFE00' and <= '\uFE0F'))
            && CharUnicodeInfo.GetUnicodeCategory(text, index) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
    }
}
