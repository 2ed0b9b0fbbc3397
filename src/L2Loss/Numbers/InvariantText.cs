using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>
/// Numbers as the invariant culture and every CSV writer spell them: an optional sign, digits with at most one point,
/// an optional exponent. No group separators, no currency, no suffix, no hexadecimal.
/// </summary>
internal static class InvariantText
{
    private const int MaximumDecimalScale = 28;

    // 18 digits always fit a long.
    private const int ShortDigits = 18;

    /// <summary>Reads text without white space around it.</summary>
    internal static NumberFault Read(ReadOnlySpan<char> text, out Number number)
    {
        int position = 0;
        bool negative = false;
        if (text.Length > 0 && text[0] is '-' or '+')
        {
            negative = text[0] == '-';
            position = 1;
        }

        long mantissa = 0;
        int digits = 0;
        int point = -1;
        for (; position < text.Length; position++)
        {
            uint digit = (uint)(text[position] - '0');
            if (digit <= 9)
            {
                // Beyond 18 digits the value is not used.
                mantissa = unchecked((mantissa * 10) + digit);
                digits++;
            }
            else if (text[position] == '.' && point < 0)
            {
                point = digits;
            }
            else
            {
                break;
            }
        }

        int places = point < 0 ? 0 : digits - point;
        if (position == text.Length && digits is > 0 and <= ShortDigits)
        {
            number = Number.FromMantissa(negative ? -mantissa : mantissa, places);
            return NumberFault.None;
        }

        return ReadLong(text, digits, position, out number);
    }

    /// <summary>Everything but the common short decimal: exponents, many digits, words.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static NumberFault ReadLong(ReadOnlySpan<char> text, int digits, int position, out Number number)
    {
        number = default;
        if (digits == 0)
        {
            return ReadWord(text is ['+' or '-', ..] ? text[1..] : text);
        }

        if (!TryReadExponent(text[position..], out int exponent))
        {
            return NumberFault.NotNumeric;
        }

        if (TryReadDecimal(text[..position], exponent, out decimal value))
        {
            number = Number.FromDecimal(value);
            return NumberFault.None;
        }

        if (!DoubleText.TryRead(text, out double binary) || double.IsInfinity(binary))
        {
            return NumberFault.NotFinite;
        }

        number = Number.Binary(binary);
        return NumberFault.None;
    }

    /// <summary>Reads what does not start with a digit: the words for infinity, or no number.</summary>
    internal static NumberFault ReadWord(ReadOnlySpan<char> word)
    {
        bool isInfinite = word.Equals("Infinity", StringComparison.OrdinalIgnoreCase)
            || word.Equals("inf", StringComparison.OrdinalIgnoreCase)
            || word.SequenceEqual("∞");
        return isInfinite ? NumberFault.NotFinite : NumberFault.NotNumeric;
    }

    /// <summary>Reads nothing, or <c>e</c>, an optional sign and digits; far exponents are cut off at a million.</summary>
    internal static bool TryReadExponent(ReadOnlySpan<char> text, out int exponent)
    {
        const int Far = 1_000_000;
        exponent = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text[0] is not ('e' or 'E'))
        {
            return false;
        }

        text = text[1..];
        bool negative = text.Length > 0 && text[0] == '-';
        if (text.Length > 0 && text[0] is '-' or '+')
        {
            text = text[1..];
        }

        foreach (char character in text)
        {
            if (!char.IsAsciiDigit(character))
            {
                return false;
            }

            exponent = Math.Min(Far, (exponent * 10) + (character - '0'));
        }

        exponent = negative ? -exponent : exponent;
        return !text.IsEmpty;
    }

    /// <summary>The value as a decimal, when a decimal holds every digit of it.</summary>
    private static bool TryReadDecimal(ReadOnlySpan<char> text, int exponent, out decimal value)
    {
        value = 0m;
        bool negative = text[0] == '-';
        UInt128 mantissa = 0;
        int scale = -exponent;
        int pendingZeros = 0;
        bool afterPoint = false;
        foreach (char character in text)
        {
            if (character == '.')
            {
                afterPoint = true;
            }
            else if (char.IsAsciiDigit(character))
            {
                scale += afterPoint ? 1 : 0;

                // Zeros count once a digit follows, so trailing ones never make a number too long.
                if (character == '0')
                {
                    pendingZeros += mantissa == 0 ? 0 : 1;
                    continue;
                }

                if (!TryShift(ref mantissa, pendingZeros + 1))
                {
                    return false;
                }

                mantissa += (uint)(character - '0');
                pendingZeros = 0;
            }
        }

        scale -= pendingZeros;
        if (mantissa == 0)
        {
            return true;
        }

        if (scale < 0)
        {
            if (!TryShift(ref mantissa, -scale))
            {
                return false;
            }

            scale = 0;
        }

        if (scale > MaximumDecimalScale || mantissa >> 96 != 0)
        {
            return false;
        }

        value = new decimal(
            (int)(uint)mantissa, (int)(uint)(mantissa >> 32), (int)(uint)(mantissa >> 64), negative, (byte)scale);
        return true;
    }

    /// <summary>Multiplies by 10^places while the result stays below 10^32.</summary>
    private static bool TryShift(ref UInt128 mantissa, int places)
    {
        for (; places > 0; places--)
        {
            if (mantissa >> 100 != 0)
            {
                return false;
            }

            mantissa *= 10;
        }

        return true;
    }
}
