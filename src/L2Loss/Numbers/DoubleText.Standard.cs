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
        bool isNegative = text is ['-', ..];
        ReadOnlySpan<char> number = text is ['-' or '+', ..] ? text[1..] : text;
        int point = number.IndexOf('.');
        int length = 0;
        while (length < number.Length && (char.IsAsciiDigit(number[length]) || length == point))
        {
            length++;
        }

        bool hasPoint = point >= 0 && point < length;
        if (length == (hasPoint ? 1 : 0))
        {
            return TryReadWord(text, out value);
        }

        value = isNegative ? -0.0 : 0.0;
        if (!InvariantText.TryReadExponent(number[length..], out int exponent))
        {
            return false;
        }

        string digits = number[..length].ToString();
        if (hasPoint)
        {
            digits = digits.Remove(point, 1);
            exponent -= digits.Length - point;
        }

        digits = digits.TrimStart('0');
        if (digits.Length > 0)
        {
            // One more digit, not zero where what is dropped is not: that puts the number above a tie.
            string kept = digits[..Math.Min(digits.Length, SignificantDigits)];
            bool isExact = digits.AsSpan(kept.Length).Trim('0').IsEmpty;
            double magnitude = Nearest(kept + (isExact ? '0' : '1'), exponent + digits.Length - kept.Length - 1);
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
