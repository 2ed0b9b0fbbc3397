using System.Globalization;
using System.Text;

namespace L2Loss;

/// <summary>
/// Spells text in the digits and signs of ASCII: the digits of the culture's own script, and in East Asia the wide ones.
/// What marks the direction of a script that runs to the left goes.
/// </summary>
internal sealed class NativeText
{
    private const char ArabicDecimalSeparator = '\u066B';
    private const char ArabicGroupSeparator = '\u066C';

    // From the wide exclamation mark to the wide tilde, as the narrow ones in ASCII.
    private const char FirstWide = '\uFF01';
    private const char LastWide = '\uFF5E';

    // The zero of languages that today mostly write the digits of ASCII, so that the runtime may not know of others.
    private static readonly Dictionary<string, char> Zeros = new(StringComparer.Ordinal)
    {
        ["ar"] = '\u0660',
        ["as"] = '\u09E6',
        ["bn"] = '\u09E6',
        ["bo"] = '\u0F20',
        ["ckb"] = '\u0660',
        ["dz"] = '\u0F20',
        ["fa"] = '\u06F0',
        ["gu"] = '\u0AE6',
        ["hi"] = '\u0966',
        ["km"] = '\u17E0',
        ["kn"] = '\u0CE6',
        ["kok"] = '\u0966',
        ["ks"] = '\u06F0',
        ["lo"] = '\u0ED0',
        ["ml"] = '\u0D66',
        ["mn"] = '\u1810',
        ["mr"] = '\u0966',
        ["my"] = '\u1040',
        ["ne"] = '\u0966',
        ["or"] = '\u0B66',
        ["pa"] = '\u0A66',
        ["ps"] = '\u06F0',
        ["sa"] = '\u0966',
        ["sd"] = '\u0660',
        ["ta"] = '\u0BE6',
        ["te"] = '\u0C66',
        ["th"] = '\u0E50',
        ["ur"] = '\u06F0',
        ["uz"] = '\u06F0',
    };

    private readonly string[] _digits;
    private readonly bool _hasMarks;
    private readonly bool _isWide;
    private readonly bool _isArabic;

    internal NativeText(CultureInfo culture)
    {
        NumberFormatInfo format = culture.NumberFormat;
        _digits = format.NativeDigits[0] == "0" && Zeros.TryGetValue(culture.TwoLetterISOLanguageName, out char zero)
            ? [.. Enumerable.Range(0, 10).Select(digit => ((char)(zero + digit)).ToString())]
            : format.NativeDigits;
        _isArabic = _digits[0] is "\u0660" or "\u06F0";
        _isWide = culture.TwoLetterISOLanguageName is "ja" or "zh" or "ko" or "yue" or "ii";
        _hasMarks = culture.TextInfo.IsRightToLeft
            || new[] { format.NegativeSign, format.PositiveSign, format.CurrencySymbol }.Any(sign => sign.Any(TextMarks.Is));
    }

    /// <summary>The text as the rest of the reader knows it; most is that already.</summary>
    internal ReadOnlySpan<char> Simplify(ReadOnlySpan<char> text, string decimalSeparator, string groupSeparator)
    {
        int first = 0;
        while (first < text.Length && text[first] < 0x80)
        {
            first++;
        }

        if (first == text.Length)
        {
            return text;
        }

        var simple = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            if (character < 0x80)
            {
                simple.Append(character);
            }
            else if (TakeDigit(text, ref i, out char digit))
            {
                simple.Append(digit);
            }
            else if (_isWide && character is >= FirstWide and <= LastWide)
            {
                simple.Append((char)(character - FirstWide + '!'));
            }
            else if (_isArabic && character is ArabicDecimalSeparator or ArabicGroupSeparator)
            {
                simple.Append(character == ArabicDecimalSeparator ? decimalSeparator : groupSeparator);
            }
            else if (!_hasMarks || !TextMarks.Is(character))
            {
                simple.Append(character);
            }
        }

        return simple.ToString().AsSpan().Trim();
    }

    private bool TakeDigit(ReadOnlySpan<char> text, ref int position, out char digit)
    {
        for (int i = 0; i < _digits.Length; i++)
        {
            if (text[position..].StartsWith(_digits[i].AsSpan(), StringComparison.Ordinal))
            {
                position += _digits[i].Length - 1;
                digit = (char)('0' + i);
                return true;
            }
        }

        digit = default;
        return false;
    }
}
