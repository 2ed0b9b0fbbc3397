using System.Globalization;
using System.Numerics;

namespace L2Loss;

/// <summary>
/// Doubles as the shortest invariant text that gives them back. .NET Framework neither rounds what it reads to the
/// nearest double nor always reads what it wrote.
/// </summary>
internal static class DoubleText
{
    // No tie between two doubles has more significant digits; of what follows, it matters only whether it is zero.
    private const int SignificantDigits = 800;

    // Beyond these powers of ten the leading digit alone tells the result.
    private const int LargestExponent = 310;
    private const int SmallestExponent = -345;

    /// <summary>The text.</summary>
    internal static string Write(double value)
    {
        if (value == 0.0)
        {
            // .NET Framework drops the sign.
            return BitConverter.DoubleToInt64Bits(value) < 0 ? "-0" : "0";
        }

        for (int digits = 15; digits < 17; digits++)
        {
            string text = value.ToString("G" + digits, CultureInfo.InvariantCulture);
            if (TryRead(text.AsSpan(), out double same) && same.Equals(value))
            {
                return text;
            }
        }

        return value.ToString("G17", CultureInfo.InvariantCulture);
    }

    /// <summary>Reads a decimal or scientific number, rounded once; infinite beyond the range.</summary>
    internal static bool TryRead(ReadOnlySpan<char> text, out double value)
    {
        bool isNegative = text.Length > 0 && text[0] == '-';
        int position = text.Length > 0 && text[0] is '-' or '+' ? 1 : 0;
        var digits = new System.Text.StringBuilder();
        int places = 0;
        int dropped = 0;
        bool afterPoint = false;
        bool isInexact = false;
        bool hasDigits = false;
        for (; position < text.Length; position++)
        {
            char character = text[position];
            if (character == '.' && !afterPoint)
            {
                afterPoint = true;
                continue;
            }

            if (character is < '0' or > '9')
            {
                break;
            }

            hasDigits = true;
            places += afterPoint ? 1 : 0;
            if (digits.Length == SignificantDigits)
            {
                dropped++;
                isInexact |= character != '0';
            }
            else if (digits.Length > 0 || character != '0')
            {
                digits.Append(character);
            }
        }

        value = isNegative ? -0.0 : 0.0;
        if (!hasDigits && TryReadWord(text, out value))
        {
            return true;
        }

        if (!hasDigits || !InvariantText.TryReadExponent(text.Slice(position), out int exponent))
        {
            return false;
        }

        if (digits.Length > 0)
        {
            // One more digit that is not zero puts the number above a tie.
            digits.Append(isInexact ? '1' : '0');
            exponent += dropped - places - 1;
            double magnitude = Nearest(digits.ToString(), exponent);
            value = isNegative ? -magnitude : magnitude;
        }

        return true;
    }

    /// <summary>Reads what <see cref="Write"/> gives for values that are not finite.</summary>
    private static bool TryReadWord(ReadOnlySpan<char> text, out double value)
    {
        value = text.SequenceEqual("NaN".AsSpan()) ? double.NaN
            : text.SequenceEqual("Infinity".AsSpan()) ? double.PositiveInfinity
            : text.SequenceEqual("-Infinity".AsSpan()) ? double.NegativeInfinity
            : 0.0;
        return value != 0.0;
    }

    private static double Nearest(string digits, int exponent)
    {
        int leading = exponent + digits.Length;
        if (leading > LargestExponent)
        {
            return double.PositiveInfinity;
        }

        if (leading < SmallestExponent)
        {
            return 0.0;
        }

        BigInteger mantissa = BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        BigInteger power = BigInteger.Pow(10, Math.Abs(exponent));
        return exponent >= 0
            ? ExactRatio.ToDouble(mantissa * power, BigInteger.One)
            : ExactRatio.ToDouble(mantissa, power);
    }
}
