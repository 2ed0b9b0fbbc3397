using System.Runtime.CompilerServices;

namespace L2Loss.Files;

/// <summary>
/// Reads the decimals that make up nearly all files straight from their bytes: an optional minus, digits, at most one
/// point. Says no to everything that <see cref="NumberReader"/> must judge.
/// </summary>
internal static partial class DecimalBytes
{
    private const int MaximumDigits = 18;
    private const ulong MaximumMantissa = 999_999_999_999_999_999;

    /// <summary>Reads the number between two positions, without vectors.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool TryReadScalar(ref byte data, int start, int end, out long mantissa, out int scale)
    {
        mantissa = 0;
        scale = 0;
        ulong value = 0;
        int digits = 0;
        int point = -1;
        bool isNegative = start < end && Unsafe.Add(ref data, start) == (byte)'-';
        for (int i = isNegative ? start + 1 : start; i < end; i++)
        {
            byte character = Unsafe.Add(ref data, i);
            uint digit = (uint)(character - '0');
            if (digit <= 9)
            {
                value = (value * 10) + digit;
                if (++digits > MaximumDigits && value > MaximumMantissa)
                {
                    return false;
                }
            }
            else if (character == (byte)'.' && point < 0)
            {
                point = digits;
            }
            else
            {
                return false;
            }
        }

        mantissa = isNegative ? -(long)value : (long)value;
        scale = point < 0 ? 0 : digits - point;
        return digits > 0
            && (digits <= MaximumDigits || KeepsItsScale(scale, Unsafe.Add(ref data, end - 1)));
    }

    /// <summary>
    /// Beyond 18 digits, of which the first are zeros, a number keeps its scale only without zeros at the end, and in a column
    /// up to 22 places.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool KeepsItsScale(int scale, byte last) =>
        scale <= Number.MaximumExactScale & (uint)(last - '1') <= 8;
}
