using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace L2Loss.Files;

/// <summary>
/// Reads the decimals that make up nearly all files straight from their bytes: an optional minus, digits, at most one
/// point. Says no to everything that <see cref="NumberReader"/> must judge.
/// </summary>
internal static class ShortDecimal
{
    private const int Lanes = 16;
    private const int MaximumLength = 2 * Lanes;

    // Row length * 17 + point: moves that many characters, without the point, to the right end.
    private static readonly byte[] Shuffles = MakeShuffles();

    /// <summary>Reads the number; the 32 bytes from its start on must be readable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryRead(ref byte start, int length, out long mantissa, out int scale)
    {
        int sign = start == (byte)'-' ? 1 : 0;
        start = ref Unsafe.Add(ref start, sign);
        length -= sign;
        if (length is <= 0 or > Lanes || !Sse41.IsSupported)
        {
            // Own variables, so that the usual ones stay in registers.
            bool isOther = TryReadOther(ref start, length, sign, out long otherMantissa, out int otherScale);
            mantissa = otherMantissa;
            scale = otherScale;
            return isOther;
        }

        bool isNumber = TryReadLanes(ref start, length, out ulong digits, out int point);
        int hasPoint = point < length ? 1 : 0;
        mantissa = ((long)digits ^ -sign) + sign;
        scale = length - point - hasPoint;
        return isNumber && length > hasPoint;
    }

    /// <summary>Reads without vectors.</summary>
    internal static bool TryReadScalar(ReadOnlySpan<byte> text, bool isNegative, out long mantissa, out int scale)
    {
        const int MaximumDigits = 18;
        mantissa = 0;
        scale = 0;
        int digits = 0;
        int point = -1;
        foreach (byte character in text)
        {
            uint digit = (uint)(character - '0');
            if (digit <= 9)
            {
                mantissa = (mantissa * 10) + digit;
                if (++digits > MaximumDigits)
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

        mantissa = isNegative ? -mantissa : mantissa;
        scale = point < 0 ? 0 : digits - point;
        return digits > 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryReadOther(ref byte start, int length, int sign, out long mantissa, out int scale)
    {
        if (!Sse41.IsSupported && length > 0)
        {
            return TryReadScalar(MemoryMarshal.CreateReadOnlySpan(ref start, length), sign != 0, out mantissa, out scale);
        }

        mantissa = 0;
        scale = 0;
        return length is > Lanes and <= MaximumLength && TryReadTwo(ref start, length, sign, out mantissa, out scale);
    }

    /// <summary>17 to 32 characters: the last 16 and what stands before them.</summary>
    private static bool TryReadTwo(ref byte start, int length, int sign, out long mantissa, out int scale)
    {
        mantissa = 0;
        scale = 0;
        int headLength = length - Lanes;
        if (!TryReadLanes(ref start, headLength, out ulong head, out int headPoint)
            | !TryReadLanes(ref Unsafe.Add(ref start, headLength), Lanes, out ulong tail, out int tailPoint))
        {
            return false;
        }

        bool headHasPoint = headPoint < headLength;
        bool tailHasPoint = tailPoint < Lanes;
        int tailDigits = tailHasPoint ? Lanes - 1 : Lanes;
        if ((headHasPoint && tailHasPoint) || head >= (ulong)PowersOfTen.Long(18 - tailDigits))
        {
            return false;
        }

        scale = headHasPoint ? length - headPoint - 1 : tailHasPoint ? Lanes - 1 - tailPoint : 0;
        ulong digits = (head * (ulong)PowersOfTen.Long(tailDigits)) + tail;
        mantissa = ((long)digits ^ -sign) + sign;

        // Beyond 18 digits a number keeps its scale only without zeros at the end, and in a column up to 22 places.
        int count = length - (headHasPoint || tailHasPoint ? 1 : 0);
        return count <= 18
            || (scale <= Number.MaximumExactScale && Unsafe.Add(ref start, length - 1) is >= (byte)'1' and <= (byte)'9');
    }

    /// <summary>The digits of up to 16 characters with at most one point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadLanes(ref byte start, int length, out ulong digits, out int point)
    {
        Vector128<byte> text = Vector128.LoadUnsafe(ref start);
        uint points = Vector128.Equals(text, Vector128.Create((byte)'.')).ExtractMostSignificantBits();
        point = System.Numerics.BitOperations.TrailingZeroCount(points | (1u << length));
        Vector128<byte> order = Vector128.LoadUnsafe(
            ref MemoryMarshal.GetArrayDataReference(Shuffles), (nuint)(((length * (Lanes + 1)) + point) * Lanes));

        // Lanes outside the number become zeros; a second point is no digit.
        Vector128<byte> values = Ssse3.Shuffle(text - Vector128.Create((byte)'0'), order);
        bool isNumber = Vector128.Min(values, Vector128.Create((byte)9)) == values;
        Vector128<short> pairs = Ssse3.MultiplyAddAdjacent(
            values, Vector128.Create((short)0x010A).AsSByte());
        Vector128<int> fours = Sse2.MultiplyAddAdjacent(pairs, Vector128.Create(0x0001_0064).AsInt16());
        Vector128<short> packed = Sse41.PackUnsignedSaturate(fours, fours).AsInt16();
        ulong eights = Sse2.MultiplyAddAdjacent(packed, Vector128.Create(0x0001_2710).AsInt16()).AsUInt64().ToScalar();
        digits = ((uint)eights * 100_000_000UL) + (eights >> 32);
        return isNumber;
    }

    private static byte[] MakeShuffles()
    {
        const int Rows = Lanes + 1;
        var shuffles = new byte[Rows * Rows * Lanes];
        Array.Fill(shuffles, (byte)0x80);
        for (int length = 0; length <= Lanes; length++)
        {
            for (int point = 0; point <= length; point++)
            {
                int lane = (((length * Rows) + point) * Lanes) + Lanes - 1;
                for (int from = length - 1; from >= 0; from--)
                {
                    if (from != point)
                    {
                        shuffles[lane--] = (byte)from;
                    }
                }
            }
        }

        return shuffles;
    }
}
