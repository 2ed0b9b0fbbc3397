using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Text;

namespace L2Loss;

/// <summary>
/// The key values of a group by their names, which as text (in CSV, in a table) lose nothing: <c>Region='north';
/// Year='2024'</c>, where a quote inside is doubled.
/// </summary>
internal sealed class KeyValues : OrderedDictionary
{
    private KeyValues()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }

    /// <summary>The same names and values; null for null.</summary>
    internal static KeyValues? Of(IDictionary? values)
    {
        if (values is null or KeyValues)
        {
            return (KeyValues?)values;
        }

        var result = new KeyValues();
        foreach (DictionaryEntry entry in values)
        {
            result[ValueText(entry.Key)] = entry.Value;
        }

        return result;
    }

    /// <summary>The key of some values by their names.</summary>
    /// <param name="names">The names.</param>
    /// <param name="values">The only value, or an array of them.</param>
    internal static KeyValues Of(string[] names, object values)
    {
        var result = new KeyValues();
        for (int i = 0; i < names.Length; i++)
        {
            result[names[i]] = values is string[] texts ? texts[i] : values;
        }

        return result;
    }

    /// <summary>The same names and values once more.</summary>
    internal KeyValues Copy()
    {
        var result = new KeyValues();
        foreach (DictionaryEntry entry in this)
        {
            result[entry.Key] = entry.Value;
        }

        return result;
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    internal static KeyValues? Parse(string text)
    {
        var result = new KeyValues();
        int position = 0;
        while (true)
        {
            int equals = text.IndexOf("='", position, StringComparison.Ordinal);
            if (equals <= position || !TryReadQuoted(text, equals + 1, out string value, out int end))
            {
                return null;
            }

            result[text[position..equals]] = value;
            if (end == text.Length)
            {
                return result;
            }

            if (string.CompareOrdinal(text, end, "; ", 0, 2) != 0)
            {
                return null;
            }

            position = end + 2;
        }
    }

    /// <summary>A value as text, the same in any culture.</summary>
    internal static string ValueText(object? value) =>
        KeyText.Of(value) ?? Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>Names and values in one line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (DictionaryEntry entry in this)
        {
            text.Append(text.Length == 0 ? string.Empty : "; ").Append(entry.Key).Append("='")
                .Append(ValueText(entry.Value).Replace("'", "''", StringComparison.Ordinal)).Append('\'');
        }

        return text.ToString();
    }

    private static bool TryReadQuoted(string text, int start, out string value, out int end)
    {
        var read = new StringBuilder();
        for (end = start + 1; end < text.Length; end++)
        {
            if (text[end] != '\'')
            {
                read.Append(text[end]);
            }
            else if (end + 1 < text.Length && text[end + 1] == '\'')
            {
                read.Append('\'');
                end++;
            }
            else
            {
                value = read.ToString();
                end++;
                return true;
            }
        }

        value = string.Empty;
        return false;
    }
}
