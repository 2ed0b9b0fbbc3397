using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace L2Loss.Files;

/// <content>With vectors.</content>
internal static partial class DecimalBytes
{
    private const int Lanes = 16;
    private const int Wide = 32;

    // Row length * 17 + point: moves that many characters, without the point, to the right end.
    private static readonly byte[] Shuffles = MakeShuffles();

    // Digits are put together from bytes in this order.
    private static bool HasVectors => Vector128.IsHardwareAccelerated && BitConverter.IsLittleEndian;

    /// <summary>Reads the number between two positions.</summary>
    /// <remarks>What lies between the data and the number must be readable, and 16 bytes after the start of the number.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryRead(ref byte data, int start, int end, out long mantissa, out int scale)
    {
        // Own variables, so that the usual ones stay in registers.
        if (TryReadShort(ref data, start, end, out mantissa, out scale))
        {
            return true;
        }

        bool isOther = TryReadOther(ref data, start, end, out long otherMantissa, out int otherScale);
        mantissa = otherMantissa;
        scale = otherScale;
        return isOther;
    }

    /// <summary>The same for a number of 1 to 16 characters only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryReadShort(ref byte data, int start, int end, out long mantissa, out int scale)
    {
        int sign = Unsafe.Add(ref data, start) == (byte)'-' ? 1 : 0;
        int length = end - start - sign;
        if (length is <= 0 or > Lanes || !HasVectors)
        {
            mantissa = 0;
            scale = 0;
            return false;
        }

        bool isNumber = TryReadLanes(ref Unsafe.Add(ref data, end - length), length, out ulong digits, out int point);
        int hasPoint = point < length ? 1 : 0;
        mantissa = ((long)digits ^ -sign) + sign;
        scale = length - point - hasPoint;
        return isNumber && length > hasPoint;
    }

    /// <summary>The same for a whole number of 1 to 16 digits, without zeros before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryReadShortWhole(ref byte data, int start, int end, out long value)
    {
        int sign = Unsafe.Add(ref data, start) == (byte)'-' ? 1 : 0;
        int length = end - start - sign;
        ref byte first = ref Unsafe.Add(ref data, end - length);
        if (length is <= 0 or > Lanes || (first == (byte)'0' && end - start > 1) || !HasVectors)
        {
            value = 0;
            return false;
        }

        bool isNumber = TryReadLanes(Vector128.LoadUnsafe(ref first), length, length, out ulong digits);
        value = ((long)digits ^ -sign) + sign;
        return isNumber;
    }

    /// <summary>Anything but a number of 1 to 16 characters.</summary>
    [MethodImpl(HotLoop.Options)]
    private static bool TryReadOther(ref byte data, int start, int end, out long mantissa, out int scale)
    {
        int length = end - start - (Unsafe.Add(ref data, start) == (byte)'-' ? 1 : 0);
        if (length is <= 0 or > Wide || end <= Wide || !HasVectors)
        {
            return TryReadScalar(ref data, start, end, out mantissa, out scale);
        }

        bool isNumber = TryReadWide(ref Unsafe.Add(ref data, end - Wide), length, out ulong digits, out scale);
        mantissa = length == end - start ? (long)digits : -(long)digits;
        return isNumber;
    }

    /// <summary>The digits of up to 32 characters with at most one point, at the right end of the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadWide(ref byte lanes, int length, out ulong digits, out int scale)
    {
        Vector256<byte> text = Vector256.LoadUnsafe(ref lanes);
        int first = Wide - length;
        uint points = Vector256.Equals(text, Vector256.Create((byte)'.')).ExtractMostSignificantBits()
            & (uint.MaxValue << first);
        int hasPoint = points == 0 ? 0 : 1;

        // What stands before the point moves one lane to the right, over it. Without a point it is before the first lane.
        int point = Wide - 1 - BitOperations.LeadingZeroCount(points | ((1u << first) >> 1));
        Vector256<sbyte> lane = Vector256.Create(
            (sbyte)0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
            16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31);
        Vector256<byte> values = Vector256.ConditionalSelect(
            Vector256.GreaterThan(lane, Vector256.Create((sbyte)point)).AsByte(),
            text,
            Vector256.LoadUnsafe(ref Unsafe.Subtract(ref lanes, 1))) - Vector256.Create((byte)'0');
        values &= Vector256.GreaterThan(lane, Vector256.Create((sbyte)(first + hasPoint - 1))).AsByte();

        // A second point is no digit.
        bool isNumber = Vector256.Min(values, Vector256.Create((byte)9)) == values;

        // Of the first 16 digits the upper 8 must be 0.
        (ulong head, ulong tail) = Eights(values);
        head = BitOperations.RotateRight(head, 32);
        digits = (head * 10_000_000_000_000_000UL) + ((uint)tail * 100_000_000UL) + (tail >> 32);
        scale = (Wide - 1 - point) & -hasPoint;
        return isNumber & length > hasPoint & head < 100
            & (length - hasPoint <= MaximumDigits | KeepsItsScale(scale, Unsafe.Add(ref lanes, Wide - 1)));
    }

    /// <summary>The digits of up to 16 characters with at most one point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadLanes(ref byte start, int length, out ulong digits, out int point)
    {
        Vector128<byte> text = Vector128.LoadUnsafe(ref start);
        uint points = Vector128.Equals(text, Vector128.Create((byte)'.')).ExtractMostSignificantBits();
        point = BitOperations.TrailingZeroCount(points | (1u << length));
        return TryReadLanes(text, length, point, out digits);
    }

    /// <inheritdoc cref="TryReadLanes(ref byte, int, out ulong, out int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadLanes(Vector128<byte> text, int length, int point, out ulong digits)
    {
        Vector128<byte> order = Vector128.LoadUnsafe(
            ref MemoryMarshal.GetArrayDataReference(Shuffles), (nuint)(((length * (Lanes + 1)) + point) * Lanes));

        // Lanes outside the number become zeros; a second point is no digit.
        Vector128<byte> values = Pick(text - Vector128.Create((byte)'0'), order);
        bool isNumber = Vector128.Min(values, Vector128.Create((byte)9)) == values;
        ulong eights = Eights(values);
        digits = ((uint)eights * 100_000_000UL) + (eights >> 32);
        return isNumber;
    }

    /// <summary>The lanes in an order; zero where it has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Pick(Vector128<byte> lanes, Vector128<byte> order) =>
        Ssse3.IsSupported ? Ssse3.Shuffle(lanes, order)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.VectorTableLookup(lanes, order)
        : Vector128.Shuffle(lanes, order);

    /// <summary>Of each 16 digits the numbers of 8 digits: the upper one in the lower 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong Head, ulong Tail) Eights(Vector256<byte> digits)
    {
        if (!Avx2.IsSupported)
        {
            return (Eights(digits.GetLower()), Eights(digits.GetUpper()));
        }

        Vector256<short> pairs = Avx2.MultiplyAddAdjacent(digits, Vector256.Create((short)0x010A).AsSByte());
        Vector256<int> fours = Avx2.MultiplyAddAdjacent(pairs, Vector256.Create(0x0001_0064).AsInt16());
        Vector256<short> packed = Avx2.PackUnsignedSaturate(fours, fours).AsInt16();
        Vector256<ulong> eights = Avx2.MultiplyAddAdjacent(packed, Vector256.Create(0x0001_2710).AsInt16()).AsUInt64();
        return (eights.ToScalar(), eights.GetElement(2));
    }

    /// <inheritdoc cref="Eights(Vector256{byte})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Eights(Vector128<byte> digits)
    {
        if (Sse41.IsSupported)
        {
            Vector128<short> sums = Ssse3.MultiplyAddAdjacent(digits, Vector128.Create((short)0x010A).AsSByte());
            Vector128<int> words = Sse2.MultiplyAddAdjacent(sums, Vector128.Create(0x0001_0064).AsInt16());
            Vector128<short> packed = Sse41.PackUnsignedSaturate(words, words).AsInt16();
            return Sse2.MultiplyAddAdjacent(packed, Vector128.Create(0x0001_2710).AsInt16()).AsUInt64().ToScalar();
        }

        // Of two neighbours the upper one, which comes first, times its power of ten lands on the lower one, above what is cut off.
        Vector128<ushort> pairs = Vector128.ShiftRightLogical(digits.AsUInt16() * (ushort)((10 << 8) | 1), 8);
        Vector128<ulong> fours = Vector128.ShiftRightLogical(pairs.AsUInt32() * ((100u << 16) | 1), 16).AsUInt64();
        const ulong Join = (10_000UL << 32) | 1;
        return ((fours.ToScalar() * Join) >> 32) | (fours.GetElement(1) * Join & 0xFFFF_FFFF_0000_0000);
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
