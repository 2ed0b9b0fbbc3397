using System.Globalization;
using System.Text;

namespace L2Loss;

/// <summary>
/// Numbers as people of one culture write them: its sign, decimal and group separators, currency symbol, and
/// parentheses for a negative amount. They are spelled anew in invariant text, which <see cref="InvariantText"/> reads.
/// </summary>
/// <remarks>
/// .NET's own parser takes group separators anywhere ("1,5" is 15 in en-US); here they must stand where the culture
/// puts them, so that a decimal comma in the wrong culture is an error and never another number.
/// </remarks>
internal sealed class CultureText
{
    private readonly NumberFormatInfo _format;
    private readonly NativeText _native;
    private readonly string[] _currencies;
    private readonly string _negativeSign;
    private readonly string _positiveSign;
    private readonly bool _hasTrailingSign;
    private readonly bool _hasInvisibleCurrency;

    internal CultureText(CultureInfo culture)
    {
        _format = culture.NumberFormat;
        _native = new NativeText(culture);
        _currencies = CurrencySpellings.Of(culture);
        _negativeSign = TextMarks.Remove(_format.NegativeSign);
        _positiveSign = TextMarks.Remove(_format.PositiveSign);
        _hasInvisibleCurrency = TextMarks.Remove(_format.CurrencySymbol).Length == 0;

        // Such as "n-", "$n-", "n-$", "n$-", "n $-" and "$ n-".
        _hasTrailingSign = _format.NumberNegativePattern is 3 or 4
            || _format.CurrencyNegativePattern is 3 or 6 or 7 or 10 or 11 or 13;
    }

    /// <summary>Reads text without white space around it.</summary>
    internal NumberFault Read(ReadOnlySpan<char> text, out Number number)
    {
        text = _native.Simplify(text, _format.NumberDecimalSeparator, _format.NumberGroupSeparator);
        bool isNegative = false;
        bool hasSign = false;
        bool hasCurrency = false;

        // A sign, or parentheses, and a currency may stand in either order, on either side, once each.
        while (TakeSign(ref text, ref hasSign, ref isNegative)
            || TakeCurrency(ref text, ref hasCurrency)
            || TakeParentheses(ref text, ref hasSign, ref isNegative))
        {
        }

        NumberFault fault = NumberFault.NotNumeric;
        number = default;
        if (hasCurrency || _hasInvisibleCurrency)
        {
            fault = ReadDigits(
                text,
                isNegative,
                _format.CurrencyDecimalSeparator,
                _format.CurrencyGroupSeparator,
                _format.CurrencyGroupSizes,
                out number);
        }

        if (fault == NumberFault.NotNumeric)
        {
            fault = ReadDigits(
                text, isNegative, _format.NumberDecimalSeparator, _format.NumberGroupSeparator, _format.NumberGroupSizes, out number);
        }

        return fault == NumberFault.NotNumeric ? ReadWord(text, hasCurrency) : fault;
    }

    private NumberFault ReadDigits(
        ReadOnlySpan<char> text,
        bool isNegative,
        string decimalSeparator,
        string groupSeparator,
        int[] groupSizes,
        out Number number)
    {
        number = default;
        int exponentAt = text.IndexOfAny('e', 'E');
        ReadOnlySpan<char> exponent = exponentAt < 0 ? default : text[exponentAt..];
        ReadOnlySpan<char> digits = exponentAt < 0 ? text : text[..exponentAt];
        if (digits.IsEmpty || !(char.IsAsciiDigit(digits[0]) || digits.StartsWith(decimalSeparator)))
        {
            return NumberFault.NotNumeric;
        }

        var invariant = new StringBuilder(text.Length + 1);
        if (isNegative)
        {
            invariant.Append('-');
        }

        int pointAt = digits.IndexOf(decimalSeparator);
        ReadOnlySpan<char> whole = pointAt < 0 ? digits : digits[..pointAt];
        if (!TryAppendWhole(invariant, whole, groupSeparator, groupSizes))
        {
            return NumberFault.NotNumeric;
        }

        if (pointAt >= 0)
        {
            invariant.Append('.').Append(digits[(pointAt + decimalSeparator.Length)..]);
        }

        AppendExponent(invariant, exponent);
        return InvariantText.Read(invariant.ToString(), out number);
    }

    private NumberFault ReadWord(ReadOnlySpan<char> text, bool hasCurrency)
    {
        if (hasCurrency)
        {
            return NumberFault.NotNumeric;
        }

        bool isInfinite = text.Equals(_format.PositiveInfinitySymbol, StringComparison.OrdinalIgnoreCase);
        return isInfinite ? NumberFault.NotFinite : InvariantText.ReadWord(text);
    }

    private bool TakeSign(ref ReadOnlySpan<char> text, ref bool hasSign, ref bool isNegative)
    {
        if (hasSign)
        {
            return false;
        }

        // U+2212 is the minus sign of several cultures and of typeset text.
        if (TakeStart(ref text, _negativeSign) || TakeStart(ref text, "-") || TakeStart(ref text, "\u2212"))
        {
            hasSign = isNegative = true;
        }
        else if (TakeStart(ref text, _positiveSign) || TakeStart(ref text, "+"))
        {
            hasSign = true;
        }
        else if (_hasTrailingSign && (TakeEnd(ref text, _negativeSign) || TakeEnd(ref text, "-")))
        {
            hasSign = isNegative = true;
        }

        return hasSign;
    }

    /// <summary>Appends e, a sign as the culture writes it, and digits.</summary>
    private void AppendExponent(StringBuilder invariant, ReadOnlySpan<char> exponent)
    {
        if (exponent.IsEmpty)
        {
            return;
        }

        invariant.Append('e');
        exponent = exponent[1..];
        if (_negativeSign.Length > 0 && exponent.StartsWith(_negativeSign, StringComparison.Ordinal))
        {
            invariant.Append('-');
            exponent = exponent[_negativeSign.Length..];
        }
        else if (exponent is ['\u2212', ..])
        {
            invariant.Append('-');
            exponent = exponent[1..];
        }
        else if (_positiveSign.Length > 0 && exponent.StartsWith(_positiveSign, StringComparison.Ordinal))
        {
            exponent = exponent[_positiveSign.Length..];
            invariant.Append('+');
        }

        invariant.Append(exponent);
    }

    private bool TakeCurrency(ref ReadOnlySpan<char> text, ref bool hasCurrency)
    {
        if (hasCurrency)
        {
            return false;
        }

        foreach (string spelling in _currencies)
        {
            if (TakeStart(ref text, spelling) || TakeEnd(ref text, spelling))
            {
                hasCurrency = true;
                break;
            }
        }

        return hasCurrency;
    }

    private static bool TakeParentheses(ref ReadOnlySpan<char> text, ref bool hasSign, ref bool isNegative)
    {
        if (hasSign || text.Length <= 2 || text[0] != '(' || text[^1] != ')')
        {
            return false;
        }

        text = text[1..^1].Trim();
        return hasSign = isNegative = true;
    }

    private static bool TakeStart(ref ReadOnlySpan<char> text, string part)
    {
        if (part.Length == 0 || !text.StartsWith(part, StringComparison.Ordinal))
        {
            return false;
        }

        text = text[part.Length..].TrimStart();
        return true;
    }

    private static bool TakeEnd(ref ReadOnlySpan<char> text, string part)
    {
        if (part.Length == 0 || !text.EndsWith(part, StringComparison.Ordinal))
        {
            return false;
        }

        text = text[..^part.Length].TrimEnd();
        return true;
    }

    /// <summary>Appends the digits before the decimal separator; group separators must stand at the group sizes.</summary>
    private static bool TryAppendWhole(
        StringBuilder invariant, ReadOnlySpan<char> whole, string groupSeparator, int[] groupSizes)
    {
        int start = invariant.Length;
        int inGroup = 0;
        int groups = 0;
        for (int i = whole.Length - 1; i >= 0; i--)
        {
            if (char.IsAsciiDigit(whole[i]))
            {
                invariant.Append(whole[i]);
                inGroup++;
            }
            else if (i > 0 && inGroup > 0 && inGroup == GroupSize(groupSizes, groups)
                && IsGroupSeparator(whole[i], groupSeparator))
            {
                inGroup = 0;
                groups++;
            }
            else
            {
                return false;
            }
        }

        if (groups > 0 && (inGroup == 0 || (GroupSize(groupSizes, groups) is var size && size > 0 && inGroup > size)))
        {
            return false;
        }

        Reverse(invariant, start);
        return true;
    }

    /// <summary>The size of a group, counted from the decimal separator; 0 when no separator may follow it.</summary>
    private static int GroupSize(int[] sizes, int group) =>
        sizes.Length == 0 ? 0 : sizes[Math.Min(group, sizes.Length - 1)];

    /// <summary>Where the separator is a blank of some width, people type any of them.</summary>
    private static bool IsGroupSeparator(char character, string separator) =>
        separator.Length == 1
        && (character == separator[0]
            || (IsBlank(separator[0]) && IsBlank(character))
            || (IsApostrophe(separator[0]) && IsApostrophe(character)));

    private static bool IsBlank(char character) => character is ' ' or '\u00A0' or '\u202F' or '\u2009';

    private static bool IsApostrophe(char character) => character is '\'' or '\u2019';

    private static void Reverse(StringBuilder text, int start)
    {
        for (int left = start, right = text.Length - 1; left < right; left++, right--)
        {
            (text[left], text[right]) = (text[right], text[left]);
        }
    }
}
