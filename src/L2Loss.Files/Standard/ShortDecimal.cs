using System.Runtime.CompilerServices;

namespace L2Loss.Files;

/// <summary>
/// Reads the decimals that make up nearly all files straight from their bytes: an optional minus, digits, at most one
/// point. Says no to everything that <see cref="NumberReader"/> must judge.
/// </summary>
internal static class ShortDecimal
{
    private const int MaximumDigits = 18;

    /// <summary>Reads the number.</summary>
    internal static bool TryRead(ref byte start, int length, out long mantissa, out int scale)
    {
        mantissa = 0;
        int first = length > 0 && start == (byte)'-' ? 1 : 0;
        int digits = 0;
        int point = -1;
        for (int i = first; i < length; i++)
        {
            byte character = Unsafe.Add(ref start, i);
            uint digit = (uint)(character - '0');
            if (digit <= 9 && digits < MaximumDigits)
            {
                mantissa = (mantissa * 10) + digit;
                digits++;
            }
            else if (character == (byte)'.' && point < 0)
            {
                point = digits;
            }
            else
            {
                scale = 0;
                return false;
            }
        }

        mantissa = first == 0 ? mantissa : -mantissa;
        scale = point < 0 ? 0 : digits - point;
        return digits > 0;
    }
}
