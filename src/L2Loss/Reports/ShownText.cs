using System.Globalization;
using System.Text;

namespace L2Loss.Reports;

/// <summary>Text from data as a report shows it: cut, with what cannot be seen made visible, and never as markup.</summary>
internal static class ShownText
{
    /// <summary>The most characters of a name or a value.</summary>
    internal const int Most = 60;

    /// <summary>The text in one line, cut when long; control and format characters as <c>\u202e</c>.</summary>
    internal static string Of(string? text, int most = Most)
    {
        text ??= string.Empty;
        bool isCut = text.Length > most;
        var shown = new StringBuilder();
        for (int i = 0; i < Math.Min(text.Length, most); i++)
        {
            char character = text[i];
            bool isPair = char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (isPair)
            {
                shown.Append(character).Append(text[++i]);
            }
            else if (character != ' ' && IsUnseen(character))
            {
                shown.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                shown.Append(character);
            }
        }

        return isCut ? shown.Append("...").ToString() : shown.ToString();
    }

    /// <summary>As text of an HTML element or the value of an attribute in double quotes.</summary>
    internal static string Html(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <summary>As text of GitHub Flavored Markdown, also in a table: nothing in it is markup, a link or a mention.</summary>
    internal static string Markdown(string text)
    {
        var escaped = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            _ = character switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '\\' or '`' or '*' or '_' or '[' or ']' or '#' or '|' or '~' or '$' or '@' or '!' =>
                    escaped.Append('\\').Append(character),
                // Of a scheme or of an emoji, and neither of a sentence nor of a time.
                ':' when i + 1 < text.Length && text[i + 1] is not ' ' and not (>= '0' and <= '9') =>
                    escaped.Append("\\:"),
                _ => escaped.Append(character),
            };
        }

        // Without a scheme and its colon this is the one link that GitHub makes by itself.
        return escaped.ToString().Replace("www.", "www\\.", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Control, format and private characters, blanks but the space, line ends, and half a surrogate pair.</summary>
    private static bool IsUnseen(char character) => char.GetUnicodeCategory(character) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator;
}
