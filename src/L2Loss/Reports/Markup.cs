using System.Text;
using System.Text.RegularExpressions;

namespace L2Loss.Reports;

/// <summary>Text as the two formats of a report need it: never markup.</summary>
internal static class Markup
{
    // GitHub makes a link of it.
    private static readonly Regex WebName = new("www\\.", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

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
        return WebName.Replace(escaped.ToString(), found => $"{found.Value[..3]}\\.");
    }
}
