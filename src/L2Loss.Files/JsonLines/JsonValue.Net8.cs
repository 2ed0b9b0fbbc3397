using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace L2Loss.Files;

/// <content>With vectors.</content>
internal static partial class JsonValue
{
    /// <summary>Whether so many bytes at two positions are the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsSame(byte[] bytes, int position, byte[] others, int otherPosition, int length)
    {
        if (length >= Vector256<byte>.Count)
        {
            return bytes.AsSpan(position, length).SequenceEqual(others.AsSpan(otherPosition, length));
        }

        uint same = Vector256.Equals(Load(bytes, position), Load(others, otherPosition)).ExtractMostSignificantBits();
        return (~same & ((1u << length) - 1)) == 0;
    }

    /// <summary>The next quote, backslash or control character; the end where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FindStop(byte[] bytes, int position, int end)
    {
        for (; position < end; position += Vector256<byte>.Count)
        {
            Vector256<byte> text = Load(bytes, position);
            Vector256<byte> stops = Vector256.Equals(text, Vector256.Create((byte)'"'))
                | Vector256.Equals(text, Vector256.Create((byte)'\\'))
                | Vector256.Equals(Vector256.Min(text, Vector256.Create((byte)0x1F)), text);
            uint found = stops.ExtractMostSignificantBits();
            if (found != 0)
            {
                return Math.Min(position + BitOperations.TrailingZeroCount(found), end);
            }
        }

        return end;
    }

    /// <summary>The length of a number of digits and at most one point; 0 for one that is long, has an exponent or is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int MeasureDecimal(byte[] bytes, int position)
    {
        int sign = bytes[position] == (byte)'-' ? 1 : 0;
        Vector256<byte> text = Load(bytes, position + sign);
        Vector256<byte> values = text - Vector256.Create((byte)'0');
        uint points = Vector256.Equals(text, Vector256.Create((byte)'.')).ExtractMostSignificantBits();
        uint digits = Vector256.Equals(Vector256.Min(values, Vector256.Create((byte)9)), values).ExtractMostSignificantBits();
        int length = BitOperations.TrailingZeroCount(~(digits | points));
        if (length == Vector256<byte>.Count)
        {
            return 0;
        }

        // Digits on both sides of a point, and no zero before another digit.
        points &= (1u << length) - 1;
        uint last = 1u << length >> 1;
        bool isNumber = (digits & 1) != 0
            & (digits & last) != 0
            & (points & (points - 1)) == 0
            & (values.ToScalar() != 0 | length == 1 | (points & 2) != 0);
        byte next = bytes[position + sign + length];
        return isNumber & (next | 0x20) != 'e' & next is not ((byte)'+' or (byte)'-') ? sign + length : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Load(byte[] bytes, int position) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(bytes), (nuint)position);
}
